import { createTelnyx } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  createGather,
  type Gather,
  type GatherBody,
  type GatherUsingAiBodyMessageHistory,
  type GatherUsingSpeakResponse,
  type StartAiAssistantResponse,
  type StartConversationRelayBody,
  type StartConversationRelayBodyWithUrl,
} from "./index.js";

const gather = createGather(createTelnyx({ apiKey: "key" }));
const callControlId = "v3:call";
const prompt = { payload: "Press 1 for sales.", voice: "AWS.Polly.Joanna-Neural" };
const assistant = { id: "assistant-6e00ab49-9487-4364-8ad6-23965965afb2" };
const conversation = { conversation_id: "d7e9c1d4-8b2a-4b8f-b3a7-9a671c9e9b0a" };

// Right calls.
expectTypeOf(createGather({ apiKey: "key" })).toEqualTypeOf<Gather>();
expectTypeOf(gather.gatherUsingSpeak(callControlId, prompt)).toEqualTypeOf<Promise<GatherUsingSpeakResponse>>();
gather.gather(callControlId);
gather.gather(callControlId, { maximum_digits: 4, terminating_digit: "#" }, { deadlineMs: 5_000 });
gather.gatherUsingAi(callControlId, { parameters: { type: "object", properties: { age: { type: "integer" } } } });
gather.gatherUsingAi(callControlId, { parameters: {}, message_history: [{ role: "user", content: "Hello." }] });
gather.stopGather(callControlId, { client_state: undefined });
expectTypeOf(gather.startAiAssistant(callControlId, { assistant })).toEqualTypeOf<Promise<StartAiAssistantResponse>>();
gather.startAiAssistant(callControlId, { message_history: [{ role: "tool", content: "…", tool_call_id: "1" }] });
gather.stopAiAssistant(callControlId, undefined, { timeoutMs: 1_000 });
gather.addAiAssistantMessages(callControlId, { messages: [{ role: "system", content: "A premium customer." }] });
gather.joinAiAssistant(callControlId, { ...conversation, participant: { id: "v3:other", role: "user" } });
gather.startConversationRelay(callControlId, { url: "wss://example.com/relay", interruptible: "speech" });
gather.stopConversationRelay(callControlId);
expectTypeOf<GatherBody["timeout_millis"]>().toEqualTypeOf<number | undefined>();

// Missing parameters.
// @ts-expect-error the call is missing
gather.stopGather();
// @ts-expect-error the body is missing
gather.gatherUsingSpeak(callControlId);
// @ts-expect-error `voice` is missing
gather.gatherUsingSpeak(callControlId, { payload: "Press 1 for sales." });
// @ts-expect-error the values to find out are missing
gather.gatherUsingAi(callControlId, { greeting: "Hello." });
// @ts-expect-error the participant is missing
gather.joinAiAssistant(callControlId, conversation);
// @ts-expect-error the answered tool call is missing
gather.addAiAssistantMessages(callControlId, { messages: [{ role: "tool", content: "…" }] });

// Wrong bodies.
// @ts-expect-error no such field
gather.gather(callControlId, { maxDigits: 4 });
// @ts-expect-error a number where text belongs
gather.gather(callControlId, { valid_digits: 12 });
// @ts-expect-error options in the body's place
gather.stopGather(callControlId, { timeoutMs: 1_000 });

// Misspelt values.
// @ts-expect-error no such provider
gather.gatherUsingSpeak(callControlId, { ...prompt, voice_settings: { type: "asw" } });
// @ts-expect-error no such language
gather.gatherUsingSpeak(callControlId, { ...prompt, language: "en-UK" });
// @ts-expect-error no such author
gather.addAiAssistantMessages(callControlId, { messages: [{ role: "sytem", content: "…" }] });
// @ts-expect-error no such way to interrupt
gather.startConversationRelay(callControlId, { url: "wss://example.com/relay", interruptible: "talk" });

// One source of audio for the prompt, and at most one after an invalid input.
gather.gatherUsingAudio(callControlId, { media_name: "menu", invalid_media_name: "wrong" });
gather.gatherUsingAudio(callControlId, { audio_url: "https://example.com/menu.mp3", media_name: undefined });
// @ts-expect-error one prompt, not two
gather.gatherUsingAudio(callControlId, { audio_url: "https://example.com/menu.mp3", media_name: "menu" });
// @ts-expect-error a prompt is needed
gather.gatherUsingAudio(callControlId, { maximum_digits: 1 });
// @ts-expect-error one prompt after an invalid input, not two
gather.gatherUsingAudio(callControlId, {
  media_name: "menu",
  invalid_media_name: "wrong",
  invalid_audio_url: "https://example.com/wrong.mp3",
});

// An address for the relay, under one of its names.
gather.startConversationRelay(callControlId, { conversation_relay_settings: { url: "wss://example.com/relay" } });
// @ts-expect-error no address
gather.startConversationRelay(callControlId, { greeting: "Hello." });

// The typed client.
gather.client.POST("/calls/{call_control_id}/actions/gather", {
  params: { path: { call_control_id: callControlId } },
  body: { maximum_digits: 1 },
});
// @ts-expect-error the path parameter is missing
gather.client.POST("/calls/{call_control_id}/actions/gather", { body: {} });

// Named types.
const history: GatherUsingAiBodyMessageHistory[] = [{ role: "user", content: "Hello." }];
gather.gatherUsingAi(callControlId, { parameters: {}, message_history: history });
const relay: StartConversationRelayBodyWithUrl = { url: "wss://example.com/relay" };
gather.startConversationRelay(callControlId, relay satisfies StartConversationRelayBody);
expectTypeOf<GatherBody["terminating_digit"]>().toEqualTypeOf<"#" | (string & {}) | undefined>();
