import type { AiGather, Conversation, Message } from "../world/conversation.js";
import { atEnd } from "../world/end-leg.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { assistantsOf } from "./assistant-script.js";

export interface StartConversation {
  readonly kind: Conversation["kind"];
  readonly assistantId?: string | undefined;
  readonly greeting?: string | undefined;
  readonly history?: readonly Message[] | undefined;
  readonly sendHistory?: boolean | undefined;
  readonly gather?: AiGather | undefined;
}

/** Starts a conversation; its creation is reported a moment later. */
export function beginConversation(world: World, leg: Leg, start: StartConversation): Conversation {
  const conversation: Conversation = {
    kind: start.kind,
    id: world.ids.uuid(),
    assistantId: start.assistantId,
    startedMicros: world.nowMicros(),
    sendHistory: start.sendHistory === true,
    state: "starting",
    history: [
      ...(start.history ?? []),
      ...(start.greeting ? [{ role: "assistant" as const, content: start.greeting }] : []),
    ],
    gather: start.gather,
    patience: undefined,
  };
  leg.conversation = conversation;
  const { conversationEnded } = world.settings.timings;
  atEnd(leg, "conversation", () => endConversation(world, leg, null, conversationEnded), "conversation");
  world.after(leg, world.settings.timings.conversation, () => {
    if (conversation.state !== "starting") return;
    conversation.state = world.move("conversation", conversation.state, "active");
    world.emit(leg, "call.conversation.created", { conversation_id: conversation.id });
    waitForUser(world, leg, conversation);
  });
  return conversation;
}

/** An AI gather waits only so long for the party to speak. */
function waitForUser(world: World, leg: Leg, conversation: Conversation): void {
  const { gather } = conversation;
  if (!gather) return;
  world.cancel(leg, conversation.patience);
  conversation.patience = world.after(leg, gather.patienceMs, () => endAiGather(world, leg, conversation, "invalid"), {
    background: true,
  });
}

/** The party said something; `fields` are the values in it that an AI gather asks for. */
export function hearUser(world: World, leg: Leg, text: string, fields: Readonly<Record<string, unknown>>): void {
  const { conversation } = leg;
  if (!conversation || conversation.state === "over") return;
  conversation.history.push({ role: "user", content: text });
  waitForUser(world, leg, conversation);
  const { gather } = conversation;
  if (gather) {
    Object.assign(gather.result, fields);
    const found = Object.keys(gather.result);
    const complete =
      gather.required.length === 0 ? found.length > 0 : gather.required.every((name) => name in gather.result);
    if (gather.sendPartial && !complete) {
      world.emit(leg, "call.ai_gather.partial_results", {
        partial_results: { ...gather.result },
        message_history: [...conversation.history],
      });
    }
    reportHistory(world, leg, conversation);
    if (complete) endAiGather(world, leg, conversation, "valid");
    return;
  }
  const reply = assistantsOf(world)
    .get(conversation.assistantId ?? "")
    ?.replies?.(text);
  if (reply !== undefined) conversation.history.push({ role: "assistant", content: reply });
  reportHistory(world, leg, conversation);
}

export function reportHistory(world: World, leg: Leg, conversation: Conversation): void {
  if (!conversation.sendHistory) return;
  world.emit(leg, "call.ai_gather.message_history_updated", { message_history: [...conversation.history] });
}

function endAiGather(world: World, leg: Leg, conversation: Conversation, status: "valid" | "invalid"): void {
  if (conversation.state === "over" || !conversation.gather) return;
  world.emit(leg, "call.ai_gather.ended", {
    status,
    result: { ...conversation.gather.result },
    message_history: [...conversation.history],
  });
  endConversation(world, leg, null);
}

/** Ends the conversation of a leg, now or with the leg's last events. */
export function endConversation(world: World, leg: Leg, reason: string | null, delayMs = 0): void {
  const { conversation } = leg;
  if (!conversation) return;
  leg.conversation = undefined;
  world.cancel(leg, conversation.patience);
  const created = conversation.state === "active";
  conversation.state = world.move("conversation", conversation.state, "over");
  if (!created) return;
  const seconds = Math.round((world.nowMicros() - conversation.startedMicros) / 1_000_000);
  // Not a timer of the leg: the end of the leg is what ends most conversations.
  world.scheduler.schedule(delayMs, () => {
    world.emit(leg, "call.conversation.ended", {
      assistant_id: conversation.assistantId,
      conversation_id: conversation.id,
      duration_sec: seconds,
      llm_model: "Qwen/Qwen3-235B-A22B",
      stt_model: "deepgram/nova-3",
      tts_provider: "telnyx",
      tts_model_id: "KokoroTTS",
      tts_voice_id: "af",
      reason,
    });
    if (conversation.kind === "assistant")
      world.scheduler.schedule(world.settings.timings.conversationInsights, () =>
        reportInsights(world, leg, conversation),
      );
  });
}

function reportInsights(world: World, leg: Leg, conversation: Conversation): void {
  const insight_group_id = world.ids.uuid();
  const results = [{ insight_id: world.ids.uuid(), result: summary(conversation) }];
  world.emit(leg, "call.conversation_insights.generated", { insight_group_id, results });
  if (!assistantsOf(world).get(conversation.assistantId ?? "")?.insightResult) return;
  const request = { request_id: world.ids.uuid(), conversation_id: conversation.id, status: "completed" };
  world.emit(leg, "conversation_insight_result", { ...request, insight_group_id, results });
}

function summary({ history }: Conversation): string {
  return `${history.filter((message) => message.role === "user").length} messages of the caller.`;
}
