import { SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { createTelnyx } from "@telnyx-kit/core";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createEvent, createSignedRequest, createSigningKey } from "@telnyx-kit/webhooks/testing";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { commandSpans, deliverySpans } from "./tracing.js";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
afterAll(async () => {
  await provider.shutdown();
  trace.disable();
});
beforeEach(() => exporter.reset());

/** An application of its own, as each process of several would be. */
async function start() {
  const key = await createSigningKey();
  const fetch = async () => Response.json({ data: { result: "ok" } });
  const voice = createVoice(createTelnyx({ apiKey: "KEY0123456789", fetch, hooks: commandSpans }));
  const webhooks = createWebhooks({ publicKey: key.publicKey, hooks: deliverySpans });
  webhooks.onError(() => {});
  webhooks.on("call.initiated", ({ payload }) => voice.answer(payload.call_control_id));
  webhooks.on("call.hangup", () => Promise.reject(new Error("the database is down")));
  return async (event: Parameters<typeof createSignedRequest>[1]) =>
    void (await webhooks.handle(await createSignedRequest(key, event)));
}

const session = "0c1d2e3f-0000-4000-8000-00000000000a";
const found = () =>
  exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    trace: span.spanContext().traceId,
    id: span.spanContext().spanId,
    parent: span.parentSpanContext?.spanId,
    status: span.status.code,
  }));

describe("tracing", () => {
  it("gives one trace per call, also over several processes, with commands below their handlers", async () => {
    const [one, other] = [await start(), await start()];
    await one(createEvent("call.initiated", { payload: { call_session_id: session } }));
    await other(createEvent("call.answered", { payload: { call_session_id: session } }));
    const [command, initiated, answered] = found();
    expect(found().map(({ name }) => name)).toEqual([
      "POST /calls/{call_control_id}/actions/answer",
      "call.initiated",
      "call.answered",
    ]);
    expect(new Set(found().map(({ trace: id }) => id))).toEqual(new Set([session.replaceAll("-", "")]));
    expect(command?.parent).toBe(initiated?.id);
    expect(answered?.parent).toBe(initiated?.parent);
  });

  it("gives another call another trace, and marks what failed", async () => {
    const deliver = await start();
    await deliver(createEvent("call.hangup", { payload: { call_session_id: session } }));
    await deliver(createEvent("call.hangup"));
    expect(new Set(found().map(({ trace: id }) => id)).size).toBe(2);
    expect(found().map(({ status }) => status)).toEqual([SpanStatusCode.ERROR, SpanStatusCode.ERROR]);
  });
});
