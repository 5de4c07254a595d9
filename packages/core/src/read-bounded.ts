/**
 * Reads a stream of bytes to its end, counted on what arrives: `Content-Length` may lie.
 *
 * @returns its chunks, or `undefined` when there are more than `limit` bytes; the rest is not read.
 * @throws what the stream breaks with.
 */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null | undefined,
  limit: number,
): Promise<Uint8Array[] | undefined> {
  const chunks: Uint8Array[] = [];
  if (!stream) return chunks;
  const reader = stream.getReader();
  let left = limit;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    left -= value.byteLength;
    if (left < 0) {
      // Not awaited: the sender may never stop.
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
}
