/**
 * Reads a stream of bytes to its end, counted on what arrives: `Content-Length` may lie.
 *
 * @param take gets each chunk as it comes, in place of the list; what it throws ends the reading
 * @returns the chunks, or `undefined` when there are more than `limit` bytes. The rest is not read.
 * @throws what the stream breaks with.
 */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null | undefined,
  limit: number,
  take?: (chunk: Uint8Array) => void,
): Promise<Uint8Array[] | undefined> {
  const chunks: Uint8Array[] = [];
  const reader = stream?.getReader();
  let left = limit;
  try {
    for (;;) {
      const { value } = (await reader?.read()) ?? {};
      if (!value) return chunks;
      left -= value.byteLength;
      if (left < 0) return undefined;
      if (take) take(value);
      else chunks.push(value);
    }
  } finally {
    // Not awaited: the sender may never stop.
    reader?.cancel().catch(() => {});
  }
}
