import type { PlaybackSource } from "../resources/media-store.js";
import { atEnd } from "../world/end-leg.js";
import type { Gather, GatherEnd, GatherOptions } from "../world/gather.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { enqueueAudio, stopAudio } from "./audio.js";
import { type GatherFields, readGather } from "./gather-options.js";
import { playbackItem, requireUrl } from "./playback.js";
import { requireVoice, type VoiceFields } from "./require-voice.js";
import { requireSpeakable, speakItem } from "./speak.js";

/** `gather`: collects keys at once. */
export function gather(world: World, leg: Leg, body: GatherFields): void {
  const options = readGather(body);
  const running = begin(world, leg, options, undefined, "collecting");
  running.total = world.after(leg, options.timeoutMs, () => onTotalTimeout(world, leg, running), {
    background: true,
  });
  running.wait = world.after(leg, options.initialMs, () => end(world, leg, running, "timeout"), {
    background: true,
  });
}

type SpeakFields = GatherFields & VoiceFields & { readonly payload: string; readonly invalid_payload?: string };

/** `gather_using_speak`: speaks, then collects keys; speaks again where they are missing or wrong. */
export function gatherUsingSpeak(world: World, leg: Leg, body: SpeakFields): void {
  const options = readGather(body);
  requireSpeakable(body.payload, "/payload");
  requireVoice(body);
  const silent = !world.settings.behaviour.gatherSpeakEvents;
  const running = begin(world, leg, options, (afterInvalid, onEnd) => [
    ...(afterInvalid && body.invalid_payload ? [speakItem(world, body.invalid_payload, { silent })] : []),
    speakItem(world, body.payload, { silent, onEnd }),
  ]);
  playPrompt(world, leg, running, false);
}

type AudioFields = GatherFields &
  PlaybackSource & { readonly invalid_audio_url?: string; readonly invalid_media_name?: string };

/** `gather_using_audio`: the same with files. */
export function gatherUsingAudio(world: World, leg: Leg, body: AudioFields): void {
  const options = readGather(body);
  requireUrl(body.audio_url, "/audio_url");
  requireUrl(body.invalid_audio_url, "/invalid_audio_url");
  const invalid: PlaybackSource = {
    ...(body.invalid_audio_url ? { audio_url: body.invalid_audio_url } : {}),
    ...(body.invalid_media_name ? { media_name: body.invalid_media_name } : {}),
  };
  const hasInvalid = Object.keys(invalid).length > 0;
  const running = begin(world, leg, options, (afterInvalid, onEnd) => [
    ...(afterInvalid && hasInvalid ? [playbackItem(world, invalid)] : []),
    playbackItem(world, body, { onEnd }),
  ]);
  playPrompt(world, leg, running, false);
}

/** `gather_stop`: ends the gather a moment later; without one nothing happens. */
export function stopGather(world: World, leg: Leg): void {
  const running = leg.gather;
  if (running) world.after(leg, world.settings.timings.stop, () => end(world, leg, running, "cancelled"));
}

/** Ends what gathers on the leg, if something does. */
export function endGather(world: World, leg: Leg, status: GatherEnd): void {
  if (leg.gather) end(world, leg, leg.gather, status);
}

/** A second gather replaces the first: there is one listener for keys. */
function begin(
  world: World,
  leg: Leg,
  options: GatherOptions,
  prompt: Gather["prompt"],
  state: Gather["state"] = "prompting",
): Gather {
  endGather(world, leg, "cancelled");
  leg.gather = { options, prompt, state, digits: "", tries: 0, playing: [], wait: undefined, total: undefined };
  atEnd(leg, "gather", () => endGather(world, leg, "call_hangup"), "gather");
  return leg.gather;
}

function playPrompt(world: World, leg: Leg, running: Gather, afterInvalid: boolean): void {
  running.tries += 1;
  running.digits = "";
  running.playing = running.prompt?.(afterInvalid, () => startCollecting(world, leg, running)) ?? [];
  for (const item of running.playing) enqueueAudio(world, leg, leg.audio, item);
}

function startCollecting(world: World, leg: Leg, running: Gather): void {
  if (running.state !== "prompting" || leg.gather !== running) return;
  running.state = world.move("gather", running.state, "collecting");
  running.wait = world.after(leg, running.options.timeoutMs, () => evaluate(world, leg, running), {
    background: true,
  });
}

/** A key: it interrupts the prompt and counts as input. */
export function gatherKey(world: World, leg: Leg, key: string): void {
  const running = leg.gather;
  if (!running) return;
  if (running.state === "prompting") {
    running.state = world.move("gather", running.state, "collecting");
    silence(world, leg, running, "cancelled");
  }
  world.cancel(leg, running.wait);
  const { terminating, maximum, interDigitMs } = running.options;
  if (key !== terminating) running.digits += key;
  if (key === terminating || running.digits.length >= maximum) evaluate(world, leg, running);
  else running.wait = world.after(leg, interDigitMs, () => evaluate(world, leg, running), { background: true });
}

/** The input of a try is over: it is right, or there is another try, or that was it. */
function evaluate(world: World, leg: Leg, running: Gather): void {
  const { digits, options, prompt, tries } = running;
  world.cancel(leg, running.wait);
  if (isRight(digits, options)) end(world, leg, running, "valid");
  else if (!prompt || tries >= options.tries) end(world, leg, running, digits === "" ? "timeout" : "invalid");
  else {
    running.state = world.move("gather", running.state, "prompting");
    playPrompt(world, leg, running, digits !== "");
  }
}

function onTotalTimeout(world: World, leg: Leg, running: Gather): void {
  end(world, leg, running, isRight(running.digits, running.options) ? "valid" : "timeout");
}

function isRight(digits: string, { minimum, valid }: GatherOptions): boolean {
  return digits.length >= minimum && [...digits].every((digit) => valid.includes(digit));
}

function end(world: World, leg: Leg, running: Gather, status: GatherEnd): void {
  if (leg.gather !== running) return;
  const prompting = running.state === "prompting";
  leg.gather = undefined;
  running.state = world.move("gather", running.state, "over");
  world.cancel(leg, running.wait);
  world.cancel(leg, running.total);
  if (prompting)
    silence(world, leg, running, status === "cancelled_amd" || status === "call_hangup" ? status : "cancelled");
  world.emit(leg, "call.gather.ended", { digits: running.digits, status, gather_id: running.options.id });
}

/** Takes the prompt of the gather out of the queue, whether it plays or waits. */
function silence(world: World, leg: Leg, running: Gather, how: "cancelled" | "cancelled_amd" | "call_hangup"): void {
  leg.audio.waiting = leg.audio.waiting.filter((item) => !running.playing.includes(item));
  if (leg.audio.current && running.playing.includes(leg.audio.current)) stopAudio(world, leg, leg.audio, how, false);
}
