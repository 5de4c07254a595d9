import { loopOf } from "../calls/loop.js";
import { playbackItem, requireUrl } from "../calls/playback.js";
import { requireVoice, type VoiceFields } from "../calls/require-voice.js";
import { requireSpeakable, speakItem } from "../calls/speak.js";
import type { PlaybackSource } from "../resources/media-store.js";
import type { AudioItem } from "../world/audio-queue.js";
import { isActive, type Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { type Conference, type Playing, present } from "./conference.js";
import { report } from "./report.js";

interface PlayBody extends PlaybackSource {
  readonly loop?: string | number;
}

/** `play`: a file for everybody, or for the given legs. A file that cannot be fetched is not heard and not reported. */
export function play(
  world: World,
  conference: Conference,
  body: PlayBody,
  listeners: readonly Leg[] | undefined,
): void {
  requireUrl(body.audio_url, "/audio_url");
  const item = playbackItem(world, body, { times: loopOf(body.loop) });
  if (item.failure && world.settings.behaviour.missingAudio === "refuse") throw problems.audioFailed();
  if (item.failure) {
    const message = "conferences.play got a file that could not be fetched; nobody hears anything.";
    world.timeline.warn(message);
    return;
  }
  const details = { media_name: body.media_name, media_url: body.audio_url };
  begin(world, conference, { kind: "playback", listeners, details, started: false, task: undefined }, item);
}

/** `speak`: a text for everybody, or for the given legs. */
export function speak(
  world: World,
  conference: Conference,
  body: VoiceFields & { readonly payload: string },
  listeners: readonly Leg[] | undefined,
): void {
  requireSpeakable(body.payload, "/payload");
  requireVoice(body);
  const item = speakItem(world, body.payload);
  begin(world, conference, { kind: "speak", listeners, details: {}, started: false, task: undefined }, item);
}

function begin(world: World, conference: Conference, playing: Playing, item: AudioItem): void {
  conference.playing.add(playing);
  playing.task = world.scheduler.schedule(item.delayMs, () => {
    playing.started = true;
    // A leg that is being hung up hears nothing any more.
    playing.listeners = playing.listeners?.filter(isActive);
    if (playing.listeners?.length === 0) return forget(world, conference, playing);
    for (const leg of playing.listeners ?? present(conference).map((one) => one.leg)) leg.party.heard.push(item.sound);
    reportPlaying(world, conference, playing, "started");
    playing.task =
      item.durationMs === undefined
        ? undefined
        : world.scheduler.schedule(item.durationMs, () => stopPlaying(world, conference, playing));
  });
}

/** `stop`: for everybody, or for the given legs. */
export function stop(world: World, conference: Conference, listeners: readonly Leg[] | undefined): void {
  world.scheduler.schedule(world.settings.timings.stop, () => {
    if (listeners) for (const leg of listeners) stopFor(world, conference, leg);
    else for (const playing of [...conference.playing]) stopPlaying(world, conference, playing);
  });
}

/** Ends what was played to one leg in particular. */
export function stopFor(world: World, conference: Conference, leg: Leg): void {
  for (const playing of [...conference.playing]) {
    if (!playing.listeners?.includes(leg)) continue;
    if (playing.started) reportPlaying(world, conference, { ...playing, listeners: [leg] }, "ended");
    playing.listeners = playing.listeners.filter((other) => other !== leg);
    if (playing.listeners.length === 0) forget(world, conference, playing);
  }
}

/** Ends it for all who hear it. */
export function stopPlaying(world: World, conference: Conference, playing: Playing): void {
  if (!conference.playing.has(playing)) return;
  forget(world, conference, playing);
  if (playing.started) reportPlaying(world, conference, playing, "ended");
}

function forget(world: World, conference: Conference, playing: Playing): void {
  world.scheduler.cancel(playing.task);
  conference.playing.delete(playing);
}

/** One event for the conference, or one for each of the chosen legs. */
function reportPlaying(world: World, conference: Conference, playing: Playing, what: "started" | "ended"): void {
  const { kind, details, listeners } = playing;
  if (!listeners) report(world, conference, `conference.${kind}.${what}`, details);
  for (const leg of listeners ?? []) report(world, conference, `conference.participant.${kind}.${what}`, details, leg);
}
