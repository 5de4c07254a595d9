import { ResponseParseError } from "./errors.js";

/** Ends a streamed body with an error when it is longer than allowed, or when the signal says so. */
export function boundBytes(response: Response, limit: number, signal: AbortSignal | undefined): Response {
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
