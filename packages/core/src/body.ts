import { bare } from "./bare.js";
import { ConfigurationError } from "./errors.js";
import type { Operation } from "./operation.js";

/** A body ready to be sent, the same at every attempt. */
export interface Payload {
  readonly body?: string | FormData;
  readonly commandId?: string;
}

/**
 * Serialises a body once. A body that has a `command_id` gets one here where the caller gave none.
 *
 * @throws {ConfigurationError} when the body is not an object, or cannot be written as JSON.
 */
export async function encodeBody(operation: Operation, name: string, body: unknown): Promise<Payload> {
  const refuse = (why: string) => new ConfigurationError(`The body of ${name} ${why}.`);
  if (operation.input !== "body") {
    if (body === undefined) return {};
    throw refuse("cannot be sent: it takes none");
  }
  if (body === undefined ? operation.required : typeof body !== "object" || !body || Array.isArray(body)) {
    throw refuse("must be an object");
  }
  const fields = bare(body as Record<string, unknown> | undefined);
  const payload: { commandId?: string } = {};
  if (operation.safety === "deduped") {
    fields.command_id ??= crypto.randomUUID();
    if (typeof fields.command_id !== "string" || !fields.command_id) throw refuse("has a command_id that is not text");
    payload.commandId = fields.command_id;
  }
  const { multipart } = operation;
  if (multipart && fields[multipart] !== undefined)
    return { ...payload, body: await toForm(fields, multipart, refuse) };
  try {
    return { ...payload, body: JSON.stringify(fields) };
  } catch {
    throw refuse("cannot be written as JSON (a cycle or a BigInt)");
  }
}

async function toForm(
  fields: Record<string, unknown>,
  fileField: string,
  refuse: (why: string) => Error,
): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (name !== fileField) {
      if (value !== undefined) form.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    } else if (typeof value === "object") {
      // A stream is read before it is sent: the length is known then, and a refused connection can be tried again.
      const file = value instanceof Blob ? value : await new Response(value as BodyInit).blob();
      form.append(name, file, (file as { name?: string }).name ?? String(fields.media_name ?? "file"));
    } else throw refuse(`needs a Blob, a File, bytes or a stream as ${fileField}`);
  }
  return form;
}
