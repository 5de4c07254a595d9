import { toAbortedError } from "./bounded.js";
import { ConnectionError, ResponseParseError } from "./errors.js";
import { onAbort } from "./on-abort.js";
import type { Answer } from "./read-answer.js";

/** Takes an answer of bytes, which a page or a message in their place is not. */
export function readBytes(response: Response, limit: number, name: string, signal: AbortSignal | undefined): Answer {
  if (!/html|json/i.test(response.headers.get("content-type") ?? "")) {
    return { data: boundBytes(response, limit, name, signal) };
  }
  response.body?.cancel().catch(() => {});
  return {};
}

/**
 * Bounds a body that is streamed to the caller. The stream errors when it is longer than `limit` bytes, when the
 * connection is lost, and when the signal aborts, each with its own class; whoever cancels it ends the download.
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
