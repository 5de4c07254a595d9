/** Milliseconds for which Telnyx ignores a command that repeats a `command_id`. */
export const dedupeWindowMs = 60_000;

/**
 * Effect of repeating an operation.
 *
 * - `safe`: reads only.
 * - `deduped`: the body carries a `command_id`, and Telnyx ignores a second command with the same id for 60 seconds.
 * - `repeatable`: a repeat leaves the same state, judged one by one.
 * - `unsafe`: a repeat may act twice.
 */
export type Safety = "safe" | "deduped" | "repeatable" | "unsafe";

/** An operation as data: one row of a domain's table. */
export interface Operation {
  readonly method: string;
  /** The path below the base URL, with `{name}` for parameters. */
  readonly path: string;
  readonly safety: Safety;
  /** Kind of the argument after the path parameters. `undefined` when the operation takes none. */
  readonly input?: "body" | "query";
  /** Whether that argument must be given. */
  readonly required?: true;
  /** How a list is documented to go on: by page number, or by the cursor of the page before. Pages follow what answers say. */
  readonly page?: "number" | "cursor";
  /** Content of a success: nothing, bytes, or JSON that may be missing. `undefined` for JSON. */
  readonly response?: "empty" | "bytes" | "optional";
  /** The field that turns the body into a multipart form when it is present. */
  readonly multipart?: string;
  /** Dotted fields that a success must hold. */
  readonly expects?: readonly string[];
  /** Whether it is a command on a call leg that can change the leg's `client_state`. */
  readonly clientState?: true;
}

/** The operations of a domain, by method name. A dot in a name is a nested resource. */
export type Operations = Readonly<Record<string, Operation>>;
