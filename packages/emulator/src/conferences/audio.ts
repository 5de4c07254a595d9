import { problems } from "../api/problem.js";
import type { AudioItem } from "../calls/audio.js";
import { isActive, type Leg } from "../calls/leg.js";
import { loopOf } from "../calls/loop.js";
import { type PlaybackSource, playbackItem, requireUrl } from "../calls/playback.js";
import { requireSpeakable, speakItem } from "../calls/speak.js";
import type { Platform } from "../platform/platform.js";
import type { Conference, Playing } from "./conference.js";
import { report } from "./report.js";

interface PlayBody extends PlaybackSource {
  readonly loop?: string | number;
}

/** `play`: a file for everybody, or for the given legs. A file that cannot be fetched is not heard and not reported. */
export function play(
  platform: Platform,
  conference: Conference,
  body: PlayBody,
  listeners: readonly Leg[] | undefined,
): void {
  requireUrl(body.audio_url, "/audio_url");
  const item = playbackItem(platform, body, { times: loopOf(body.loop) });
  if (item.failure && platform.settings.behaviour.missingAudio === "refuse") throw problems.audioFailed();
  if (item.failure) {
    const message = "conferences.play got a file that could not be fetched; nobody hears anything.";
    platform.timeline.add({ kind: "warning", message });
    return;
  }
  const details = { media_name: body.media_name, media_url: body.audio_url };
  begin(platform, conference, { kind: "playback", listeners, details, started: false, task: undefined }, item);
}

/** `speak`: a text for everybody, or for the given legs. */
export function speak(
  platform: Platform,
  conference: Conference,
  body: { readonly payload: string },
  listeners: readonly Leg[] | undefined,
): void {
  requireSpeakable(body.payload, "/payload");
  const item = speakItem(platform, body.payload);
  begin(platform, conference, { kind: "speak", listeners, details: {}, started: false, task: undefined }, item);
}

function begin(platform: Platform, conference: Conference, playing: Playing, item: AudioItem): void {
  conference.playing.add(playing);
  playing.task = platform.scheduler.schedule(item.delayMs, () => {
    playing.started = true;
    // A leg that is being hung up hears nothing any more.
    playing.listeners = playing.listeners?.filter(isActive);
    if (playing.listeners?.length === 0) return forget(platform, conference, playing);
    reportPlaying(platform, conference, playing, "started");
    playing.task =
      item.durationMs === undefined
        ? undefined
        : platform.scheduler.schedule(item.durationMs, () => stopPlaying(platform, conference, playing));
  });
}

/** `stop`: for everybody, or for the given legs. */
export function stop(platform: Platform, conference: Conference, listeners: readonly Leg[] | undefined): void {
  platform.scheduler.schedule(platform.settings.timings.stop, () => {
    if (listeners) for (const leg of listeners) stopFor(platform, conference, leg);
    else for (const playing of [...conference.playing]) stopPlaying(platform, conference, playing);
  });
}

/** Ends what was played to one leg in particular. */
export function stopFor(platform: Platform, conference: Conference, leg: Leg): void {
  for (const playing of [...conference.playing]) {
    if (!playing.listeners?.includes(leg)) continue;
    if (playing.started) reportPlaying(platform, conference, { ...playing, listeners: [leg] }, "ended");
    playing.listeners = playing.listeners.filter((other) => other !== leg);
    if (playing.listeners.length === 0) forget(platform, conference, playing);
  }
}

/** Ends it for all who hear it. */
export function stopPlaying(platform: Platform, conference: Conference, playing: Playing): void {
  if (!conference.playing.has(playing)) return;
  forget(platform, conference, playing);
  if (playing.started) reportPlaying(platform, conference, playing, "ended");
}

function forget(platform: Platform, conference: Conference, playing: Playing): void {
  platform.scheduler.cancel(playing.task);
  conference.playing.delete(playing);
}

/** One event for the conference, or one for each of the chosen legs. */
function reportPlaying(platform: Platform, conference: Conference, playing: Playing, what: "started" | "ended"): void {
  const { kind, details, listeners } = playing;
  if (!listeners) report(platform, conference, `conference.${kind}.${what}`, details);
  for (const leg of listeners ?? [])
    report(platform, conference, `conference.participant.${kind}.${what}`, details, leg);
}
