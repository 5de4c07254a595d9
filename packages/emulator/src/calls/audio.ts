import type { AudioEnd, AudioItem, AudioQueue } from "../world/audio-queue.js";
import { atEnd } from "../world/end-leg.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";

/** Plays an item now, or when those before it are over. */
export function enqueueAudio(world: World, leg: Leg, queue: AudioQueue, item: AudioItem): void {
  queue.waiting.push(item);
  if (!queue.current) playNext(world, leg, queue);
}

/** Reads the `stop` of a start command: what plays ends first, and with `all` what waits is forgotten. */
export function enqueueWithStop(
  world: World,
  leg: Leg,
  queue: AudioQueue,
  item: AudioItem,
  stop: "all" | "current" | undefined,
): void {
  if (!stop || !queue.current) {
    enqueueAudio(world, leg, queue, item);
    return;
  }
  queue.waiting = stop === "all" ? [item] : [...queue.waiting, item];
  stopAudio(world, leg, queue, "cancelled", false);
}

/** @throws {Problem} 90016 where `stop` is neither `all` nor `current`. */
export function readStop(stop: string | undefined): "all" | "current" | undefined {
  if (stop === undefined || stop === "all" || stop === "current") return stop;
  throw problems.invalid("90016", "Invalid stop", "The 'stop' parameter must be all or current.", "/stop");
}

function playNext(world: World, leg: Leg, queue: AudioQueue): void {
  const item = queue.waiting.shift();
  queue.current = item;
  queue.started = false;
  queue.task = undefined;
  if (!item) {
    if (queue.state === "playing") queue.state = world.move("audio", queue.state, "idle");
    return;
  }
  queue.state = world.move("audio", queue.state, "playing");
  const stage = queue === leg.overlay ? "overlay" : "prompt";
  atEnd(leg, stage, () => stopAudio(world, leg, queue, "call_hangup", true), queue);
  queue.task = world.after(leg, item.delayMs, () => start(world, leg, queue, item));
}

function start(world: World, leg: Leg, queue: AudioQueue, item: AudioItem): void {
  if (item.failure) {
    report(world, leg, item, "ended", item.failure);
    playNext(world, leg, queue);
    item.onEnd?.("completed");
    return;
  }
  queue.started = true;
  leg.party.heard.push(item.sound);
  report(world, leg, item, "started");
  queue.task =
    item.durationMs === undefined
      ? undefined
      : world.after(leg, item.durationMs, () => {
          report(world, leg, item, "ended", { status: "completed" });
          // The next item first: what follows a prompt (a gather that collects) must see the queue as it is.
          playNext(world, leg, queue);
          item.onEnd?.("completed");
        });
}

/** Ends what plays; with `all`, forgets what waits. What had not started yet reports nothing. */
export function stopAudio(world: World, leg: Leg, queue: AudioQueue, end: AudioEnd, all: boolean): void {
  if (all) queue.waiting = [];
  const item = queue.current;
  if (!item) return;
  world.cancel(leg, queue.task);
  if (queue.started) report(world, leg, item, "ended", { status: statusOf(world, item, end) });
  playNext(world, leg, queue);
  item.onEnd?.(end);
}

/** Speech has no status for "stopped by a command"; which one the platform sends is not documented. */
function statusOf(world: World, item: AudioItem, end: AudioEnd): string {
  return item.kind === "speak" && end === "cancelled" ? world.settings.behaviour.stoppedSpeakStatus : end;
}

function report(
  world: World,
  leg: Leg,
  item: AudioItem,
  what: "started" | "ended",
  extra: Readonly<Record<string, unknown>> = {},
): void {
  if (!item.silent) world.emit(leg, `call.${item.kind}.${what}`, { ...item.details, ...extra });
}
