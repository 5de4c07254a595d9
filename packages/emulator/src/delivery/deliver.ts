import type { Faults } from "../faults/faults.js";
import { applicationsOf } from "../resources/applications.js";
import { formatTimestamp } from "../time/format.js";
import { type Exchange, shownBody, shownRequest, shownResponse } from "../world/exchange.js";
import type { World, WorldEvent } from "../world/world.js";
import { type Outcome, recordDelivery } from "./delivery-record.js";
import { type PlannedAttempt, planDeliveries } from "./destination.js";
import { envelope, envelopeV1, eventData, flatten } from "./envelope.js";

/** Reasons of failures may differ at every attempt. */
const mostWarnings = 100;

/** Sends one request; the answer's body does not matter. */
export type Send = (request: Request, signal: AbortSignal) => Promise<Response>;

export interface Signer {
  /** The headers that prove who sent a body. */
  sign(body: string, timestampSeconds: number): Promise<Readonly<Record<string, string>>>;
}

/** Puts events on their way and repeats failed attempts, each in the emulator's time. */
export interface Deliveries {
  enqueue(event: WorldEvent): void;
}

/** Gives the delivery queue; without a `send` nobody listens, and events are in the timeline only. */
export function createDeliveries(world: World, faults: Faults, signer: Signer, send: Send | undefined): Deliveries {
  const { scheduler, settings, timeline } = world;

  function enqueue(event: WorldEvent): void {
    if (!send) return;
    const application = applicationsOf(world).get(event.leg.connectionId);
    if (application?.webhook_api_version === "1") warnAboutVersion(event.leg.connectionId);
    const plans = planDeliveries(event.type, event.leg, application, settings.delivery);
    if (plans.length === 0) return;
    const fault = faults.take(["drop", "delay", "reorder", "duplicate"], event.type);
    if (fault?.fault === "drop") return;
    const late = fault?.fault === "delay" || fault?.fault === "reorder" ? (fault.delayMs ?? 300) : 0;
    const first = settings.timings.delivery + late;
    const copies = fault?.fault === "duplicate" ? [first, first + (fault.delayMs ?? 300)] : [first];
    for (const plan of plans) for (const delayMs of copies) schedule(event, plan, [], delayMs);
  }

  function schedule(event: WorldEvent, plan: readonly PlannedAttempt[], done: Outcome[], delayMs: number): void {
    scheduler.schedule(delayMs, () => attempt(event, plan, done), { delivers: event });
  }

  async function attempt(event: WorldEvent, plan: readonly PlannedAttempt[], done: Outcome[]): Promise<void> {
    const planned = plan[done.length] as PlannedAttempt;
    const startedAt = formatTimestamp(world.nowMicros());
    const exchange: Exchange = { start: timeline.begin() };
    const outcome = await post(event, planned, done.length + 1, exchange);
    const entry = { attempt: done.length + 1, url: planned.url, outcome };
    const leg = event.payload.call_control_id === undefined ? undefined : event.leg.name;
    timeline.add({ kind: "delivery", leg, event_type: event.type, event_id: event.id, ...entry }, exchange);
    done.push({ ...entry, startedAt });
    const next = plan[done.length];
    const final = !next || !shouldRetry(outcome, settings.delivery.retry4xx);
    if (final) recordDelivery(world, event, done);
    else schedule(event, plan, done, next.delayMs);
  }

  async function post(
    event: WorldEvent,
    planned: PlannedAttempt,
    attempt: number,
    exchange: Exchange,
  ): Promise<Outcome["outcome"]> {
    const application = applicationsOf(world).get(event.leg.connectionId);
    const seconds = application?.webhook_timeout_secs || settings.delivery.timeoutMs / 1000;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<"timeout">((resolve) => {
      timer = setTimeout(() => resolve("timeout"), seconds * 1000);
    });
    try {
      const request = await build(event, planned, attempt, application?.webhook_api_version === "1");
      if (timeline.keepsMessages) exchange.request = shownRequest(request, shownBody(await request.clone().text()));
      const answer = await Promise.race([(send as Send)(request, controller.signal), timeout]);
      if (answer === "timeout") return "timeout";
      if (typeof answer?.status !== "number") throw new TypeError(`the handler gave ${String(answer)} and no Response`);
      if (timeline.keepsMessages) {
        const text = await Promise.race([answer.text(), timeout]);
        exchange.response = shownResponse(answer, shownBody(text));
      } else await answer.body?.cancel();
      return answer.status;
    } catch (error) {
      warnAboutFailure(error);
      return "failed";
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }

  async function build(
    event: WorldEvent,
    planned: PlannedAttempt,
    attempt: number,
    versionOne: boolean,
  ): Promise<Request> {
    const { url, method } = planned;
    const body = method === "GET" ? "" : versionOne ? envelopeV1(event) : envelope(event, attempt, url);
    // The receiver compares with its own clock, so the signature carries the real time unless the clock is theirs too.
    const seconds = Math.floor(settings.signatureTime(world.nowMicros() / 1000) / 1000);
    // Version 1 knows another scheme, which nothing here verifies.
    const signed = versionOne ? {} : await signer.sign(body, seconds);
    const headers = { "content-type": "application/json", "user-agent": "telnyx-webhooks", ...signed };
    if (method !== "GET") return new Request(url, { method: "POST", headers, body });
    const target = new URL(url);
    for (const [name, value] of flatten({ data: eventData(event), meta: { attempt, delivered_to: url } }))
      target.searchParams.append(name, value);
    return new Request(target, { headers: signed });
  }

  const warned = new Set<string>();
  function warnAboutVersion(connectionId: string): void {
    if (warned.has(connectionId)) return;
    warned.add(connectionId);
    timeline.warn(
      `Application ${connectionId} has webhook_api_version 1, the platform's default: its webhooks are flat and not signed with Ed25519. Set it to "2".`,
    );
  }

  /** Each reason once: what is not running fails at every attempt. */
  function warnAboutFailure(error: unknown): void {
    const { cause } = (error ?? {}) as { cause?: unknown };
    const reason = cause instanceof Error ? `${String(error)} (${cause.message || String(cause)})` : String(error);
    if (warned.has(reason) || warned.size >= mostWarnings) return;
    warned.add(reason);
    timeline.warn(`A webhook could not be delivered: ${reason}. Look at what handles it.`);
  }

  return { enqueue };
}

/** 2xx is delivered; no answer, 3xx, 408, 429 and 5xx are retried, other 4xx are not. */
function shouldRetry(outcome: Outcome["outcome"], retry4xx: boolean): boolean {
  if (typeof outcome !== "number") return true;
  if (outcome >= 200 && outcome < 300) return false;
  return outcome < 400 || outcome >= 500 || outcome === 408 || outcome === 429 || retry4xx;
}
