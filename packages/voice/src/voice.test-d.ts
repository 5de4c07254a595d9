import { createTelnyx, type PagePromise } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  type ApplicationsListItem,
  type ApplicationsListMeta,
  type BridgeBody,
  type BridgeBodyWithQueue,
  type CallWithRecordingId,
  type components,
  createVoice,
  type DialBody,
  type DialBodyConferenceConfig,
  type DialResponse,
  type DialResponseData,
  type Voice,
} from "./index.js";

const voice = createVoice(createTelnyx({ apiKey: "key" }));
const callControlId = "v3:call";
const call = { connection_id: "1", from: "+12025550101", to: "+12025550102" };

// Right calls.
expectTypeOf(createVoice({ apiKey: "key" })).toEqualTypeOf<Voice>();
expectTypeOf(voice.dial(call)).toEqualTypeOf<Promise<DialResponse>>();
voice.dial({ ...call, to: ["+12025550102", "sip:bob@example.com"] }, { deadlineMs: 5_000 });
voice.answer(callControlId);
voice.answer(callControlId, undefined, { timeoutMs: 1_000 });
voice.answer(callControlId, { client_state: undefined, record: "record-from-answer" });
voice.hangup(callControlId, {}, { signal: AbortSignal.timeout(1_000) });
voice.applications.list({ page: { size: 50 }, sort: "-created_at" });
expectTypeOf(voice.applications.list()).toEqualTypeOf<PagePromise<ApplicationsListItem, ApplicationsListMeta>>();

// Fields that always come need no check; the others do.
expectTypeOf<DialResponse["data"]["call_control_id"]>().toEqualTypeOf<string>();
voice.dial(call).then(({ data }) => voice.hangup(data.call_control_id));

// Missing parameters.
// @ts-expect-error the call to answer is missing
voice.answer();
// @ts-expect-error the body is missing
voice.dial();
// @ts-expect-error `from` is missing
voice.dial({ connection_id: "1", to: "+12025550102" });

// Wrong bodies.
// @ts-expect-error no such field
voice.answer(callControlId, { clientState: "x" });
// @ts-expect-error a number where text belongs
voice.dial({ ...call, from: 12025550101 });
// @ts-expect-error options in the body's place
voice.hangup(callControlId, { signal: AbortSignal.timeout(1_000) });
// @ts-expect-error a path parameter is text
voice.hangup(1);

// Misspelt values.
// @ts-expect-error a request takes the known values only
voice.answer(callControlId, { record: "record-from-awnser" });
// @ts-expect-error no such order
voice.applications.list({ sort: "created" });
// @ts-expect-error no such filter
voice.applications.list({ filter: { application: "x" } });

// Fields that exclude one another.
voice.bridge(callControlId, { call_control_id: "v3:other" });
voice.bridge(callControlId, { queue: "support" });
// @ts-expect-error one partner, not two
voice.bridge(callControlId, { call_control_id: "v3:other", queue: "support" });
// @ts-expect-error a partner is needed
voice.bridge(callControlId, {});
voice.dial({ ...call, audio_url: "https://example.com/a.mp3" });
// @ts-expect-error one source of audio, not two
voice.dial({ ...call, audio_url: "https://example.com/a.mp3", media_name: "a" });
expectTypeOf<DialBody["timeout_secs"]>().toEqualTypeOf<number | undefined>();

// The typed client.
voice.client.POST("/calls/{call_control_id}/actions/answer", {
  params: { path: { call_control_id: callControlId } },
  body: { client_state: "x" },
});
voice.client.GET("/call_control_applications", { params: { query: { page: { size: 1 } } } }).then(({ data }) => {
  expectTypeOf(data?.data?.[0]?.dtmf_type).toExtend<string | undefined>();
});
voice.client.GET("/call_control_applications");
// @ts-expect-error no such path
voice.client.POST("/calls/{call_control_id}/actions/anwser", {});
voice.client.POST("/calls/{call_control_id}/actions/answer", {
  // @ts-expect-error the path parameter is missing
  params: { path: {} },
  body: {},
});
// @ts-expect-error the path has no GET
voice.client.GET("/calls/{call_control_id}/actions/answer", { params: { path: { call_control_id: "x" } } });

// A received value may be one that this version does not know; known ones narrow.
voice.retrieve(callControlId).then(({ data }) => {
  expectTypeOf(data?.record_type).toEqualTypeOf<"call" | undefined>();
});

// Named types.
const config: DialBodyConferenceConfig = { beep_enabled: "always" };
voice.dial({ ...call, conference_config: config });
const partner: BridgeBodyWithQueue = { queue: "support" };
voice.bridge(callControlId, partner satisfies BridgeBody);
// @ts-expect-error a queue, not a call as well
partner satisfies { call_control_id: string };
expectTypeOf<DialResponse["data"]>().toEqualTypeOf<DialResponseData>();
expectTypeOf<DialResponseData>().toExtend<CallWithRecordingId>();
expectTypeOf<DialBody>().toEqualTypeOf<components["schemas"]["CallRequest"]>();

// Documented values are completed, and others are taken.
expectTypeOf<BridgeBody["park_after_unbridge"]>().toEqualTypeOf<"self" | (string & {}) | undefined>();
voice.bridge(callControlId, { queue: "support", park_after_unbridge: "a value of tomorrow" });
