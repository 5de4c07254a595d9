import type { WebSocket } from "ws";
import { connect } from "./media-server.js";
import { connected, media, start, stop } from "./wire.js";

export interface CallsReport {
  readonly sent: number;
  readonly received: number;
  /** Milliseconds from sending a frame to its echo. */
  readonly longestMs: number;
  readonly meanMs: number;
  /** Frames whose echo took longer than 100 ms. */
  readonly late: number;
}

const frameMs = 20;
const payload = Buffer.alloc(160, 0xff).toString("base64");

/** Plays calls against a server that echoes: each sends a frame every 20 ms and times its echo. */
export async function playCalls(
  url: string,
  calls: number,
  seconds: number,
  onSecond = () => {},
): Promise<CallsReport> {
  let sent = 0;
  let received = 0;
  let longestMs = 0;
  let totalMs = 0;
  let late = 0;
  const legs = await Promise.all(
    Array.from({ length: calls }, async () => {
      const socket = await connect(url);
      // Echoes come in the order of their frames, so a queue of times is enough to match them.
      const times: number[] = [];
      socket.on("message", () => {
        const took = performance.now() - (times.shift() ?? Number.NaN);
        received++;
        totalMs += took;
        longestMs = Math.max(longestMs, took);
        if (took > 100) late++;
      });
      socket.send(connected());
      socket.send(start());
      return { socket, times };
    }),
  );
  const frames = (seconds * 1000) / frameMs;
  const began = performance.now();
  for (let frame = 1; frame <= frames; frame++) {
    const due = began + frame * frameMs;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    for (const { socket, times } of legs) {
      times.push(performance.now());
      socket.send(media(frame, payload));
      sent++;
    }
    if (frame % (1000 / frameMs) === 0) onSecond();
  }
  for (let waited = 0; received < sent && waited < 5_000; waited += frameMs) {
    await new Promise((resolve) => setTimeout(resolve, frameMs));
  }
  await Promise.all(legs.map(({ socket }) => end(socket)));
  return { sent, received, longestMs, meanMs: totalMs / received, late };
}

async function end(socket: WebSocket): Promise<void> {
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.send(stop());
  await closed;
}
