import { ConfigurationError } from "@telnyx-kit/core/errors";
import type { AudioCoding } from "./audio.js";

/** Form of the audio that you send: the `stream_bidirectional_…` fields of the command that starts the stream. */
export interface SendFormat extends AudioCoding {
  /** `stream_bidirectional_codec`, one of PCMU, PCMA and L16. Payloads in others go through `sendPayload`. */
  readonly encoding: "PCMU" | "PCMA" | "L16";
  /**
   * `stream_bidirectional_sampling_rate`, in samples per second.
   *
   * @default 8000
   */
  readonly sampleRate?: 8000 | 16000 | 22050 | 24000 | 48000 | undefined;
}

export interface MediaSessionOptions {
  /**
   * The `stream_auth_token` of the command that started the stream. A socket whose first message does not carry it is
   * closed, and the loop over the session throws. Without a token anybody who knows the address can connect.
   */
  readonly authToken?: string | undefined;
  /**
   * Form of the audio that you send.
   *
   * @default { encoding: "PCMU", sampleRate: 8000 }
   */
  readonly send?: SendFormat | undefined;
  /**
   * Order of the bytes of L16 samples that come in; see {@link AudioCoding.byteOrder}.
   *
   * @default "little"
   */
  readonly byteOrder?: "little" | "big" | undefined;
  /**
   * Longest message that is taken. A longer one closes the socket.
   *
   * @default 262_144
   */
  readonly maxMessageBytes?: number | undefined;
  /**
   * Most that may wait for your loop, in bytes of messages. Beyond it the oldest audio is dropped and counted. The
   * default holds about a minute of 20 ms frames in PCMU.
   *
   * @default 1_048_576
   */
  readonly maxQueuedBytes?: number | undefined;
  /**
   * Most that may wait in the socket for a slow network, in bytes. What would exceed it is not sent: the method returns
   * `false`.
   *
   * @default 1_048_576
   */
  readonly maxBufferedBytes?: number | undefined;
  /**
   * How long a socket may stay without a `start` message, in milliseconds. Then it is closed.
   *
   * @default 10_000
   */
  readonly startTimeoutMs?: number | undefined;
}

const names = [
  "authToken",
  "send",
  "byteOrder",
  "maxMessageBytes",
  "maxQueuedBytes",
  "maxBufferedBytes",
  "startTimeoutMs",
];

/** @throws {ConfigurationError} when an option is unknown or out of range. */
export function checkMediaOptions(options: MediaSessionOptions) {
  const { maxMessageBytes = 262_144, maxQueuedBytes = 1_048_576 } = options;
  const { maxBufferedBytes = 1_048_576, startTimeoutMs = 10_000 } = options;
  const { encoding = "PCMU", sampleRate = 8000, byteOrder } = options.send ?? {};
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown) throw new ConfigurationError(`createMediaSession has no option ${unknown}. It has ${names.join(", ")}.`);
  for (const [name, value] of Object.entries({ maxMessageBytes, maxQueuedBytes, maxBufferedBytes, startTimeoutMs })) {
    if (!(Number.isFinite(value) && value >= 1 && value < 2 ** 31)) {
      throw new ConfigurationError(`${name} is ${value}. Give a number from 1 to 2147483647.`);
    }
  }
  if (options.authToken === "") {
    throw new ConfigurationError(
      "authToken is empty, which would let anybody in. Give the stream_auth_token of the command.",
    );
  }
  if (!["PCMU", "PCMA", "L16"].includes(encoding)) {
    throw new ConfigurationError(
      `send.encoding is ${encoding}. Give PCMU, PCMA or L16, and send other codecs with sendPayload.`,
    );
  }
  if (![8000, 16000, 22050, 24000, 48000].includes(sampleRate)) {
    throw new ConfigurationError(`send.sampleRate is ${sampleRate}. Give 8000, 16000, 22050, 24000 or 48000.`);
  }
  return {
    ...options,
    maxMessageBytes,
    maxQueuedBytes,
    maxBufferedBytes,
    startTimeoutMs,
    encoding,
    sampleRate,
    sendByteOrder: byteOrder,
  };
}
