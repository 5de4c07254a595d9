import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { type Answer, createApi } from "./api/api.js";
import { withExtraOperations } from "./api/extra-operations.js";
import { createHandlers } from "./api/handlers.js";
import { indexOperations } from "./api/operations.js";
import { createQueryValidator } from "./api/validate-query.js";
import { createValidator } from "./api/validation.js";
import type { Callee } from "./calls/callee.js";
import { placeInboundCall } from "./calls/inbound.js";
import type { Leg } from "./calls/leg.js";
import { createParty } from "./calls/party.js";
import { createDeliveries, type Deliveries, type Send } from "./delivery/deliver.js";
import type { Emulator } from "./emulator.js";
import { createFaults } from "./faults/faults.js";
import { document } from "./generated/spec.js";
import { createFetch } from "./in-process.js";
import type { EmulatorOptions } from "./options.js";
import { createRealClock, createVirtualClock } from "./platform/clock.js";
import { createPlatform } from "./platform/create-platform.js";
import { createRandom } from "./platform/random.js";
import { defaultTimings } from "./platform/timings.js";
import type { RunningServer } from "./server.js";
import { defaultBehaviour, defaultDelivery, type Settings } from "./settings.js";

/** Nothing can listen here: a client that was not given `emulator.fetch` fails instead of reaching the real API. */
const nowhere = "https://telnyx-emulator.invalid";

/**
 * Starts a local Telnyx: it answers the API, keeps calls, and sends signed webhooks.
 *
 * @throws {Error} when the port is taken.
 * @example
 * const signingKey = await createSigningKey();
 * const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
 * const emulator = await startEmulator({ signingKey, webhookHandler: (request) => webhooks.handle(request) });
 * const voice = createVoice({ apiKey: emulator.apiKey, fetch: emulator.fetch });
 * const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const seed = options.seed ?? 1;
  const clockKind = options.clock ?? "virtual";
  const keys = createRandom(seed, "keys");
  const signingSeed = Uint8Array.from({ length: 32 }, () => keys.below(256));
  const signer = options.signingKey ?? (await createSigningKey({ seed: signingSeed }));
  const callees = new Map<string, Callee>();
  const settings = readSettings(
    options,
    callees,
    options.apiKey ?? `KEY${keys.text(32, "0123456789ABCDEF")}`,
    signer.publicKey,
  );

  let origin = nowhere;
  let deliveries: Deliveries | undefined;
  const platform = createPlatform({
    settings,
    seed,
    startMs: (options.startTime ?? (clockKind === "real" ? new Date() : new Date("2026-01-15T10:00:00Z"))).getTime(),
    timelineLimit: options.timelineLimit ?? 10_000,
    fileUrl: (path) => `${origin}/storage${path}`,
    onEvent: (event) => deliveries?.enqueue(event),
    onEntry: options.onEntry,
  });
  const faults = createFaults(createRandom(seed, "faults"), platform.timeline, options.faults);
  deliveries = createDeliveries(platform, faults, signer, createSend(options));

  const connectionId = options.connectionId ?? "1000000000000000001";
  platform.applications.create(
    {
      application_name: "emulator",
      webhook_event_url: options.webhookUrl ?? `${nowhere}/webhooks`,
      webhook_event_failover_url: options.webhookFailoverUrl ?? "",
      webhook_api_version: "2",
    },
    connectionId,
  );

  const specification = withExtraOperations(document);
  const operations = indexOperations(specification);
  const validator = createValidator(specification);
  const api = createApi({
    platform,
    operations,
    handlers: createHandlers(platform, validator),
    faults,
    validateQuery: createQueryValidator(validator),
  });
  let inFlight = 0;
  const answer = async (request: Request): Promise<Answer> => {
    inFlight += 1;
    try {
      return await api(request);
    } finally {
      inFlight -= 1;
    }
  };

  const wantsPort = options.port !== undefined || !options.webhookHandler;
  const server: RunningServer | undefined = wantsPort
    ? await (await import("./server.js")).startServer(options.port ?? 0, answer)
    : undefined;
  if (server) origin = `http://127.0.0.1:${server.port}`;

  const quietMs = options.quietMs ?? (options.webhookHandler ? 0 : 10);
  const quiet = async () => {
    do await nextTurn(quietMs);
    while (inFlight > 0);
  };
  const clock =
    clockKind === "real"
      ? createRealClock(platform.scheduler, options.speed ?? 1)
      : createVirtualClock(platform.scheduler, quiet);
  const settleAfterAction = () =>
    clockKind === "virtual" && options.autoSettle !== false ? clock.settle() : Promise.resolve();
  const partyOf = (leg: Leg) => createParty(platform, leg, settleAfterAction);

  return {
    url: `${origin}/v2`,
    apiKey: settings.apiKey,
    publicKey: signer.publicKey,
    connectionId,
    fetch: createFetch(answer),
    timeline: platform.timeline,
    now: () => new Date(platform.nowMicros() / 1000),
    async inboundCall(call) {
      platform.timeline.add({
        kind: "line",
        action: "call",
        call_control_id: "",
        details: `${call.from} calls ${call.to}`,
      });
      const leg = placeInboundCall(platform, call, call.connectionId ?? connectionId);
      await settleAfterAction();
      return partyOf(leg);
    },
    party(callControlId) {
      const leg = platform.legs.get(callControlId);
      if (!leg)
        throw new RangeError(
          "No call of this emulator has that call_control_id, or it ended more than ten minutes ago.",
        );
      return partyOf(leg);
    },
    get parties() {
      return [...platform.legs.values()].filter((leg) => leg.state !== "ended").map(partyOf);
    },
    setCallee: (to, callee) => void (callee ? callees.set(to, callee) : callees.delete(to)),
    setMedia: (name, sound) => platform.media.define(name, sound),
    setAssistant: (id, script) => void (script ? platform.assistants.set(id, script) : platform.assistants.delete(id)),
    setRecordingError: (reason) => {
      platform.recordingError = reason;
    },
    advance: (ms) => clock.advance(ms),
    settle: () => clock.settle(),
    inject: (fault) => faults.inject(fault),
    async stop() {
      clock.stop();
      await server?.close();
    },
  };
}

function readSettings(
  options: EmulatorOptions,
  callees: ReadonlyMap<string, Callee>,
  apiKey: string,
  publicKey: string,
): Settings {
  const { callee = {} } = options;
  return {
    apiKey,
    publicKey,
    userId: "8a1b6f0e-7d5c-4c1e-9d0a-3f2e1b4c5d6e",
    timings: { ...defaultTimings, ...options.timings },
    delivery: { ...defaultDelivery, ...options.delivery },
    behaviour: { ...defaultBehaviour, ...options.behaviour },
    dialsPerSecond: options.dialsPerSecond ?? 30,
    signatureTime: options.signatureClock === "virtual" ? (emulatorMs) => emulatorMs : () => Date.now(),
    callee: (from, to) => callees.get(to) ?? (typeof callee === "function" ? callee({ from, to }) : callee),
  };
}

/** In process where there is a handler, over the network where there is an address, else not at all. */
function createSend({ webhookHandler, webhookUrl }: EmulatorOptions): Send | undefined {
  if (webhookHandler) return async (request) => webhookHandler(request);
  if (webhookUrl) return (request, signal) => fetch(request, { signal, redirect: "manual" });
  return undefined;
}

/** Lets what is ready run: promises, and with real milliseconds also sockets. */
function nextTurn(ms: number): Promise<void> {
  return new Promise((resolve) => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve)));
}
