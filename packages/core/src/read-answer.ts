import { ResponseParseError } from "./errors.js";
import type { Operation } from "./operation.js";

/** What an answer turned out to be: data, the text of an answer that is not 2xx, or what is wrong with a 2xx. */
export interface Answer {
  readonly data?: unknown;
  readonly text?: string | undefined;
  readonly problem?: string;
}

/** Reads an answer, never more of it than allowed. */
export async function readAnswer(
  { response: expected, expects }: Operation,
  response: Response,
  maxBytes: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { body, headers, ok } = response;
  if (!ok) return { text: await readText(response, 65_536).catch(() => undefined) };
  const type = /^[\w.+/-]{3,90}/.exec(headers.get("content-type") ?? "")?.[0] ?? "no type";
  let problem = `${type} instead of bytes`;
  if (expected !== "bytes") {
    const isJson = /json$/.test(type);
    problem = "a body that is cut off or not UTF-8";
    try {
      const limit = maxBytes ?? 16_777_216;
      const text = Number(headers.get("content-length")) > limit ? undefined : await readText(response, limit);
      if (expected && (expected === "empty" || text === "")) return { data: undefined };
      problem =
        text === undefined
          ? `more than ${limit} bytes (maxResponseBytes)`
          : text && !isJson
            ? `${type} instead of JSON`
            : "no JSON object";
      const data: unknown = isJson && JSON.parse(text as string);
      if (data && typeof data === "object") {
        const missing = expects?.find((field) => !holds(data, field));
        if (!missing) return { data };
        problem = `no ${missing}`;
      }
    } catch {
      // What the parser says quotes the answer, so it is dropped.
    }
  } else if (!/html|json/.test(type)) return { data: bound(response, maxBytes ?? 268_435_456, signal) };
  body?.cancel().catch(() => {});
  return { problem };
}

function holds(data: unknown, field: string): boolean {
  const get = (value: unknown, key: string) =>
    value && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return !!field.split(".").reduce(get, data);
}

/** Ends a streamed body with an error when it is longer than allowed, or when the signal says so. */
function bound(response: Response, limit: number, signal: AbortSignal | undefined): Response {
  let left = limit;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, stream) {
      left -= chunk.byteLength;
      if (left < 0) throw new ResponseParseError(`The body is longer than ${limit} bytes (maxResponseBytes).`);
      stream.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(meter, signal && { signal }), response);
}

/** Reads a body as UTF-8. Gives `undefined`, and stops the download, where it is longer than `limit` bytes. */
async function readText(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let left = limit;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    left -= value.byteLength;
    if (left < 0) {
      // Not awaited: a source may take its time to stop.
      reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
