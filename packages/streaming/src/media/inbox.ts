import { MediaStreamError } from "./media-stream-error.js";
import type { MediaStreamMessage } from "./messages.js";

/** Messages between the socket and the loop that reads them. */
export interface Inbox {
  /** @throws {MediaStreamError} when messages without audio alone exceed the bound. */
  push(message: MediaStreamMessage): void;
  /** Nothing follows. The loop reads the waiting messages, then ends or throws the error. */
  end(error?: Error): void;
  /** Ends the loop without what waits. */
  discard(): void;
  next(): Promise<IteratorResult<MediaStreamMessage, undefined>>;
  /** Frames of audio that were dropped because nobody read them. */
  readonly dropped: number;
}

interface Reader {
  resolve(result: IteratorResult<MediaStreamMessage, undefined>): void;
  reject(error: Error): void;
}

const done = { done: true, value: undefined } as const;

/** A queue bounded in bytes. Beyond the bound the oldest audio goes, since late audio is worth nothing. */
export function createInbox(maxBytes: number): Inbox {
  let waiting: { readonly message: MediaStreamMessage; readonly bytes: number }[] = [];
  let held = 0;
  let dropped = 0;
  let readers: Reader[] = [];
  let ended = false;
  let failure: Error | undefined;

  function finish(reader: Reader): void {
    if (failure) reader.reject(failure);
    else reader.resolve(done);
    failure = undefined;
  }

  function end(error?: Error): void {
    if (ended) return;
    ended = true;
    failure = error;
    for (const reader of readers) finish(reader);
    readers = [];
  }

  return {
    get dropped() {
      return dropped;
    },
    push(message) {
      if (ended) return;
      const reader = readers.shift();
      if (reader) return reader.resolve({ done: false, value: message });
      const bytes = sizeOf(message);
      waiting.push({ message, bytes });
      held += bytes;
      while (held > maxBytes) {
        const oldest = waiting.findIndex((each) => each.message.event === "media");
        if (oldest < 0) {
          const text = `More than ${maxBytes} bytes of messages without audio wait to be read. Telnyx sends no such amount.`;
          throw new MediaStreamError(text, "too-large");
        }
        held -= waiting.splice(oldest, 1)[0]?.bytes ?? 0;
        dropped++;
      }
    },
    end,
    discard() {
      waiting = [];
      held = 0;
      end();
      failure = undefined;
    },
    next() {
      const first = waiting.shift();
      if (first) {
        held -= first.bytes;
        return Promise.resolve({ done: false, value: first.message });
      }
      return new Promise((resolve, reject) => {
        const reader = { resolve, reject };
        if (ended) finish(reader);
        else readers.push(reader);
      });
    },
  };
}

/** Rough size of a message: its payload, and the text around it on the wire. */
function sizeOf(message: MediaStreamMessage): number {
  return message.event === "media" ? message.media.payload.length + 128 : JSON.stringify(message).length;
}
