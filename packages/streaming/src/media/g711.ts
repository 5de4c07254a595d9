// ITU-T G.711. Samples are 16 bits wide; mu-law keeps the upper 14 of them, A-law the upper 13.

const muLawBias = 33;
const muLawPeak = 8159;

/** Compresses samples with the mu-law (PCMU), one byte for each. */
export function encodeMuLaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const sample = (samples[index] as number) >> 2;
    const sign = sample < 0 ? 0x7f : 0xff;
    const level = Math.min(Math.abs(sample), muLawPeak) + muLawBias;
    const segment = 26 - Math.clz32(level);
    bytes[index] = (segment > 7 ? 0x7f : (segment << 4) | ((level >> (segment + 1)) & 0xf)) ^ sign;
  }
  return bytes;
}

/** Compresses samples with the A-law (PCMA), one byte for each. */
export function encodeALaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const sample = (samples[index] as number) >> 3;
    // Every second bit is inverted on the line, so that silence does not look like a dead line.
    const sign = sample < 0 ? 0x55 : 0xd5;
    const level = sample < 0 ? ~sample : sample;
    const segment = Math.max(0, 27 - Math.clz32(level));
    bytes[index] = ((segment << 4) | ((level >> Math.max(1, segment)) & 0xf)) ^ sign;
  }
  return bytes;
}

const muLawLevels = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code;
  const level = (((bits & 0xf) << 3) + (muLawBias << 2)) << ((bits & 0x70) >> 4);
  return bits & 0x80 ? (muLawBias << 2) - level : level - (muLawBias << 2);
});

const aLawLevels = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55;
  const segment = (bits & 0x70) >> 4;
  const step = ((bits & 0xf) << 4) + 8;
  const level = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? level : -level;
});

/** Expands mu-law (PCMU) bytes to samples. */
export const decodeMuLaw = (bytes: Uint8Array): Int16Array => expand(bytes, muLawLevels);

/** Expands A-law (PCMA) bytes to samples. */
export const decodeALaw = (bytes: Uint8Array): Int16Array => expand(bytes, aLawLevels);

function expand(bytes: Uint8Array, levels: Int16Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) samples[index] = levels[bytes[index] as number] as number;
  return samples;
}
