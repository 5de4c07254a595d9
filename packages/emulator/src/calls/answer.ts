import { problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import type { Leg } from "./leg.js";
import { checkMedia, type MediaOptions, prepareMedia } from "./media-options.js";
import { overridesOf, type WebhookFields } from "./webhook-overrides.js";

interface AnswerBody extends MediaOptions, WebhookFields {}

/** `answer`: an inbound leg that rings. */
export function answer(platform: Platform, leg: Leg, body: AnswerBody): Record<string, unknown> {
  if (leg.direction === "outgoing") throw problems.invalidCommand("Only an inbound call can be answered.");
  if (leg.state !== "ringing" || leg.answering) throw problems.invalidCommand("The call has been answered already.");
  checkMedia(body);
  leg.webhooks = { ...leg.webhooks, ...overridesOf(body) };
  const media = prepareMedia(platform, leg, body);
  leg.answering = true;
  platform.after(leg, platform.settings.timings.answer, () =>
    markAnswered(platform, leg, { codec: "PCMU", sampling_rate: 8000 }),
  );
  return media;
}

/** The line is open: both sides hear each other. */
export function markAnswered(platform: Platform, leg: Leg, details: Readonly<Record<string, unknown>> = {}): void {
  leg.answering = false;
  leg.state = platform.move("leg", leg.state, "parked");
  leg.answeredMicros = platform.stamp(leg);
  platform.emit(leg, "call.answered", details, leg.answeredMicros);
  for (const then of leg.onAnswer.splice(0)) then();
}
