import { bare } from "./bare.js";
import { ConfigurationError } from "./errors.js";
import { loadDeferred } from "./load-deferred.js";
import type { Operation } from "./operation.js";

/** A body ready to be sent, the same at every attempt. */
export interface Payload {
  readonly body?: string | FormData;
  readonly commandId?: string | undefined;
}

/**
 * Serialises a body once. A body that has a `command_id` gets one here where the caller gave none.
 *
 * @throws {ConfigurationError} when the body is not an object, or cannot be written as JSON.
 */
export async function encodeBody(
  { input, required, safety, multipart }: Operation,
  name: string,
  given: unknown,
): Promise<Payload> {
  const refuse = (why: string) => new ConfigurationError(`The body of ${name} ${why}.`);
  if (input !== "body" && given === undefined) return {};
  if (
    input !== "body" ||
    (given === undefined ? required : typeof given !== "object" || !given || Array.isArray(given))
  ) {
    throw refuse(input === "body" ? "must be an object" : "cannot be sent: it takes none");
  }
  const fields = bare(given as Record<string, unknown> | undefined);
  if (safety === "deduped") fields.command_id ??= crypto.randomUUID();
  const commandId = fields.command_id as string | undefined;
  if (safety === "deduped" && (typeof commandId !== "string" || !commandId))
    throw refuse("has a command_id that is not text");
  try {
    const isForm = multipart && fields[multipart] !== undefined;
    return {
      commandId,
      body: isForm ? await (await loadDeferred()).toForm(fields, multipart) : JSON.stringify(fields),
    };
  } catch {
    throw refuse("cannot be written");
  }
}
