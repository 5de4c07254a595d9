import { bare } from "./bare.js";
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
 * @throws {ConfigurationError} when the body is not an object, or cannot be written.
 */
export async function encodeBody(operation: Operation, name: string, body: unknown): Promise<Payload> {
  const { input, multipart } = operation;
  const given = body === undefined && !operation.required ? {} : body;
  if (input !== "body" && body === undefined) return {};
  try {
    if (input === "body" && typeof given === "object" && given && !Array.isArray(given)) {
      const fields = bare(given as Record<string, unknown>);
      if (operation.safety !== "deduped") {
        const form = multipart && fields[multipart] !== undefined;
        return { body: form ? await (await loadDeferred()).toForm(fields, multipart) : JSON.stringify(fields) };
      }
      const commandId = fields.command_id ?? crypto.randomUUID();
      fields.command_id = commandId;
      if (typeof commandId === "string" && commandId) return { commandId, body: JSON.stringify(fields) };
    }
  } catch {}
  throw (await loadDeferred()).refuseBody(operation, name, body);
}
