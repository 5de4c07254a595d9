import { expectTypeOf } from "vitest";
import {
  type CallHangupEvent,
  type CallHangupPayload,
  type CallHangupPayloadTelnyxError,
  createWebhooks,
  isEvent,
  type MediaEvent,
  type TelnyxEvent,
  type UnknownEvent,
  type VoiceEvent,
} from "./index.js";

declare const event: TelnyxEvent;

// An `if` narrows, and what is always there needs no optional chaining.
if (event.event_type === "call.initiated") {
  expectTypeOf(event.payload.call_control_id).toEqualTypeOf<string>();
  expectTypeOf(event.payload.client_state).toEqualTypeOf<string | null>();
}
if (event.event_type === "conference.participant.joined") {
  expectTypeOf(event.payload.conference_id).toEqualTypeOf<string>();
  expectTypeOf(event.payload.call_control_id).toEqualTypeOf<string>();
}
if (event.event_type === "call.dtmf.received") {
  expectTypeOf(event.payload.digit).toEqualTypeOf<string>();
  expectTypeOf(event.payload.from).toEqualTypeOf<string>();
}
if (event.event_type === "call.gather.ended") expectTypeOf(event.payload.digits).toEqualTypeOf<string>();
if (event.event_type === "call.transcription") event.payload.transcription_data.transcript?.trim();
expectTypeOf(event.id).toEqualTypeOf<string>();
expectTypeOf(event.occurred_at).toEqualTypeOf<string>();
expectTypeOf(event.meta.attempt).toEqualTypeOf<number | undefined>();

// @ts-expect-error: not before it is narrowed.
event.payload.hangup_cause;
// @ts-expect-error: a name that no event has.
if (event.event_type === "call.initated") console.log();

// A `switch` over a domain's events is exhaustive, and one over all has a `default`.
function voice(given: VoiceEvent | UnknownEvent): string {
  switch (given.event_type) {
    case "call.hangup":
      return given.payload.hangup_cause ?? "";
    case "unknown":
      expectTypeOf(given.payload).toEqualTypeOf<Record<string, unknown>>();
      return given.wire_event_type;
    default:
      expectTypeOf(given).toEqualTypeOf<Exclude<VoiceEvent, CallHangupEvent>>();
      return given.event_type;
  }
}
expectTypeOf(voice).returns.toEqualTypeOf<string>();
expectTypeOf<VoiceEvent>().toExtend<TelnyxEvent>();
expectTypeOf<MediaEvent>().toExtend<TelnyxEvent>();

// A guard narrows to one type or to several.
if (isEvent(event, "call.hangup")) expectTypeOf(event).toEqualTypeOf<CallHangupEvent>();
if (isEvent(event, "call.hangup", "call.answered")) {
  expectTypeOf(event.event_type).toEqualTypeOf<"call.hangup" | "call.answered">();
}
// @ts-expect-error: a guard for a name that no event has.
isEvent(event, "call.hung_up");

// Handlers get their event's type and the platform that the application named.
const webhooks = createWebhooks<{ region: string }>({ publicKey: undefined as string | undefined });
webhooks.on("call.dtmf.received", async (dtmf, context) => {
  expectTypeOf(dtmf.payload.call_control_id).toEqualTypeOf<string>();
  expectTypeOf(context.commandId("next")).toEqualTypeOf<string>();
  expectTypeOf(context.attempt).toEqualTypeOf<number>();
  expectTypeOf(context.platform.region).toEqualTypeOf<string>();
});
webhooks.on(["call.answered", "call.hangup"], (both) => {
  if (both.event_type === "call.hangup") both.payload.hangup_cause?.toUpperCase();
});
webhooks.onUnknown((unknown) => expectTypeOf(unknown.wire_event_type).toEqualTypeOf<string>());
webhooks.onUnknown("call.parked", (unknown) => expectTypeOf(unknown.payload).toEqualTypeOf<Record<string, unknown>>());
expectTypeOf(webhooks.on("call.hangup", (_event, context) => context.reject("over"))).toEqualTypeOf<() => void>();
// @ts-expect-error: a name that no event has.
webhooks.on("call.hung_up", () => {});
// @ts-expect-error: a field that the event has not.
webhooks.on("call.answered", (answered) => answered.payload.hangup_cause);

// Every common shape of headers and body goes in without a cast.
declare const nodeHeaders: import("node:http").IncomingHttpHeaders;
webhooks.unwrap("body", nodeHeaders);
webhooks.unwrap(Buffer.from("body"), new Headers());
webhooks.unwrap(new ArrayBuffer(1), new Map([["a", "b"]]));
webhooks.unwrap(new Uint8Array(), [["a", "b"]]);
webhooks.unwrap(new Request("https://example.com"));
// @ts-expect-error: a parsed body.
webhooks.unwrap({ data: {} }, nodeHeaders);
// @ts-expect-error: a body without its headers.
webhooks.unwrap("body");

// Payloads and their parts have names.
expectTypeOf<CallHangupEvent["payload"]>().toEqualTypeOf<CallHangupPayload>();
expectTypeOf<CallHangupPayload["telnyx_error"]>().toEqualTypeOf<CallHangupPayloadTelnyxError | null | undefined>();
