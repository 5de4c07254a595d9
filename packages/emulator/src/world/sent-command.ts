/** A command as the application sent it. */
export interface SentCommand {
  /** Domain and method: `media.speak`. */
  readonly operation: string;
  readonly call_control_id: string | undefined;
  readonly status: number;
  /** The first error code of a refusal. */
  readonly code: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** The `client_state` of the body, decoded: the value where it is JSON, else the text. */
  readonly state: unknown;
}
