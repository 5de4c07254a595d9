import { ConfigurationError } from "@telnyx-kit/core/errors";
import { checkNumber, longestTimerMs } from "@telnyx-kit/core/internal";
import type { AudioCoding } from "./audio.js";
import type { UpgradeHeaders } from "./stream-token.js";

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
   * The `stream_auth_token` of the command that started the stream. The token must come in a header of the upgrade
   * request (see `headers`) or in the first message; otherwise the session closes the socket and its loop throws. Without
   * a token anybody who knows the address can connect.
   */
  readonly authToken?: string | undefined;
  /** Headers of the upgrade request, for a token in `x-telnyx-streaming-auth-token`. */
  readonly headers?: UpgradeHeaders | undefined;
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
   * The longest message. A longer one closes the socket.
   *
   * @default 262_144
   */
  readonly maxMessageBytes?: number | undefined;
  /**
   * The most that may wait for your loop, in bytes of messages. Beyond it the oldest audio is dropped and counted. The
   * default holds about a minute of 20 ms frames in PCMU.
   *
   * @default 1_048_576
   */
  readonly maxQueuedBytes?: number | undefined;
  /**
   * The most that may wait for a slow network, in bytes of messages, here and in the socket. A write beyond it is refused:
   * the method returns `false`. The default holds twenty minutes of PCMU, or three minutes of L16 at 24,000 samples per second.
   *
   * @default 16_777_216
   */
  readonly maxBufferedBytes?: number | undefined;
  /**
   * The longest time without a `start` message, in milliseconds. Then the session closes the socket.
   *
   * @default 10_000
   */
  readonly startTimeoutMs?: number | undefined;
  /**
   * The longest time of a started stream without a message, in milliseconds. The platform sends a frame every 20 ms, also
   * in silence, so a longer pause is a dead line: the session closes the socket and its loop throws.
   *
   * @default 10_000
   */
  readonly idleTimeoutMs?: number | undefined;
  /**
   * The frames that may wait for a missing earlier one, 0 to 500. With one more the session goes on without it.
   * Each is 20 ms of delay, only while a frame is missing. 0 gives frames as they come.
   *
   * @default 5
   */
  readonly reorderFrames?: number | undefined;
}

/** Options with their defaults. */
export interface CheckedOptions extends Readonly<Record<NumberOption, number>> {
  readonly authToken: string | undefined;
  readonly headers: UpgradeHeaders | undefined;
  /** Form of the audio that comes in, as far as `start` does not say it. */
  readonly byteOrder: "little" | "big" | undefined;
  readonly send: { readonly [Name in keyof SendFormat]-?: Exclude<SendFormat[Name], undefined> };
}

/** Numbers among the options: the default, and the bounds. */
const numbers = {
  maxMessageBytes: [262_144, [1, 2 ** 31 - 1]],
  maxQueuedBytes: [1_048_576, [1, 2 ** 31 - 1]],
  maxBufferedBytes: [16_777_216, [1, 2 ** 31 - 1]],
  startTimeoutMs: [10_000, [1, longestTimerMs]],
  idleTimeoutMs: [10_000, [1, longestTimerMs]],
  reorderFrames: [5, [0, 500]],
} as const;

type NumberOption = keyof typeof numbers;

const names = ["authToken", "headers", "send", "byteOrder", ...Object.keys(numbers)];
const encodings: readonly unknown[] = ["PCMU", "PCMA", "L16"] satisfies SendFormat["encoding"][];
const sampleRates: readonly unknown[] = [8000, 16000, 22050, 24000, 48000] satisfies SendFormat["sampleRate"][];

/** @throws {ConfigurationError} when an option is unknown or out of range. */
export function checkMediaOptions(options: MediaSessionOptions): CheckedOptions {
  const { authToken, headers, byteOrder } = options;
  const { encoding = "PCMU", sampleRate = 8000, byteOrder: sendByteOrder = "little" } = options.send ?? {};
  const problem = [
    ...Object.keys(options).map(
      (name) => !names.includes(name) && `createMediaSession has no option ${name}. It has ${names.join(", ")}.`,
    ),
    authToken === "" && "authToken is empty, which would let anybody in. Give the stream_auth_token of the command.",
    !encodings.includes(encoding) &&
      `send.encoding is ${encoding}. Give PCMU, PCMA or L16, and send other codecs with sendPayload.`,
    !sampleRates.includes(sampleRate) && `send.sampleRate is ${sampleRate}. Give 8000, 16000, 22050, 24000 or 48000.`,
  ].find((each) => each);
  if (problem) throw new ConfigurationError(problem);
  const checked = Object.entries(numbers).map(([name, [standard, bounds]]) => {
    const kind = name === "reorderFrames" ? "whole number" : "number";
    return [name, checkNumber(name, options[name as NumberOption] ?? standard, bounds, kind)];
  });
  return {
    ...(Object.fromEntries(checked) as Record<NumberOption, number>),
    authToken,
    headers,
    byteOrder,
    send: { encoding, sampleRate, byteOrder: sendByteOrder },
  };
}
