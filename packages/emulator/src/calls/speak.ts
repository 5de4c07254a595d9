import type { AudioItem } from "../world/audio-queue.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { enqueueWithStop, readStop } from "./audio.js";
import { loopOf } from "./loop.js";
import { requireVoice, type VoiceFields } from "./require-voice.js";

interface SpeakBody extends VoiceFields {
  readonly payload: string;
  readonly loop?: string | number;
  readonly stop?: string;
}

/** Recorded speech came out at 15 to 18 characters a second. */
const charactersPerSecond = 16;
const longest = 3000;

/** `speak`: queues synthetic speech behind what plays. */
export function speak(world: World, leg: Leg, body: SpeakBody): void {
  requireSpeakable(body.payload, "/payload");
  requireVoice(body);
  const item = speakItem(world, body.payload, { times: loopOf(body.loop) });
  enqueueWithStop(world, leg, leg.audio, item, readStop(body.stop));
}

export function requireSpeakable(payload: string, pointer: string): void {
  if (payload.length >= 1 && payload.length <= longest) return;
  throw problems.invalid(
    "90010",
    "Invalid payload",
    `The text must have 1 to ${longest} characters; it has ${payload.length}.`,
    pointer,
  );
}

/** The queue entry of a text; SSML tags take no time. */
export function speakItem(
  world: World,
  text: string,
  options: { readonly times?: number; readonly silent?: boolean; readonly onEnd?: AudioItem["onEnd"] } = {},
): AudioItem {
  const { times = 1, silent, onEnd } = options;
  const characters = text.replace(/<[^<>]*>/g, "").length;
  const onceMs = Math.max(250, Math.round((characters * 1000) / charactersPerSecond));
  return {
    kind: "speak",
    sound: { speak: text },
    details: { speak_id: world.ids.speakId() },
    delayMs: world.settings.timings.speak,
    durationMs: times === Number.POSITIVE_INFINITY ? undefined : onceMs * times,
    silent,
    onEnd,
  };
}
