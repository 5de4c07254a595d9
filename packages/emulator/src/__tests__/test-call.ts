import { expect, onTestFinished } from "vitest";
import type { Party } from "../calls/party.js";
import type { Emulator } from "../emulator.js";
import type { EmulatorOptions } from "../options.js";
import { startEmulator } from "../start-emulator.js";
import { findEventProblem, typeOf } from "./event-schema.js";

export interface ApiResult {
  readonly status: number;
  readonly body: {
    data?: Record<string, unknown> & { id?: string };
    errors?: { code: string; title: string; detail: string; source?: { pointer?: string; parameter?: string } }[];
    meta?: Record<string, unknown>;
  } & Record<string, unknown>;
}

export interface TestEmulator {
  readonly emulator: Emulator;
  /** The bodies of the webhooks, in order of delivery, all with `data`. */
  readonly webhooks: {
    data: { event_type: string; id: string; occurred_at: string; payload: Record<string, unknown> };
    meta: { attempt: number; delivered_to: string };
  }[];
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiResult>;
  /** `POST /calls/{id}/actions/{action}`. */
  act(call: Party | string, action: string, body?: unknown): Promise<ApiResult>;
  /** The types of the events so far, without those of the given ones. */
  types(...without: string[]): string[];
  /** The payloads of the events of a type. */
  payloads(type: string): Record<string, unknown>[];
  /** An inbound call that was answered. */
  answeredCall(from?: string): Promise<Party>;
  /** A call that was placed through the API and answered. */
  dialled(body?: Record<string, unknown>): Promise<Party>;
}

/** Documented, but newer than the specification that the packages are cut from. */
const withoutSchema = ["call.conversation.created", "call.conversation.start_failed", "conversation_insight_result"];

/** An emulator in process, with the reply 200 to every delivery, which checks each against its schema, with the shortest way to send it commands. */
export async function testEmulator(options: EmulatorOptions = {}): Promise<TestEmulator> {
  const webhooks: TestEmulator["webhooks"] = [];
  const invalid: string[] = [];
  onTestFinished(() => expect(invalid).toEqual([]));
  const emulator = await startEmulator({
    webhookHandler: async (request) => {
      const wire = (await request.json()) as (typeof webhooks)[number];
      // The one flat event, in the form of the others.
      webhooks.push(wire.data ? wire : ({ data: wire, meta: wire.meta } as unknown as typeof wire));
      const problem = findEventProblem(wire);
      if (problem && !withoutSchema.includes(typeOf(wire))) invalid.push(problem);
      return new Response("ok");
    },
    ...options,
  });

  const api: TestEmulator["api"] = async (method, path, body, headers = {}) => {
    const response = await emulator.fetch(`https://api.telnyx.com/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${emulator.apiKey}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : {} };
  };
  const act: TestEmulator["act"] = (call, action, body = {}) =>
    api(
      "POST",
      `/calls/${encodeURIComponent(typeof call === "string" ? call : call.callControlId)}/actions/${action}`,
      body,
    );

  return {
    emulator,
    webhooks,
    api,
    act,
    types: (...without) => emulator.timeline.events.filter((type) => !without.includes(type)),
    payloads: (type) =>
      emulator.timeline.entries.flatMap((entry) =>
        entry.kind === "event" && entry.event_type === type ? [entry.payload] : [],
      ),
    async answeredCall(from = "+12025550101") {
      const call = await emulator.inboundCall({ from, to: "+12025550102" });
      await act(call, "answer");
      await emulator.settle();
      return call;
    },
    async dialled(body = {}) {
      const { body: answer } = await api("POST", "/calls", {
        connection_id: emulator.connectionId,
        from: "+12025550102",
        to: "+12025550103",
        ...body,
      });
      await emulator.settle();
      return emulator.party(String(answer.data?.call_control_id));
    },
  };
}
