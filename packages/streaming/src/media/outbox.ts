import { encodeAudio } from "./audio.js";
import type { OutgoingFrame } from "./messages.js";
import type { CheckedOptions } from "./options.js";
import { bufferedBytes, type MediaSocket } from "./socket.js";

/** Frames on their way to the socket, in the order in which they were given. */
export interface Outbox {
  send(frame: OutgoingFrame): boolean;
  /** Takes all samples, or none. */
  sendSamples(samples: Int16Array): boolean;
  /** Sends what is left over from samples that did not fill a frame, followed by silence. */
  flush(): boolean;
  /** Drops what waits here and returns the frames that were dropped. */
  drop(): OutgoingFrame[];
  /** Resolves when nothing waits here, and at most half of `maxBufferedBytes` in the socket. `false` after the end. */
  drained(): Promise<boolean>;
  close(): void;
  readonly refused: number;
}

interface Queued {
  readonly frame: OutgoingFrame;
  readonly text: string;
}

/** The platform takes no less than 20 milliseconds of audio in a message; a second keeps messages small. */
const shortestMs = 20;
const longestMs = 1000;
/** The socket gets more while less than this waits in it, so that `clear` finds the rest still here. */
const socketBytes = 262_144;
/** No runtime tells when a WebSocket has drained. */
const pollMs = 5;

/**
 * Queues what the socket cannot take yet. A write that would make more than `maxBufferedBytes` wait is refused whole, and
 * so is every later one until half of it has gone. A write that finds nothing waiting is taken, however long it is.
 */
export function createOutbox(
  socket: MediaSocket,
  { send: format, maxBufferedBytes }: Pick<CheckedOptions, "send" | "maxBufferedBytes">,
  onSocketGone: () => void,
): Outbox {
  const shortest = (format.sampleRate * shortestMs) / 1000;
  const longest = (format.sampleRate * longestMs) / 1000;
  let queue: Queued[] = [];
  let queuedBytes = 0;
  let rest = new Int16Array(0);
  let refusing = false;
  let refused = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiters: ((open: boolean) => void)[] = [];

  const isDrained = () => queue.length === 0 && bufferedBytes(socket) <= maxBufferedBytes / 2;

  function settleWaiters(): void {
    for (const resolve of waiters.splice(0)) resolve(!closed);
  }

  function fits({ text }: Queued): boolean {
    const waiting = bufferedBytes(socket);
    return waiting === 0 || waiting + text.length <= Math.min(socketBytes, maxBufferedBytes);
  }

  /** Hands frames to the socket while it keeps up. */
  function pump(): void {
    timer = undefined;
    for (let next = queue[0]; next && fits(next); next = queue[0]) {
      queue.shift();
      queuedBytes -= next.text.length;
      try {
        socket.send(next.text);
      } catch {
        // A socket that has just closed throws on some runtimes and stays silent on others.
        onSocketGone();
        return;
      }
    }
    if (isDrained()) settleWaiters();
    else if (queue.length > 0 || waiters.length > 0) timer = setTimeout(pump, pollMs);
  }

  function add(frames: readonly OutgoingFrame[]): boolean {
    if (closed) return false;
    const added = frames.map((frame): Queued => ({ frame, text: JSON.stringify(frame) }));
    const bytes = added.reduce((sum, { text }) => sum + text.length, 0);
    const waiting = queuedBytes + bufferedBytes(socket);
    refusing = waiting > 0 && (waiting + bytes > maxBufferedBytes || (refusing && waiting > maxBufferedBytes / 2));
    if (refusing) {
      refused += frames.length;
      return false;
    }
    queue.push(...added);
    queuedBytes += bytes;
    if (!timer) pump();
    return !closed;
  }

  const audio = (samples: Int16Array): OutgoingFrame => ({
    event: "media",
    media: { payload: encodeAudio(samples, format) },
  });

  return {
    get refused() {
      return refused;
    },
    send: (frame) => add([frame]),
    sendSamples(samples) {
      const all = join(rest, samples);
      const whole = all.length - (all.length % shortest);
      const frames: OutgoingFrame[] = [];
      for (let at = 0; at < whole; at += longest) frames.push(audio(all.subarray(at, Math.min(at + longest, whole))));
      const taken = add(frames);
      if (taken) rest = all.slice(whole);
      return taken;
    },
    flush() {
      if (rest.length === 0) return !closed;
      const padded = new Int16Array(shortest);
      padded.set(rest);
      const taken = add([audio(padded)]);
      if (taken) rest = new Int16Array(0);
      return taken;
    },
    drop() {
      const dropped = queue.map(({ frame }) => frame);
      queue = [];
      queuedBytes = 0;
      rest = new Int16Array(0);
      clearTimeout(timer);
      pump();
      return dropped;
    },
    drained() {
      if (closed || isDrained()) return Promise.resolve(!closed);
      return new Promise((resolve) => {
        waiters.push(resolve);
        timer ??= setTimeout(pump, pollMs);
      });
    },
    close() {
      closed = true;
      queue = [];
      clearTimeout(timer);
      settleWaiters();
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
