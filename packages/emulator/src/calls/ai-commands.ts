import type { Message } from "../world/conversation.js";
import { atEnd } from "../world/end-leg.js";
import { isAnswered, type Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { assistantsOf } from "./assistant-script.js";
import { beginConversation, endConversation, reportHistory } from "./conversation.js";

type Result = Readonly<Record<string, unknown>>;

interface AiGatherBody {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly greeting?: string;
  readonly message_history?: readonly Message[];
  readonly send_partial_results?: boolean;
  readonly send_message_history_updates?: boolean;
  readonly user_response_timeout_ms?: number;
}

/** `gather_using_ai`: collects the values of a JSON schema from what the party says. */
export function gatherUsingAi(world: World, leg: Leg, body: AiGatherBody): Result {
  requireNoConversation(leg);
  const required = body.parameters.required;
  const conversation = beginConversation(world, leg, {
    kind: "gather",
    greeting: body.greeting,
    history: body.message_history,
    sendHistory: body.send_message_history_updates,
    gather: {
      required: Array.isArray(required) ? required.map(String) : [],
      sendPartial: body.send_partial_results === true,
      patienceMs: body.user_response_timeout_ms ?? 10_000,
      result: {},
    },
  });
  return { conversation_id: conversation.id };
}

export interface AssistantFields {
  readonly assistant?: { readonly id?: string; readonly greeting?: string };
  readonly greeting?: string;
  readonly message_history?: readonly Message[];
  readonly send_message_history_updates?: boolean;
}

/** `ai_assistant_start`. */
export function startAiAssistant(world: World, leg: Leg, body: AssistantFields): Result {
  requireNoConversation(leg);
  const conversation = beginConversation(world, leg, {
    kind: "assistant",
    assistantId: body.assistant?.id,
    greeting: body.greeting ?? body.assistant?.greeting,
    history: body.message_history,
    sendHistory: body.send_message_history_updates,
  });
  return { conversation_id: conversation.id };
}

/** `assistant` on answer and dial: where it cannot start, that is reported and the call goes on. */
export function autoStartAssistant(world: World, leg: Leg, assistant: NonNullable<AssistantFields["assistant"]>): void {
  const failure = assistantsOf(world).get(assistant.id ?? "")?.fails;
  if (!failure) return void startAiAssistant(world, leg, { assistant });
  world.after(leg, world.settings.timings.conversation, () =>
    world.emit(leg, "call.conversation.start_failed", { assistant_id: assistant.id, reason: failure }),
  );
}

export function stopAiAssistant(world: World, leg: Leg): void {
  world.after(leg, world.settings.timings.stop, () => endConversation(world, leg, null));
}

/** `ai_assistant_add_messages`: puts messages into the history of the conversation. */
export function addAiAssistantMessages(world: World, leg: Leg, body: { readonly messages?: readonly Message[] }): void {
  const { conversation } = leg;
  if (!conversation) throw problems.badRequest("No AI assistant runs on this call.");
  conversation.history.push(...(body.messages ?? []));
  reportHistory(world, leg, conversation);
}

interface JoinBody {
  readonly conversation_id: string;
  readonly participant: { readonly id: string; readonly on_hangup?: string };
}

/** `ai_assistant_join`: another answered leg takes part in a conversation that runs. */
export function joinAiAssistant(world: World, leg: Leg, body: JoinBody): Result {
  const { conversation_id: id, participant } = body;
  const host = [...world.legs.values()].find((other) => other.conversation?.id === id);
  if (!host?.conversation)
    throw problems.badRequest("No conversation with that conversation_id runs.", "/conversation_id");
  const joining = world.legs.get(participant.id);
  if (!joining)
    throw problems.invalid("90015", "Invalid Call Control ID", "The participant is no call.", "/participant/id");
  if (!isAnswered(joining)) throw problems.notAnswered("ai_assistant_join");
  if (participant.on_hangup === "end_conversation" && joining !== host) {
    const { conversationEnded } = world.settings.timings;
    atEnd(joining, "others", () => endConversation(world, host, null, conversationEnded));
  }
  void leg;
  return { conversation_id: id };
}

interface RelayBody {
  readonly greeting?: string;
}

/** `conversation_relay_start`: the application's own WebSocket speaks; the emulator opens none. */
export function startConversationRelay(world: World, leg: Leg, body: RelayBody): Result {
  requireNoConversation(leg);
  return { conversation_relay_id: beginConversation(world, leg, { kind: "relay", greeting: body.greeting }).id };
}

export const stopConversationRelay = stopAiAssistant;

function requireNoConversation(leg: Leg): void {
  if (leg.conversation)
    throw problems.state(
      "90061",
      "AI Assistant already in progress",
      "One assistant, AI gather or relay runs on a call.",
    );
}
