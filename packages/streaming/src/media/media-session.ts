import type { MediaStreamError } from "./media-stream-error.js";
import type { MediaMessage, MediaStreamMessage, StartMessage } from "./messages.js";

/** How a session ended. */
export interface MediaSessionEnd {
  /** Whether the platform said that the stream is over, as it does before it closes the socket. */
  readonly stopped: boolean;
  /** Close code of the socket, where the other side closed it. */
  readonly code?: number | undefined;
  /** Why the session gave up, where it did. The loop throws the same error. */
  readonly error?: MediaStreamError | undefined;
}

/** Frames and messages that did not take the usual way. All zero on a good line. */
export interface MediaCounts {
  /** Frames that were dropped unread, because your loop was slower than `maxQueuedBytes` allows. */
  readonly dropped: number;
  /** Frames that were not sent, because more than `maxBufferedBytes` waited. */
  readonly refused: number;
  /** Frames that came after their turn, or twice, and were dropped. */
  readonly late: number;
  /** Frames that have not come. */
  readonly missing: number;
  /** Messages that could not be read. */
  readonly malformed: number;
}

/** The audio of one call, both ways, over one WebSocket. Loop over it to read what the platform sends. */
export interface MediaSession extends AsyncIterable<MediaStreamMessage> {
  /** The call and the form of its audio. `undefined` until the `start` message has come. */
  readonly start: StartMessage["start"] | undefined;
  /** UUID of the stream. `undefined` until the `start` message has come. */
  readonly streamId: string | undefined;
  readonly counts: MediaCounts;
  /** Resolves when the session is over, however it ended. Never rejects. */
  readonly closed: Promise<MediaSessionEnd>;

  /**
   * The samples of a frame, 16 bits each.
   *
   * @throws {ConfigurationError} when the stream's codec is not PCMU, PCMA or L16. {@link MediaStreamError} when the
   * payload does not fit the codec, which no frame out of the loop does.
   */
  samples(message: MediaMessage): Int16Array;
  /**
   * Plays samples to the call, in the `send` format of the session. The session queues what the socket cannot take yet,
   * minutes of speech in one write included. Samples that do not fill the platform's least frame, 20 milliseconds, are
   * kept for the next call, for `mark` or for `flush`.
   *
   * @returns `false` when none of it was taken, because the session is over or too much waits. Await `drained`, then give
   * the same samples again.
   */
  sendSamples(samples: Int16Array): boolean;
  /**
   * Plays audio that is encoded already: bytes, or base64 as it came in a message. 20 milliseconds to 30 seconds of it,
   * or a whole MP3 file, of which the platform takes one per second.
   *
   * @returns `false` when it was not taken, because the session is over or too much waits.
   */
  sendPayload(payload: string | Uint8Array): boolean;
  /**
   * Asks for a `mark` message of this name once everything given before has been played.
   *
   * @returns `false` when it was not taken, because the session is over or too much waits.
   */
  mark(name: string): boolean;
  /**
   * Stops what is playing and drops what waits, here and on the platform. Marks that wait come back with `cleared`.
   *
   * @returns `false` when the session is over, or when the socket itself holds more than `maxBufferedBytes`.
   */
  clear(): boolean;
  /** Sends what `sendSamples` has kept, followed by silence. Returns `false` when it was not taken. */
  flush(): boolean;
  /**
   * Waits until the socket has taken everything that you gave. Resolves to `false` when the session is over.
   *
   * @example
   * while (!session.sendSamples(speech) && (await session.drained()));
   */
  drained(): Promise<boolean>;
  /** Closes the socket and ends the loop. */
  close(): void;

  /** Takes a message of a socket that has no `addEventListener`, as in the `message` handler of `Bun.serve`. */
  receive(data: unknown): void;
  /** Says that such a socket has closed. */
  disconnect(code?: number): void;
}
