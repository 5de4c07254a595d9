/** How audio is written in a stream, and how many bytes 20 ms of it have. */
export interface StreamFormat {
  readonly encoding: string;
  readonly sampleRate: number;
  /** Undefined for codecs whose frames have no fixed size, which are not emulated. */
  readonly bytesPerMs: number | undefined;
}

export const frameMs = 20;

/** The form of a codec; the telephone's own where none is named. */
export function formatOf(codec: string | undefined, rate: number | undefined): StreamFormat {
  const encoding = codec === undefined || codec === "default" ? "PCMU" : codec;
  if (encoding === "L16") {
    const sampleRate = rate ?? 16_000;
    return { encoding, sampleRate, bytesPerMs: (sampleRate * 2) / 1000 };
  }
  const known = encoding === "PCMU" || encoding === "PCMA";
  return { encoding, sampleRate: known ? 8000 : (rate ?? 16_000), bytesPerMs: known ? 8 : undefined };
}

/** A frame of silence. */
export function silenceOf({ encoding, bytesPerMs = 8 }: StreamFormat): Uint8Array {
  const level = encoding === "PCMU" ? 0xff : encoding === "PCMA" ? 0xd5 : 0;
  return new Uint8Array(bytesPerMs * frameMs).fill(level);
}
