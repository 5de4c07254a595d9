import { mediaOf, type PlaybackSource } from "../resources/media-store.js";
import type { AudioItem } from "../world/audio-queue.js";
import { isUrl } from "../world/is-url.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { enqueueWithStop, readStop, stopAudio } from "./audio.js";
import { loopOf } from "./loop.js";

interface PlaybackBody extends PlaybackSource {
  readonly loop?: string | number;
  readonly overlay?: boolean;
  readonly stop?: string;
  readonly target_legs?: string;
}

/** `playback_start`: queues a file behind what plays, or mixes it over that. */
export function startPlayback(world: World, leg: Leg, body: PlaybackBody): void {
  requireUrl(body.audio_url, "/audio_url");
  if (world.settings.behaviour.missingAudio === "refuse" && mediaOf(world).sound(body).missing)
    throw problems.audioFailed();
  const overlay = body.overlay === true;
  if (overlay && (body.target_legs ?? "self") !== "self") {
    throw problems.badRequest("An overlay plays to target_legs self only.", "/target_legs");
  }
  if (overlay && !leg.audio.current)
    throw problems.badRequest("There is no playback to lay this one over.", "/overlay");
  const queue = overlay ? leg.overlay : leg.audio;
  const item = playbackItem(world, body, { overlay, times: loopOf(body.loop) });
  enqueueWithStop(world, leg, queue, item, readStop(body.stop));
}

/** `playback_stop`: ends the file or the speech that plays, and with `all` what waits behind it; or the overlays. */
export function stopPlayback(
  world: World,
  leg: Leg,
  body: { readonly stop?: string; readonly overlay?: boolean },
): void {
  const overlay = body.overlay === true || body.stop === "overlay";
  const all = body.stop === "overlay" || readStop(body.stop) !== "current";
  const queue = overlay ? leg.overlay : leg.audio;
  // Items that are accepted from here on play.
  if (all) queue.waiting = [];
  const { current } = queue;
  world.after(leg, world.settings.timings.stop, () => {
    if (queue.current === current) stopAudio(world, leg, queue, "cancelled", false);
  });
}

/** The queue entry of a file. Raw content has neither a name nor an address in its events. */
export function playbackItem(
  world: World,
  source: PlaybackSource,
  options: { readonly overlay?: boolean; readonly times?: number; readonly onEnd?: AudioItem["onEnd"] } = {},
): AudioItem {
  const { overlay = false, times = 1, onEnd } = options;
  const file = mediaOf(world).sound(source);
  return {
    kind: "playback",
    sound: { play: source.audio_url ?? source.media_name ?? "playback_content" },
    details: { media_name: source.media_name, media_url: source.audio_url, overlay },
    delayMs: world.settings.timings.playback,
    durationMs: times === Number.POSITIVE_INFINITY ? undefined : file.durationMs * times,
    failure: file.missing ? { status: "file_not_found", status_detail: "The file could not be fetched." } : undefined,
    onEnd,
  };
}

/** @throws {Problem} 10003 for an address that is no WebSocket. */
export function requireStreamUrl(value: string | undefined, pointer: string): void {
  requireUrl(value, pointer);
  if (value !== undefined && !/^wss?:/i.test(value))
    throw problems.invalid(
      "10003",
      "Invalid URL",
      `A stream goes to ws:// or wss://, not to ${value.split(":")[0]}.`,
      pointer,
    );
}

export function requireUrl(value: string | undefined, pointer: string): void {
  if (value !== undefined && !isUrl(value)) {
    throw problems.invalid(
      "10003",
      "Invalid URL",
      "The URL must be absolute and at most 2000 characters long.",
      pointer,
    );
  }
}
