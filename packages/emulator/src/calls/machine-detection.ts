import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { stopAudio } from "./audio.js";
import { endGather } from "./gather.js";

export interface DetectionFields {
  readonly answering_machine_detection?: string;
  readonly answering_machine_detection_config?: {
    readonly total_analysis_time_millis?: number;
    readonly greeting_total_analysis_time_millis?: number;
  };
}

/** When the verdict comes, in milliseconds after the answer, at the latest at the end of the analysis. */
const verdictMs = {
  human: 1_500,
  machine: 2_500,
  fax: 2_000,
  silence: 3_000,
  unclear: Number.POSITIVE_INFINITY,
} as const;
const premium = {
  human: "human_residence",
  machine: "machine",
  fax: "fax_detected",
  silence: "silence",
  unclear: "not_sure",
} as const;
const classic = {
  human: "human",
  machine: "machine",
  fax: "not_sure",
  silence: "not_sure",
  unclear: "not_sure",
} as const;
const beepMs = 500;
const limits = { classicMs: 3_500, premiumMs: 30_000, words: 30_000 };

/** Arranges that the answer of a leg is analysed, where the dial asked for it. */
export function prepareDetection(world: World, leg: Leg, body: DetectionFields): void {
  const mode = body.answering_machine_detection ?? "disabled";
  if (mode === "disabled") return;
  leg.onAnswer.push(() => detect(world, leg, mode, body.answering_machine_detection_config ?? {}));
}

function detect(
  world: World,
  leg: Leg,
  mode: string,
  config: NonNullable<DetectionFields["answering_machine_detection_config"]>,
): void {
  const { as = "human", greetingMs = 4_000, beep = true } = leg.party.behaviour;
  const isPremium = mode === "premium";
  const limit = config.total_analysis_time_millis ?? (isPremium ? limits.premiumMs : limits.classicMs);
  const at = Math.min(verdictMs[as], limit);
  const beepAt = as === "machine" && beep ? greetingMs + beepMs : Number.POSITIVE_INFINITY;
  // A beep before the verdict is the verdict, and premium reports nothing but the beep.
  if (isPremium && beepAt < at) {
    world.after(leg, beepAt, () => {
      onMachine(world, leg);
      world.emit(leg, "call.machine.premium.greeting.ended", { result: "beep_detected" });
    });
    return;
  }
  world.after(leg, at, () => {
    if (as === "machine") onMachine(world, leg);
    world.emit(leg, isPremium ? "call.machine.premium.detection.ended" : "call.machine.detection.ended", {
      result: isPremium ? premium[as] : classic[as],
    });
    if (as === "machine") reportGreeting(world, leg, mode, { at, beepAt, greetingMs, limit });
  });
}

interface GreetingTimes {
  readonly at: number;
  readonly beepAt: number;
  readonly greetingMs: number;
  readonly limit: number;
}

/** The end of a machine's greeting: which mode reports it, when, and as what. */
function reportGreeting(world: World, leg: Leg, mode: string, { at, beepAt, greetingMs }: GreetingTimes): void {
  const heard = Number.isFinite(beepAt);
  const say = (type: string, when: number, result: string) =>
    void world.after(leg, Math.max(0, when - at), () => world.emit(leg, type, { result }));
  const classicType = "call.machine.greeting.ended";
  if (mode === "premium")
    say(
      "call.machine.premium.greeting.ended",
      heard ? beepAt : limits.premiumMs,
      heard ? "beep_detected" : "no_beep_detected",
    );
  if (mode === "detect_beep" && heard) say(classicType, beepAt, "beep_detected");
  if (mode === "detect_words")
    say(classicType, Math.min(beepAt, at + limits.words), beepAt <= at + limits.words ? "beep_detected" : "not_sure");
  if (mode === "greeting_end") say(classicType, heard ? beepAt : greetingMs, heard ? "beep_detected" : "ended");
}

/** Stops speech and gathers that began before the verdict: they were meant for a human. */
function onMachine(world: World, leg: Leg): void {
  endGather(world, leg, "cancelled_amd");
  stopAudio(world, leg, leg.overlay, "cancelled_amd", true);
  stopAudio(world, leg, leg.audio, "cancelled_amd", true);
}
