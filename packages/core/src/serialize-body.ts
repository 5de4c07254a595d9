import type { Clock } from "./clock.js";
import { ConfigurationError } from "./errors.js";
import type { Operation } from "./operation.js";
import { ownProperties } from "./own-properties.js";

/** A body that is ready for {@link serializeBody}. */
export interface Body {
  readonly content: object | undefined;
  readonly commandId: string | undefined;
}

type Problem = readonly [
  test: (body: unknown, operation: Operation) => boolean,
  problem: string | ((body: unknown) => string),
];

const isObject = (value: unknown) => typeof value === "object" && !!value && !Array.isArray(value);

const problems: readonly Problem[] = [
  [(_, { input }) => input !== "body", "cannot be sent: the operation takes none"],
  [(body) => !isObject(body), (body) => `must be an object, and is ${describe(body)}`],
  [hasBadCommandId, "has a command_id that is not text"],
];

/**
 * Prepares a body once, before the first attempt. Where the operation takes a `command_id` and the caller gave none, one
 * is added here, so that every attempt carries the same.
 *
 * @throws {ConfigurationError} when the body cannot be sent.
 */
export async function prepareBody(operation: Operation, given: unknown, clock: Clock): Promise<Body> {
  const { input, multipart, required, safety } = operation;
  if (input !== "body" && given === undefined) return { content: undefined, commandId: undefined };
  const body = given === undefined && !required ? {} : given;
  const [, problem] = problems.find(([test]) => test(body, operation)) ?? [];
  if (problem !== undefined) throw refusal(operation, typeof problem === "string" ? problem : problem(body));
  const fields = ownProperties(body as Record<string, unknown>);
  if (multipart && fields[multipart] !== undefined) {
    const content = await toForm(fields, multipart).catch(() => {
      throw refusal(operation, "cannot be written: it holds a file that is not a Blob, bytes or a stream");
    });
    return { content, commandId: undefined };
  }
  if (safety !== "deduped") return { content: fields, commandId: undefined };
  const commandId = (fields.command_id as string | null | undefined) ?? clock.uuid();
  fields.command_id = commandId;
  return { content: fields, commandId };
}

/**
 * Writes a body as text: openapi-fetch's `bodySerializer`. A form is written by `fetch`, which knows its boundary.
 *
 * @throws {ConfigurationError} when it cannot be written.
 */
export function serializeBody(operation: Operation, body: object): string | FormData {
  if (body instanceof FormData) return body;
  try {
    return JSON.stringify(body);
  } catch {
    throw refusal(operation, "cannot be written: it holds a cycle or a BigInt");
  }
}

function hasBadCommandId(body: unknown, { safety }: Operation): boolean {
  if (safety !== "deduped") return false;
  const { command_id: id } = ownProperties(body as { command_id?: unknown });
  return id !== undefined && id !== null && (typeof id !== "string" || id === "");
}

/** A stream is read before it is sent: its length is known then, and every attempt can send it. */
async function toForm(fields: Readonly<Record<string, unknown>>, fileField: string): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (name === fileField) {
      // A path or an address would be stored in the place of the file that it names.
      if (typeof value === "string") throw new TypeError("A text is no file.");
      const file = value instanceof Blob ? value : await new Response(value as BodyInit).blob();
      form.append(name, file, (value as { name?: string }).name ?? String(fields.media_name ?? name));
    } else if (value !== undefined) {
      form.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    }
  }
  return form;
}

function refusal({ method, path }: Operation, problem: string): ConfigurationError {
  return new ConfigurationError(`The body of ${method} ${path} ${problem}. Nothing was sent.`);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
