import type { SigningKey } from "@telnyx-kit/webhooks/testing";
import { type Answer, createApi } from "./api/api.js";
import { createHandlers } from "./api/handlers/create-handlers.js";
import { loadSpecification } from "./api/spec/specification.js";
import { createQueryValidator } from "./api/spec/validate-query.js";
import { createDeliveries, type Deliveries, type Send } from "./delivery/deliver.js";
import { createFaults, type Faults, frameFaults } from "./faults/faults.js";
import { createLadder, type Ladder } from "./ladder/ladder.js";
import type { EmulatorOptions, SteeredOptions } from "./options.js";
import { applicationsOf } from "./resources/applications.js";
import { createStrictness, type Strictness } from "./strict.js";
import { createRandom, type Random } from "./time/random.js";
import { type Callee, requireBehaviour } from "./world/callee.js";
import { createWorld } from "./world/create-world.js";
import { defaultBehaviour, defaultDelivery, type Settings } from "./world/settings.js";
import { defaultTimings } from "./world/timings.js";
import type { World } from "./world/world.js";

/** Nothing can listen here: a client that was not given `emulator.fetch` fails instead of reaching the real API. */
export const nowhere = "https://telnyx-emulator.invalid";

const defaultStart = new Date("2026-01-15T10:00:00Z");

/** The parts of an emulator, put together: everything but the passing of time and the port. */
export interface Assembly {
  readonly world: World;
  readonly faults: Faults;
  readonly callees: Map<string, Callee>;
  readonly connectionId: string;
  readonly ladder: Ladder;
  readonly strictness: Strictness;
  answer(request: Request): Promise<Answer>;
  /** Requests that are being answered. */
  readonly inFlight: number;
}

/** Where the files of the emulator can be fetched from; the port is known later than the rest. */
export interface Origin {
  current: string;
}

export function assemble(options: SteeredOptions, signingKey: SigningKey, keys: Random, origin: Origin): Assembly {
  const seed = options.seed ?? 1;
  const { operations, validator, eventTypes } = loadSpecification();
  const callees = new Map<string, Callee>();
  const settings: Settings = {
    ...readSettings(options, callees, keys, signingKey.publicKey, origin),
    eventTypes,
    frameFault: (track) => faults.take(frameFaults, track),
  };
  let deliveries: Deliveries | undefined;
  const timelineLimit = options.timelineLimit ?? 10_000;
  const ladder = createLadder(timelineLimit, { undelivered: !(options.webhookHandler ?? options.webhookUrl) });
  const strictness = createStrictness(options.strict === true);
  const world = createWorld({
    settings,
    seed,
    startMs: (options.startTime ?? (options.clock === "real" ? new Date() : defaultStart)).getTime(),
    timelineLimit,
    onEvent: (event) => deliveries?.enqueue(event),
    onEntry(entry, order, exchange) {
      ladder.note({ entry, order, exchange });
      strictness.note(entry);
      options.onEntry?.(entry);
    },
    keepsMessages: portOf(options) !== false,
    chooser: options.chooser,
  });
  const targets = { events: eventTypes, operations: operations.all.map(({ name }) => name) };
  const faults = createFaults(createRandom(seed, "faults"), world.timeline, targets, options.faults);
  deliveries = createDeliveries(world, faults, signingKey, createSend(options));
  const connectionId = options.connectionId ?? "1000000000000000001";
  const webhooks = {
    webhook_event_url: options.webhookUrl ?? `${nowhere}/webhooks`,
    webhook_event_failover_url: options.webhookFailoverUrl ?? "",
    webhook_api_version: "2",
    outbound: { outbound_voice_profile_id: "1293384261075731499" },
  };
  applicationsOf(world).create({ application_name: "emulator", ...webhooks }, connectionId);

  const handlers = createHandlers(world, validator);
  const { fallback } = options;
  const api = createApi({
    world,
    operations,
    handlers,
    faults,
    fallback,
    validateQuery: createQueryValidator(validator),
  });
  let inFlight = 0;
  return {
    world,
    faults,
    callees,
    connectionId,
    ladder,
    strictness,
    get inFlight() {
      return inFlight;
    },
    async answer(request) {
      inFlight += 1;
      let answer: Answer;
      try {
        answer = await api(request);
      } finally {
        inFlight -= 1;
      }
      // Held back after it was counted out: time has to pass for it, and time waits for what is in flight.
      const { holdMs } = answer;
      if (holdMs !== undefined) await new Promise<void>((resolve) => world.scheduler.schedule(holdMs, resolve));
      return answer;
    },
  };
}

/** Without a port there is no page. */
export function portOf({ port, webhookHandler }: EmulatorOptions): number | false {
  return port ?? (webhookHandler ? false : 0);
}

function readSettings(
  options: EmulatorOptions,
  callees: ReadonlyMap<string, Callee>,
  keys: Random,
  publicKey: string,
  origin: Origin,
): Omit<Settings, "eventTypes" | "frameFault"> {
  const { callee = {} } = options;
  if (typeof callee !== "function") requireBehaviour(callee);
  return {
    apiKey: options.apiKey ?? `KEY${keys.text(32, "0123456789ABCDEF")}`,
    publicKey,
    userId: "8a1b6f0e-7d5c-4c1e-9d0a-3f2e1b4c5d6e",
    timings: { ...defaultTimings, ...options.timings },
    delivery: { ...defaultDelivery, ...options.delivery },
    behaviour: { ...defaultBehaviour, ...options.behaviour },
    mediaStreams: options.mediaStreams ?? "loopback",
    dialsPerSecond: options.dialsPerSecond ?? 30,
    signatureTime: options.signatureClock === "virtual" ? (emulatorMs) => emulatorMs : () => Date.now(),
    fileUrl: (path) => `${origin.current}/storage${path}`,
    callee: (from, to, detection) =>
      callees.get(to) ?? (typeof callee === "function" ? requireBehaviour(callee({ from, to, detection })) : callee),
  };
}

/** In process where there is a handler, over the network where there is an address, else not at all. */
function createSend({ webhookHandler, webhookUrl }: EmulatorOptions): Send | undefined {
  if (webhookHandler) return async (request) => webhookHandler(request);
  if (webhookUrl) return (request, signal) => fetch(request, { signal, redirect: "manual" });
  return undefined;
}
