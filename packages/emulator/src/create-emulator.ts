import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { commandsOf } from "./api/sent-commands.js";
import { type Assembly, assemble, nowhere, portOf } from "./assemble.js";
import { assistantsOf } from "./calls/assistant-script.js";
import { placeInboundCall } from "./calls/inbound.js";
import { createParty } from "./calls/party.js";
import { strandedLegs, watchedOf } from "./calls/stranded.js";
import { createClientClock } from "./client-options.js";
import type { Emulator } from "./emulator.js";
import { createFetch } from "./in-process.js";
import type { EmulatorOptions, SteeredOptions } from "./options.js";
import { mediaOf } from "./resources/media-store.js";
import { recordingsOf } from "./resources/recording-store.js";
import { openStreams } from "./streams/media-stream.js";
import { type Clock, createRealClock, createVirtualClock } from "./time/clock.js";
import { createRandom } from "./time/random.js";
import { requireBehaviour } from "./world/callee.js";
import type { Leg } from "./world/leg.js";
import type { World } from "./world/world.js";

/** Makes an emulator, and its platform for the tests that look inside. */
export async function createEmulator(options: SteeredOptions): Promise<{ emulator: Emulator; world: World }> {
  const keys = createRandom(options.seed ?? 1, "keys");
  const seed = Uint8Array.from({ length: 32 }, () => keys.below(256));
  const signingKey = options.signingKey ?? (await createSigningKey({ seed }));
  const origin = { current: nowhere };
  const assembly = assemble(options, signingKey, keys, origin);
  const { world, faults, callees, connectionId, ladder, strictness } = assembly;

  let page: ((request: Request) => Promise<Response> | undefined) | undefined;
  const serve = async (request: Request) => {
    const response = await page?.(request);
    return response ? { response } : assembly.answer(request);
  };
  const port = portOf(options);
  const { host = "127.0.0.1", hosts: names = [] } = options;
  const server =
    port === false ? undefined : await (await import("./server.js")).startServer({ port, host, names }, serve);
  if (server) origin.current = `http://127.0.0.1:${server.port}`;
  const clock = createClock(options, assembly);
  const settles = options.clock !== "real" && options.autoSettle !== false;
  const settle = async () => {
    await clock.settle();
    warnOfStranded();
    strictness.check();
  };
  const afterAction = () => (settles ? settle() : Promise.resolve());
  const partyOf = (leg: Leg) => createParty(world, leg, afterAction);
  const mayNotWait = (leg: Leg) => !options.mayWait?.(partyOf(leg));
  const warnOfStranded = () => {
    for (const leg of strandedLegs(world, watchedOf(world)).filter(mayNotWait)) {
      watchedOf(world).delete(leg);
      world.timeline.warn(
        `The call from ${leg.from} to ${leg.to} is stranded: it was answered, and nothing happens to it any more.`,
      );
    }
  };

  const fetch = createFetch(assembly.answer);
  const emulator: Emulator = {
    url: `${origin.current}/v2`,
    apiKey: world.settings.apiKey,
    publicKey: signingKey.publicKey,
    connectionId,
    fetch,
    client: {
      apiKey: world.settings.apiKey,
      ...(server ? { baseUrl: `${origin.current}/v2` } : { fetch }),
      clock: createClientClock(world, options.seed ?? 1, clock.sleep),
    },
    commands: (operation) =>
      commandsOf(world).filter((command) => operation === undefined || command.operation === operation),
    get stranded() {
      return strandedLegs(world).filter(mayNotWait).map(partyOf);
    },
    timeline: world.timeline,
    now: () => new Date(world.nowMicros() / 1000),
    async inboundCall(call) {
      const details = `${call.from} calls ${call.to}`;
      world.timeline.add({ kind: "line", action: "call", call_control_id: "", details });
      const leg = placeInboundCall(world, call, call.connectionId ?? connectionId);
      await afterAction();
      return partyOf(leg);
    },
    party(callControlId) {
      const leg = world.legs.get(callControlId);
      if (!leg) throw new RangeError("No call has that call_control_id, or it ended more than ten minutes ago.");
      return partyOf(leg);
    },
    get parties() {
      return [...world.legs.values()].filter((leg) => leg.state !== "ended").map(partyOf);
    },
    setCallee: (to, callee) => void (callee ? callees.set(to, requireBehaviour(callee)) : callees.delete(to)),
    setMedia: (name, sound) => mediaOf(world).define(name, sound),
    setAssistant: (id, script) => void (script ? assistantsOf(world).set(id, script) : assistantsOf(world).delete(id)),
    setRecordingError: (reason) => {
      recordingsOf(world).error = reason;
    },
    async advance(ms) {
      // Time that is not a number would never be one again.
      if (!(ms >= 0 && ms < 1e14)) throw new RangeError(`advance takes milliseconds, 0 or more; it got ${ms}.`);
      await clock.advance(ms);
    },
    settle,
    sleep: (ms) =>
      new Promise((resolve) => {
        // The task returns a promise, so that the clock stands still until the sleeper has done what it woke up for.
        const wake = async () => resolve();
        world.scheduler.schedule(ms, wake, { background: true });
      }),
    inject: (fault) => faults.inject(fault),
    ladder: ladder.draw,
    async stop() {
      clock.stop();
      for (const stream of openStreams(world)) stream.stop();
      await server?.close();
    },
  };
  if (server)
    page = ladder.page(emulator, {
      clock: options.clock ?? "virtual",
      elapsed: () => world.scheduler.now,
      activeFaults: () => faults.active,
    });
  return { emulator, world };
}

const streamQuietMs = 20;

function createClock(options: EmulatorOptions, assembly: Assembly): Clock {
  const { world } = assembly;
  if (options.clock === "real") return createRealClock(world.scheduler, options.speed ?? 1);
  const quietMs = options.quietMs ?? (options.webhookUrl && !options.webhookHandler ? 10 : 0);
  return createVirtualClock(world.scheduler, async () => {
    // Frames that come back over a media stream take real time.
    do await nextTurn(openStreams(world).size > 0 ? Math.max(quietMs, streamQuietMs) : quietMs);
    while (assembly.inFlight > 0);
  });
}

/** Lets what is ready run: promises, and with real milliseconds also sockets. */
function nextTurn(ms: number): Promise<void> {
  // Browsers and Workers have no setImmediate.
  const immediately = typeof setImmediate === "function" && ms === 0;
  return new Promise((resolve) => void (immediately ? setImmediate(resolve) : setTimeout(resolve, ms)));
}
