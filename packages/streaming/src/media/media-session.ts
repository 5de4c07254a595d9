import type { MediaStreamError } from "./media-stream-error.js";
import type { MediaMessage, MediaStreamMessage, StartMessage } from "./messages.js";

/** The end of a session. */
export interface MediaSessionEnd {
  /** Whether Telnyx reported the end of the stream, as it does before it closes the socket. */
  readonly stopped: boolean;
  /** Close code of the socket, if the other side closed it. */
  readonly code?: number | undefined;
  /** The error that ended the session, if there was one. The loop throws the same error. */
  readonly error?: MediaStreamError | undefined;
}

/** Counts of lost frames and messages. All zero on a good line. */
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
  /** The call and the format of its audio. `undefined` until the `start` message has come. */
  readonly start: StartMessage["start"] | undefined;
  /** UUID of the stream. `undefined` until the `start` message has come. */
  readonly streamId: string | undefined;
  readonly counts: MediaCounts;
  /** Resolves when the session is over, also after an error. Never rejects. */
  readonly closed: Promise<MediaSessionEnd>;

  /**
   * The samples of a frame, 16 bits each.
   *
   * @throws {ConfigurationError} when the stream's codec is not PCMU, PCMA or L16. {@link MediaStreamError} when the
   * payload does not fit the codec; frames of the loop always fit.
   */
  samples(message: MediaMessage): Int16Array;
  /**
   * Plays samples to the call, in the `send` format of the session. The session queues samples that the socket cannot take
   * yet, even minutes of speech. Samples that do not fill the smallest frame, 20 milliseconds, wait for the next write, for
   * `mark` or for `flush`.
   *
   * @returns `false` when all samples were refused, because the session is over or too much waits. Await `drained`, then
   * write the same samples again.
   */
  sendSamples(samples: Int16Array): boolean;
  /**
   * Plays encoded audio: bytes, or base64 as in a message. Pass 20 milliseconds to 30 seconds of it, or a whole MP3 file, one
   * per second.
   *
   * @returns `false` when it was refused, because the session is over or too much waits.
   */
  sendPayload(payload: string | Uint8Array): boolean;
  /**
   * Asks for a `mark` message of this name, once all earlier audio was played.
   *
   * @returns `false` when it was refused, because the session is over or too much waits.
   */
  mark(name: string): boolean;
  /**
   * Stops the audio that plays and drops the audio that waits, here and at Telnyx. Waiting marks come back with `cleared`.
   *
   * @returns `false` when the session is over, or when the socket itself holds more than `maxBufferedBytes`.
   */
  clear(): boolean;
  /** Sends the rest that `sendSamples` has kept, followed by silence. Returns `false` when it was refused. */
  flush(): boolean;
  /**
   * Waits until the socket has taken all your audio. Resolves to `false` when the session is over.
   *
   * @example
   * while (!session.sendSamples(speech) && (await session.drained()));
   */
  drained(): Promise<boolean>;
  /** Closes the socket and ends the loop. */
  close(): void;

  /** Takes a message of a socket that has no `addEventListener`, as in the `message` handler of `Bun.serve`. */
  receive(data: unknown): void;
  /** Reports that such a socket has closed. */
  disconnect(code?: number): void;
}
