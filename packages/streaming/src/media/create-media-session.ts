import { ConfigurationError } from "@telnyx-kit/core/errors";
import { encodeBase64 } from "@telnyx-kit/core/internal";
import { decodeAudio } from "./audio.js";
import { createInbox } from "./inbox.js";
import { createIncoming } from "./incoming.js";
import { createMarks } from "./marks.js";
import type { MediaSession, MediaSessionEnd } from "./media-session.js";
import { MediaStreamError } from "./media-stream-error.js";
import type { MediaStreamMessage } from "./messages.js";
import { checkMediaOptions, type MediaSessionOptions } from "./options.js";
import { createOutbox } from "./outbox.js";
import type { MediaSocket } from "./socket.js";
import { hasTokenInHeaders } from "./stream-token.js";

/** Close codes of RFC 6455, by the reason why the session ends. */
const closeCodes = {
  "too-large": 1009,
  unauthorized: 1008,
  "start-timeout": 1008,
  "idle-timeout": 1001,
  malformed: 1007,
} as const;

/**
 * Reads and writes a media stream on a WebSocket that Telnyx has opened to your server.
 *
 * Bounds limit the size of a message, the messages that wait to be read and to be sent, and the time without a message. A
 * broken bound closes the socket.
 *
 * @throws {ConfigurationError} when an option cannot be used.
 * @example
 * for await (const message of createMediaSession(socket, { authToken })) {
 *   if (message.event === "dtmf") console.log(message.dtmf.digit);
 * }
 */
export function createMediaSession(socket: MediaSocket, given: MediaSessionOptions = {}): MediaSession {
  const options = checkMediaOptions(given);
  const { authToken, headers } = options;
  const tokenInHeaders = authToken === undefined ? undefined : hasTokenInHeaders(headers, authToken);
  const marks = createMarks();
  const incoming = createIncoming(options, marks, tokenInHeaders === true);
  const inbox = createInbox(options.maxQueuedBytes);
  const outbox = createOutbox(socket, options, () => finish({ closeCode: 1011 }));
  let stopped = false;
  let over = false;
  let looped = false;
  let settle: (end: MediaSessionEnd) => void = () => {};
  const closed = new Promise<MediaSessionEnd>((resolve) => {
    settle = resolve;
  });
  const { startTimeoutMs, idleTimeoutMs } = options;
  let timer = setTimeout(() => {
    const text = `No start message came within ${startTimeoutMs} ms. The session closed the socket.`;
    giveUp(new MediaStreamError(text, "start-timeout"));
  }, startTimeoutMs);

  function awaitNextMessage(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = `No message came for ${idleTimeoutMs} ms, where a frame is due every 20 ms. The session closed the socket.`;
      giveUp(new MediaStreamError(text, "idle-timeout"));
    }, idleTimeoutMs);
  }

  const giveUp = (error: MediaStreamError) => finish({ closeCode: closeCodes[error.failure], error });

  /** Ends the session, with a close code for the socket if this side ends it. */
  function finish(end: { closeCode?: number; error?: MediaStreamError; code?: number | undefined }): void {
    if (over) return;
    over = true;
    clearTimeout(timer);
    outbox.close();
    for (const frame of incoming.rest()) inbox.push(frame);
    inbox.end(end.error);
    settle({ stopped, code: end.code, error: end.error });
    if (end.closeCode === undefined) return;
    try {
      socket.close(end.closeCode);
    } catch {
      // The other side was faster.
    }
  }

  /** Passes messages to the loop. Ends the session with the stream, or when a message breaks a bound. */
  function deliver(messages: () => readonly MediaStreamMessage[]): void {
    if (over) return;
    try {
      for (const message of messages()) {
        inbox.push(message);
        stopped ||= message.event === "stop";
      }
    } catch (error) {
      if (!MediaStreamError.isInstance(error)) throw error;
      giveUp(error);
      return;
    }
    if (stopped) finish({ closeCode: 1000 });
    else if (incoming.start) awaitNextMessage();
  }

  const receive = (data: unknown): void => deliver(() => incoming.read(data));
  const disconnect = (code?: number): void => finish({ code });
  socket.addEventListener?.("message", (event) => receive((event as { readonly data: unknown }).data));
  socket.addEventListener?.("close", (event) => disconnect((event as { readonly code?: number }).code));
  // An error is always followed by a close. Without a listener some sockets throw it.
  socket.addEventListener?.("error", () => {});
  // A socket that has closed already, while your code did something else, says so to nobody.
  if (socket.readyState !== undefined && socket.readyState > 1) disconnect();
  if (tokenInHeaders === false) {
    giveUp(new MediaStreamError("The upgrade request carries another token than the stream's.", "unauthorized"));
  }

  return {
    get start() {
      return incoming.start?.start;
    },
    get streamId() {
      return incoming.start?.stream_id;
    },
    get counts() {
      return { dropped: inbox.dropped, refused: outbox.refused, ...incoming.counts };
    },
    closed,
    samples(message) {
      if (!incoming.start)
        throw new ConfigurationError("The codec is not known before the start message. Read on until it comes.");
      const { encoding } = incoming.start.start.media_format;
      return decodeAudio(message.media.payload, { encoding, byteOrder: options.byteOrder });
    },
    sendSamples: outbox.sendSamples,
    sendPayload(payload) {
      const text = typeof payload === "string" ? payload : encodeBase64(payload);
      return outbox.send({ event: "media", media: { payload: text } });
    },
    mark(name) {
      const taken = outbox.flush() && outbox.send({ event: "mark", mark: { name } });
      if (taken) marks.sent(name);
      return taken;
    },
    clear() {
      const dropped = outbox.drop();
      marks.clear();
      // The platform never saw these marks, so nobody else brings them back.
      deliver(() =>
        dropped.flatMap((frame) =>
          frame.event === "mark" && marks.returned(frame.mark.name) ? [{ ...frame, cleared: true }] : [],
        ),
      );
      return outbox.send({ event: "clear" });
    },
    flush: outbox.flush,
    drained: outbox.drained,
    close: () => finish({ closeCode: 1000 }),
    receive,
    disconnect,
    [Symbol.asyncIterator]() {
      if (looped)
        throw new ConfigurationError("A session can be looped over once. Pass its messages on from that loop.");
      looped = true;
      return {
        next: inbox.next,
        async return() {
          inbox.discard();
          finish({ closeCode: 1000 });
          return { done: true, value: undefined };
        },
      };
    },
  };
}
