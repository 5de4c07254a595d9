import type { Codec } from "../world/callee.js";
/** How audio is written in a stream, and how many bytes 20 ms of it have. */
export interface StreamFormat {
  readonly encoding: string;
  readonly sampleRate: number;
  /** Undefined for codecs whose frames have no fixed size, which are not emulated. */
  readonly bytesPerMs: number | undefined;
}

export const frameMs = 20;

/** The form of a codec; that of the leg where none is named. */
export function formatOf(codec: string | undefined, ofLeg: Codec, rate?: number): StreamFormat {
  const encoding = codec === undefined || codec === "default" ? ofLeg : codec;
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

/** A frame of a tone of 400 Hz: what prompts sound like. */
export function toneOf(format: StreamFormat): Uint8Array {
  const frame = silenceOf(format);
  const { encoding, sampleRate } = format;
  const high = { PCMU: [0xaf], PCMA: [0x85], L16: [0xb8, 0x0b] }[encoding] ?? [0];
  const low = { PCMU: [0x2f], PCMA: [0x05], L16: [0x48, 0xf4] }[encoding] ?? [0];
  const halfWave = (sampleRate / 800) * high.length;
  return frame.map((_, at) => ((at / halfWave) & 1 ? low : high)[at % high.length] ?? 0);
}

/** An ID3 tag, or the beginning of an MPEG frame. */
export function isMp3([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isTag = first === 0x49 && second === 0x44 && third === 0x33;
  return isTag || (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02);
}
