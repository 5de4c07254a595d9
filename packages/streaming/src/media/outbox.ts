import { ConfigurationError } from "@telnyx-kit/core/errors";
import { type AudioCoding, encodeAudio } from "./audio.js";
import type { OutgoingFrame } from "./messages.js";
import { bufferedBytes, type MediaSocket } from "./socket.js";

/** Frames on their way to the socket. */
export interface Outbox {
  send(frame: OutgoingFrame): boolean;
  sendSamples(samples: Int16Array): boolean;
  /** Sends what is left over from samples that did not fill a frame, followed by silence. */
  flush(): boolean;
  /** Forgets what is left over. */
  forget(): void;
  drained(): Promise<boolean>;
  close(): void;
  readonly refused: number;
}

export interface OutboxOptions extends AudioCoding {
  readonly sampleRate: number;
  readonly maxBufferedBytes: number;
}

/** The platform takes no less than 20 milliseconds of audio in a message; a second keeps messages small. */
const shortestMs = 20;
const longestMs = 1000;

/** Sends while the socket keeps up. What would make more than `maxBufferedBytes` wait in it is refused. */
export function createOutbox(socket: MediaSocket, options: OutboxOptions): Outbox {
  const shortest = (options.sampleRate * shortestMs) / 1000;
  // Base64 makes four characters of three bytes, and a frame of samples has less than 64 around them.
  const fitting = ((options.maxBufferedBytes - 64) * 3) / 4 / (options.encoding === "L16" ? 2 : 1);
  const mostMs = Math.min(longestMs, Math.floor(fitting / shortest) * shortestMs);
  const longest = (options.sampleRate * Math.max(shortestMs, mostMs)) / 1000;
  let rest = new Int16Array(0);
  let refused = 0;
  let closed = false;

  function send(frame: OutgoingFrame): boolean {
    if (closed) return false;
    const text = JSON.stringify(frame);
    // Refused like one that has to wait, it would be tried again for ever.
    if (text.length > options.maxBufferedBytes) {
      throw new ConfigurationError(
        `A message of ${text.length} bytes can never be sent: maxBufferedBytes lets ${options.maxBufferedBytes} through. Raise it, or send smaller pieces.`,
      );
    }
    if (bufferedBytes(socket) + text.length > options.maxBufferedBytes) {
      refused++;
      return false;
    }
    try {
      socket.send(text);
    } catch {
      // A socket that has just closed throws on some runtimes and stays silent on others.
      return false;
    }
    return true;
  }

  const sendAudio = (samples: Int16Array): boolean =>
    send({ event: "media", media: { payload: encodeAudio(samples, options) } });

  return {
    get refused() {
      return refused;
    },
    send,
    sendSamples(samples) {
      const all = join(rest, samples);
      const whole = all.length - (all.length % shortest);
      rest = all.slice(whole);
      let sent = !closed;
      for (let at = 0; at < whole; at += longest) {
        sent = sendAudio(all.subarray(at, Math.min(at + longest, whole))) && sent;
      }
      return sent;
    },
    flush() {
      if (rest.length === 0) return !closed;
      const padded = new Int16Array(shortest);
      padded.set(rest);
      rest = new Int16Array(0);
      return sendAudio(padded);
    },
    forget() {
      rest = new Int16Array(0);
    },
    async drained() {
      // No runtime tells when a WebSocket has drained.
      while (!closed && bufferedBytes(socket) > options.maxBufferedBytes / 2) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return !closed;
    },
    close() {
      closed = true;
    },
  };
}

function join(first: Int16Array, second: Int16Array): Int16Array {
  if (first.length === 0) return second;
  const all = new Int16Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
