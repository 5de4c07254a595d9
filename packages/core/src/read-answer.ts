import { loadDeferred } from "./load-deferred.js";
import type { Operation } from "./operation.js";

/** What an answer turned out to be: data, or what there is to explain why not. */
export interface Answer {
  readonly data?: unknown;
  /** The body as it was read: `null` where it was cut off or is not UTF-8, `undefined` where it was too long. */
  readonly text?: string | null | undefined;
}

/** Bytes of an error's body that are read. */
const keptOfError = 65_536;

/** Reads an answer, never more of it than allowed. */
export async function readAnswer(
  operation: Operation,
  response: Response,
  limit: number,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { response: expected } = operation;
  const { ok } = response;
  if (ok && expected === "bytes") return (await loadDeferred()).readBytes(response, limit, name, signal);
  const text = await readText(response, ok ? limit : keptOfError).catch(() => null);
  if (ok && typeof text === "string") {
    if (expected && (expected === "empty" || text === "")) return { data: undefined };
    try {
      const data: unknown = JSON.parse(text);
      if (isJson(response) && typeof data === "object" && data && !missingField(operation, data)) return { data };
    } catch {}
  }
  return { text };
}

/** Tells whether an answer says that it is JSON. */
export function isJson({ headers }: Response): boolean {
  return /^application\/(.+\+)?json\b/i.test(headers.get("content-type") ?? "");
}

/** Names the first field that a success must hold and does not. */
export function missingField({ expects }: Operation, data: unknown): string | undefined {
  const get = (value: unknown, key: string) =>
    value && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return expects?.find((field) => !field.split(".").reduce(get, data));
}

async function readText({ body, headers }: Response, limit: number): Promise<string | undefined> {
  const reader = body?.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let left = Number(headers.get("content-length")) > limit ? -1 : limit;
  try {
    while (reader && left >= 0) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      left -= value.byteLength;
      if (left >= 0) text += decoder.decode(value, { stream: true });
    }
  } finally {
    // Not awaited: a source may take its time to stop.
    reader?.cancel().catch(() => {});
  }
  return reader ? undefined : text;
}
