import { ConfigurationError } from "@telnyx-kit/core/errors";
import { decodeAudio } from "./audio.js";
import { toBase64 } from "./base64.js";
import { createInbox } from "./inbox.js";
import { MediaStreamError } from "./media-stream-error.js";
import type { MediaMessage, MediaStreamMessage, StartMessage } from "./messages.js";
import { checkMediaOptions, type MediaSessionOptions } from "./options.js";
import { createOutbox } from "./outbox.js";
import { readAuthToken, readMediaMessage } from "./read-message.js";
import { lengthOf, type MediaSocket, textOf } from "./socket.js";

/** How a session ended. */
export interface MediaSessionEnd {
  /** Whether the platform said that the stream is over, as it does before it closes the socket. */
  readonly stopped: boolean;
  /** Close code of the socket, where the other side closed it. */
  readonly code?: number | undefined;
}

/** The audio of one call, both ways, over one WebSocket. Loop over it to read what the platform sends. */
export interface MediaSession extends AsyncIterable<MediaStreamMessage> {
  /** The call and the form of its audio. `undefined` until the `start` message has come. */
  readonly start: StartMessage["start"] | undefined;
  /** UUID of the stream. `undefined` until the `start` message has come. */
  readonly streamId: string | undefined;
  /** Frames that came and were dropped unread, and frames that were not sent, because a bound was reached. */
  readonly counts: { readonly dropped: number; readonly refused: number };
  /** Resolves when the session is over, however it ended. Never rejects. */
  readonly closed: Promise<MediaSessionEnd>;

  /**
   * The samples of a frame, 16 bits each.
   *
   * @throws {ConfigurationError} when the stream's codec is not PCMU, PCMA or L16. {@link MediaStreamError} when the
   * payload does not fit the codec.
   */
  samples(message: MediaMessage): Int16Array;
  /**
   * Plays samples to the call, in the `send` format of the session. Samples that do not fill the platform's least frame,
   * 20 milliseconds, are kept for the next call, for `mark` or for `flush`.
   *
   * @returns `false` when some of it was not sent, because the socket is closed or too much waits in it.
   */
  sendSamples(samples: Int16Array): boolean;
  /**
   * Plays audio that is encoded already: bytes, or base64 as it came in a message. 20 milliseconds to 30 seconds of it,
   * or a whole MP3 file, of which the platform takes one a second.
   *
   * @throws {ConfigurationError} when the message alone is larger than `maxBufferedBytes`.
   * @returns `false` when it was not sent, because the socket is closed or too much waits in it.
   */
  sendPayload(payload: string | Uint8Array): boolean;
  /** Asks for a `mark` message of this name once everything sent before has been played. Returns `false` when not sent. */
  mark(name: string): boolean;
  /** Stops what is playing and drops what waits, here and on the platform. Returns `false` when not sent. */
  clear(): boolean;
  /** Sends what `sendSamples` has kept, followed by silence. Returns `false` when not sent. */
  flush(): boolean;
  /** Waits until at most half of `maxBufferedBytes` waits in the socket. Resolves to `false` when the session is over. */
  drained(): Promise<boolean>;
  /** Closes the socket and ends the loop. */
  close(): void;

  /** Takes a message of a socket that has no `addEventListener`, as in the `message` handler of `Bun.serve`. */
  receive(data: unknown): void;
  /** Says that such a socket has closed. */
  disconnect(code?: number): void;
}

/**
 * Reads and writes a media stream on a WebSocket that Telnyx has opened to your server.
 *
 * Everything is bounded: the size of a message, what waits to be read, what waits to be sent, and the time until the
 * stream begins.
 *
 * @throws {ConfigurationError} when an option is not usable.
 * @example
 * for await (const message of createMediaSession(socket, { authToken })) {
 *   if (message.event === "dtmf") console.log(message.dtmf.digit);
 * }
 */
export function createMediaSession(socket: MediaSocket, given: MediaSessionOptions = {}): MediaSession {
  const options = checkMediaOptions(given);
  const inbox = createInbox(options.maxQueuedBytes);
  const outbox = createOutbox(socket, {
    encoding: options.encoding,
    byteOrder: options.sendByteOrder,
    sampleRate: options.sampleRate,
    maxBufferedBytes: options.maxBufferedBytes,
  });
  let start: StartMessage | undefined;
  let admitted = options.authToken === undefined;
  let stopped = false;
  let over = false;
  let looped = false;
  let settle: (end: MediaSessionEnd) => void = () => {};
  const closed = new Promise<MediaSessionEnd>((resolve) => {
    settle = resolve;
  });
  const startTimer = setTimeout(() => {
    const text = `No start message came within ${options.startTimeoutMs} ms. The socket was closed.`;
    finish(1008, new MediaStreamError(text, "start-timeout"));
  }, options.startTimeoutMs);

  /** Ends the session; with a close code for the socket where it is this side that ends it. */
  function finish(closeCode: number | undefined, error?: Error, code?: number): void {
    if (over) return;
    over = true;
    clearTimeout(startTimer);
    outbox.close();
    inbox.end(error);
    settle({ stopped, code });
    if (closeCode === undefined) return;
    try {
      socket.close(closeCode);
    } catch {
      // The other side was faster.
    }
  }

  function take(data: unknown): void {
    const bytes = lengthOf(data);
    if (bytes > options.maxMessageBytes) {
      const text = `A message of ${bytes} bytes came, more than maxMessageBytes (${options.maxMessageBytes}).`;
      throw new MediaStreamError(text, "too-large");
    }
    const text = textOf(data);
    if (!admitted) {
      if (!sameText(readAuthToken(text), options.authToken)) {
        throw new MediaStreamError("The first message does not carry the stream's token.", "unauthorized");
      }
      admitted = true;
    }
    const message = readMediaMessage(text);
    if (message.event === "start") {
      start ??= message;
      clearTimeout(startTimer);
    }
    inbox.push(message, bytes);
    if (message.event === "stop") {
      stopped = true;
      finish(1000);
    }
  }

  function receive(data: unknown): void {
    if (over) return;
    try {
      take(data);
    } catch (error) {
      const failure = (error as Partial<MediaStreamError>).failure;
      finish(failure === "too-large" ? 1009 : failure === "unauthorized" ? 1008 : 1007, error as Error);
    }
  }

  const disconnect = (code?: number): void => finish(undefined, undefined, code);
  socket.addEventListener?.("message", (event) => receive((event as { readonly data: unknown }).data));
  socket.addEventListener?.("close", (event) => disconnect((event as { readonly code?: number }).code));
  // An error is always followed by a close. Without a listener some sockets throw it.
  socket.addEventListener?.("error", () => {});

  return {
    get start() {
      return start?.start;
    },
    get streamId() {
      return start?.stream_id;
    },
    get counts() {
      return { dropped: inbox.dropped, refused: outbox.refused };
    },
    closed,
    samples(message) {
      if (!start)
        throw new ConfigurationError("The codec is not known before the start message. Read on until it comes.");
      return decodeAudio(message.media.payload, {
        encoding: start.start.media_format.encoding,
        byteOrder: options.byteOrder,
      });
    },
    sendSamples: outbox.sendSamples,
    sendPayload(payload) {
      const text = typeof payload === "string" ? payload : toBase64(payload);
      return outbox.send({ event: "media", media: { payload: text } });
    },
    mark(name) {
      outbox.flush();
      return outbox.send({ event: "mark", mark: { name } });
    },
    clear() {
      outbox.forget();
      return outbox.send({ event: "clear" });
    },
    flush: outbox.flush,
    drained: outbox.drained,
    close: () => finish(1000),
    receive,
    disconnect,
    [Symbol.asyncIterator]() {
      if (looped)
        throw new ConfigurationError("A session can be looped over once. Hand its messages on from that loop.");
      looped = true;
      return {
        next: inbox.next,
        async return() {
          inbox.discard();
          finish(1000);
          return { done: true, value: undefined };
        },
      };
    },
  };
}

/** Compares without telling by its time where two texts differ. */
function sameText(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined) return false;
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index++)
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  return difference === 0;
}
