import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { openInEditor } from "./__tests__/editor.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A line that a person gets wrong, and the first line of what the compiler says about it. */
const mistakes: [what: string, line: string, message: string][] = [
  [
    "a misspelt field",
    'voice.answer(id, { clientState: "x" });',
    "Object literal may only specify known properties, but 'clientState' does not exist in type 'AnswerBody'. Did you mean to write 'client_state'?",
  ],
  [
    "a field that a union lacks",
    "voice.dial({ ...call, timeout: 20 });",
    "Object literal may only specify known properties, and 'timeout' does not exist in type 'DialBody'.",
  ],
  [
    "a field that an object inside of a body lacks",
    "voice.dial({ ...call, conference_config: { beep: true } });",
    "Object literal may only specify known properties, and 'beep' does not exist in type 'DialBodyConferenceConfig'.",
  ],
  ["a wrong type", "voice.dial({ ...call, from: 12025550101 });", "Type 'number' is not assignable to type 'string'."],
  [
    "a missing field",
    'media.speak(id, { payload: "Hello." });',
    "Argument of type '{ payload: string; }' is not assignable to parameter of type 'SpeakBody'.",
  ],
  [
    "a missing choice",
    "voice.bridge(id, {});",
    "Argument of type '{}' is not assignable to parameter of type 'BridgeBody'.",
  ],
  [
    "two fields that exclude each other",
    'voice.bridge(id, { call_control_id: id, queue: "support" });',
    "Argument of type '{ call_control_id: string; queue: string; }' is not assignable to parameter of type 'BridgeBody'.",
  ],
  [
    "a misspelt value",
    'voice.answer(id, { record: "record-from-awnser" });',
    `Type '"record-from-awnser"' is not assignable to type '"record-from-answer"'.`,
  ],
  [
    "a filter that a list lacks",
    'voice.applications.list({ filters: { application_name: "x" } });',
    "Object literal may only specify known properties, but 'filters' does not exist in type 'ApplicationsListQuery'. Did you mean to write 'filter'?",
  ],
  [
    "the same body in the typed client",
    'voice.client.POST("/calls", { body: { connection_id: "1", to: "+12025550102" } });',
    "Type '{ connection_id: string; to: string; }' is not assignable to type 'DialBody'.",
  ],
  [
    "a field that an answer lacks",
    "voice.dial(call).then(({ data }) => data.id);",
    "Property 'id' does not exist on type 'DialResponseData'.",
  ],
  [
    "a field that an event lacks",
    'webhooks.on("call.hangup", ({ payload }) => payload.cause);',
    "Property 'cause' does not exist on type 'CallHangupPayload'.",
  ],
  [
    "a misspelt field in a leg's command",
    'calls.onIncoming((leg) => leg.answer({ clientState: "x" }));',
    "Object literal may only specify known properties, and 'clientState' does not exist in type 'LegBody<AnswerBody>'.",
  ],
  [
    "fields of a leg's command that exclude each other",
    'calls.onIncoming((leg) => leg.bridge({ call_control_id: id, queue: "support" }));',
    "Argument of type '{ call_control_id: string; queue: string; }' is not assignable to parameter of type 'LegBody<BridgeBody>'.",
  ],
  [
    "a leg that is dialled without a state",
    "calls.onIncoming((leg) => leg.dial(call));",
    "Expected 2 arguments, but got 1.",
  ],
  [
    "a state without its fields",
    'calls.onIncoming((leg) => leg.answer({}, { state: { at: "menu" } }));',
    `Type '{ at: "menu"; }' is not assignable to type 'State | undefined'.`,
  ],
];

const prelude = `import { createCalls } from "@telnyx-kit/calls";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
type State = { at: "menu"; tries: number } | { at: "agent" };
declare const id: string, call: { connection_id: string; from: string; to: string };
const voice = createVoice(), media = createMedia(), webhooks = createWebhooks({ publicKey: "" });
const calls = createCalls<State>()({ webhooks, domains: { voice, media } });
`;

describe("the compiler calls types by names that a person can read, for", () => {
  const { service, file } = openInEditor(root, prelude + mistakes.map(([, line]) => line).join("\n"));
  const first = prelude.split("\n").length - 1;
  const found = new Map<number, string>();
  for (const { start = 0, file: source, messageText } of service.getSemanticDiagnostics(file)) {
    const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) - first;
    found.set(line, ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "");
  }

  test.each(mistakes.map(([what, , message], line) => [what, message, line] as const))("%s", (_what, message, line) => {
    expect(found.get(line)).toBe(message);
  });

  test("nothing else", () => {
    expect([...found.keys()].sort((a, b) => a - b)).toEqual(mistakes.map((_, line) => line));
  });
});
