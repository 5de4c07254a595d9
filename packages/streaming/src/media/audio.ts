import { ConfigurationError } from "@telnyx-kit/core/errors";
import { decodeBase64, encodeBase64 } from "@telnyx-kit/core/internal";
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from "./g711.js";
import { MediaStreamError } from "./media-stream-error.js";
import type { MediaEncoding } from "./messages.js";

/** The form of samples as bytes. */
export interface AudioCoding {
  readonly encoding: MediaEncoding;
  /**
   * Order of the two bytes of an L16 sample. RFC 3551 wants the high byte first. Telnyx sends and takes the low byte first:
   * its example programs and measurements show it.
   *
   * @default "little"
   */
  readonly byteOrder?: "little" | "big" | undefined;
}

/**
 * Decodes a payload to samples of 16 bits. Channels stay interleaved.
 *
 * @throws {ConfigurationError} when the encoding is not PCMU, PCMA or L16. {@link MediaStreamError} when the payload is
 * not base64, or half a sample too long.
 */
export function decodeAudio(payload: string, { encoding, byteOrder }: AudioCoding): Int16Array {
  const decode = codecOf(encoding).decode;
  const bytes = decodeBase64(payload);
  if (!bytes) throw new MediaStreamError("A media payload is not base64. The frame cannot be decoded.", "malformed");
  return decode(bytes, byteOrder !== "big");
}

/**
 * Encodes samples of 16 bits to a payload.
 *
 * @throws {ConfigurationError} when the encoding is not PCMU, PCMA or L16.
 */
export function encodeAudio(samples: Int16Array, { encoding, byteOrder }: AudioCoding): string {
  return encodeBase64(codecOf(encoding).encode(samples, byteOrder !== "big"));
}

/** The reason why a payload cannot be decoded, or `undefined`. */
export function payloadProblem(payload: string, encoding: string): string | undefined {
  const { length } = payload.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(payload.slice(0, length)) || length % 4 === 1) return "The payload is not base64.";
  const bytes = Math.floor((length * 3) / 4);
  return encoding === "L16" && bytes % 2 ? `The L16 payload has ${bytes} bytes, half a sample too many.` : undefined;
}

interface Codec {
  decode(bytes: Uint8Array, littleEndian: boolean): Int16Array;
  encode(samples: Int16Array, littleEndian: boolean): Uint8Array;
}

const codecs = new Map<string, Codec>([
  ["PCMU", { decode: decodeMuLaw, encode: encodeMuLaw }],
  ["PCMA", { decode: decodeALaw, encode: encodeALaw }],
  ["L16", { decode: decodeL16, encode: encodeL16 }],
]);

function codecOf(encoding: string): Codec {
  const codec = codecs.get(encoding);
  if (codec) return codec;
  throw new ConfigurationError(
    `Audio in ${encoding} is neither decoded nor encoded here. Stream with the codec PCMU, PCMA or L16, or use the payload with a codec of your own.`,
  );
}

function decodeL16(bytes: Uint8Array, littleEndian: boolean): Int16Array {
  if (bytes.length % 2) {
    throw new MediaStreamError(
      `An L16 payload has ${bytes.length} bytes, which is half a sample too many.`,
      "malformed",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Int16Array.from({ length: bytes.length / 2 }, (_, index) => view.getInt16(index * 2, littleEndian));
}

function encodeL16(samples: Int16Array, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [index, sample] of samples.entries()) view.setInt16(index * 2, sample, littleEndian);
  return new Uint8Array(view.buffer);
}
