import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createGather } from "./gather.js";

const call = "v3:call/1+= ü";
const voice = "AWS.Polly.Joanna-Neural";

testMethods(createGather, {
  gather: {
    given: [call, { maximum_digits: 4, terminating_digit: "#", gather_id: "pin" }],
    sends: "POST /calls/{call_control_id}/actions/gather",
    commandId: true,
  },
  gatherUsingSpeak: {
    given: [call, { payload: "Press 1 for sales.", voice, valid_digits: "12" }],
    sends: "POST /calls/{call_control_id}/actions/gather_using_speak",
    commandId: true,
  },
  gatherUsingAudio: {
    given: [call, { media_name: "menu", valid_digits: "123", maximum_digits: 1 }],
    sends: "POST /calls/{call_control_id}/actions/gather_using_audio",
    commandId: true,
  },
  gatherUsingAi: {
    given: [call, { greeting: "How old are you?", parameters: { type: "object", required: ["age"] } }],
    sends: "POST /calls/{call_control_id}/actions/gather_using_ai",
    commandId: true,
  },
  stopGather: { given: [call], sends: "POST /calls/{call_control_id}/actions/gather_stop", commandId: true },
  startAiAssistant: {
    given: [call, { assistant: { id: "assistant-1" }, greeting: "Hello." }],
    sends: "POST /calls/{call_control_id}/actions/ai_assistant_start",
    commandId: true,
  },
  joinAiAssistant: {
    given: [call, { conversation_id: "conversation-1", participant: { id: "v3:agent", role: "user" } }],
    sends: "POST /calls/{call_control_id}/actions/ai_assistant_join",
    commandId: true,
  },
  addAiAssistantMessages: {
    given: [call, { messages: [{ role: "system", content: "The caller is a premium customer." }] }],
    sends: "POST /calls/{call_control_id}/actions/ai_assistant_add_messages",
    commandId: true,
  },
  stopAiAssistant: {
    given: [call],
    sends: "POST /calls/{call_control_id}/actions/ai_assistant_stop",
    commandId: true,
  },
  startConversationRelay: {
    given: [call, { url: "wss://example.com/relay", voice: "Telnyx.KokoroTTS.af" }],
    sends: "POST /calls/{call_control_id}/actions/conversation_relay_start",
    commandId: true,
  },
  stopConversationRelay: {
    given: [call],
    sends: "POST /calls/{call_control_id}/actions/conversation_relay_stop",
    commandId: true,
  },
});
