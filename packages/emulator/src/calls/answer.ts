import type { Codec } from "../world/callee.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { checkMedia, type MediaOptions, prepareMedia } from "./media-options.js";
import { watch } from "./stranded.js";
import { overridesOf, type WebhookFields } from "./webhook-overrides.js";

interface AnswerBody extends MediaOptions, WebhookFields {}

/** `answer`: an inbound leg that rings. */
export function answer(world: World, leg: Leg, body: AnswerBody): Record<string, unknown> {
  if (leg.direction === "outgoing") throw problems.invalidCommand("Only an inbound call can be answered.");
  if (leg.state !== "ringing" || leg.answering) throw problems.invalidCommand("The call has been answered already.");
  checkMedia(body);
  leg.webhooks = { ...leg.webhooks, ...overridesOf(world, body) };
  const media = prepareMedia(world, leg, body);
  leg.answering = true;
  world.after(leg, world.settings.timings.answer, () => {
    if (leg.state === "ringing") markAnswered(world, leg);
  });
  return media;
}

/** The line is open: both sides hear each other. */
export function markAnswered(world: World, leg: Leg): void {
  leg.answering = false;
  leg.state = world.move("leg", leg.state, "parked");
  leg.answeredMicros = world.stamp(leg);
  const codec = { codec: leg.codec, sampling_rate: rateOf(leg.codec) };
  world.emit(leg, "call.answered", leg.direction === "incoming" ? codec : {}, leg.answeredMicros);
  watch(world, leg);
  for (const then of leg.onAnswer.splice(0)) then();
}

const rateOf = (codec: Codec): number => ({ PCMU: 8_000, PCMA: 8_000, G722: 8_000, L16: 16_000, OPUS: 48_000 })[codec];
