import { ResponseParseError } from "./errors.js";
import { copyCause } from "./failure.js";
import type { Operation } from "./operation.js";
import type { Scrub } from "./scrub.js";
import { toApiError } from "./to-api-error.js";

/**
 * Reads an answer, never more of it than allowed.
 *
 * @throws {ApiError} when it is not 2xx. {@link ResponseParseError} when it cannot be used.
 */
export async function readAnswer(
  operation: Operation,
  response: Response,
  name: string,
  maxBytes: number | undefined,
  scrub: Scrub,
): Promise<unknown> {
  const { headers, ok, status } = response;
  if (!ok) throw toApiError(response, await readText(response, 65_536).catch(() => undefined), name, scrub);
  const unusable = (why: string, cause?: unknown) => {
    if (!response.bodyUsed) response.body?.cancel().catch(() => {});
    return new ResponseParseError(
      `${name} was answered with ${status}, but ${why}.`,
      cause ? { cause: copyCause(cause, scrub) } : {},
    );
  };
  const type = /^[\w.+-]{1,50}\/[\w.+-]{1,50}/.exec(headers.get("content-type") ?? "")?.[0] ?? "no content type";
  if (operation.response === "bytes") {
    if (/html|json/.test(type)) throw unusable(`with ${type} instead of bytes`);
    return response;
  }
  const limit = maxBytes ?? 16_777_216;
  let text: string | undefined;
  try {
    if (!(Number(headers.get("content-length")) > limit)) text = await readText(response, limit);
  } catch (cause) {
    throw unusable("the answer was cut off, or is not text", cause);
  }
  if (operation.response === "empty" || (operation.response && text === "")) return undefined;
  if (text === undefined) throw unusable(`with more than ${limit} bytes (see maxResponseBytes)`);
  if (text && !type.endsWith("json")) throw unusable(`with ${type} instead of JSON`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, so it is dropped.
  }
  const missing =
    data && typeof data === "object" ? operation.expects?.find((field) => !holds(data, field)) : "a JSON object";
  if (missing) throw unusable(`without ${missing}`);
  return data;
}

function holds(data: unknown, field: string): boolean {
  return !!field
    .split(".")
    .reduce<unknown>(
      (value, key) => (value && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined),
      data,
    );
}

/** Reads a body as UTF-8. Gives `undefined`, and stops the download, where it is longer than `limit` bytes. */
async function readText(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      // Not awaited: a source may take its time to stop.
      reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
