import { onAbort, toAbortedError } from "./deadline.js";
import { ConnectionError, ResponseParseError } from "./errors.js";
import { readBounded } from "./read-bounded.js";

/**
 * Reads a body as UTF-8.
 *
 * @param fail makes the error for what is wrong with it
 */
export async function readText(
  { body, bodyUsed, headers }: Response,
  limit: number,
  fail: (problem: string) => Error,
): Promise<string> {
  if (bodyUsed || body?.locked) {
    throw fail("a body that was read before: fetch, or a mock of it, must give a new Response for each call");
  }
  const tooLong = "a longer body than maxResponseBytes allows";
  if (Number(headers.get("content-length")) > limit) {
    body?.cancel().catch(() => {});
    throw fail(tooLong);
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let isWhole: unknown;
  try {
    isWhole = await readBounded(body, limit, (chunk) => {
      text += decoder.decode(chunk, { stream: true });
    });
    text += decoder.decode();
  } catch {
    throw fail("a body that is cut off or not UTF-8");
  }
  if (isWhole) return text;
  throw fail(tooLong);
}

/**
 * Bounds a body that is streamed to the caller. The stream errors when it is longer than `limit` bytes, when the
 * connection is lost, and when the signal aborts, each with its own class. Cancelling the stream ends the download.
 *
 * @param name what is downloaded, for the messages
 */
export function boundBytes(response: Response, limit: number, name: string, signal: AbortSignal | undefined): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  let left = limit;
  let ignore: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      const stop = () => {
        stream.error(toAbortedError(name, signal as AbortSignal));
        reader.cancel().catch(() => {});
      };
      if (signal?.aborted) stop();
      else ignore = signal && onAbort(signal, stop);
    },
    async pull(stream) {
      const { done, value } = await reader.read().catch(() => {
        ignore?.();
        throw new ConnectionError(`${name} was cut off.`);
      });
      left -= value?.byteLength ?? 0;
      if (done || left < 0) ignore?.();
      if (done) {
        // An abort that came meanwhile has ended the stream.
        if (!signal?.aborted) stream.close();
      } else if (left < 0) {
        reader.cancel().catch(() => {});
        throw new ResponseParseError(`${name} is longer than the ${limit} bytes that are allowed.`);
      } else stream.enqueue(value);
    },
    cancel(reason) {
      ignore?.();
      return reader.cancel(reason);
    },
  });
  return new Response(body, response);
}
