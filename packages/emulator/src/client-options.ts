import type { Clock } from "./time/clock.js";
import { createIds } from "./time/ids.js";
import { createRandom } from "./time/random.js";
import type { World } from "./world/world.js";

/** Time, waiting and chance of an emulator, in the form that `createTelnyx` and `createWebhooks` take. */
export interface EmulatorClock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  uuid(): string;
}

/** Options that make a client talk to an emulator, as plain data. */
export interface ClientOptions {
  readonly apiKey: string;
  /** With an open port. */
  readonly baseUrl?: string;
  /** Without a port. */
  readonly fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly clock: EmulatorClock;
}

/** Makes the clock of a client: retries wait in the emulator's time, and ids and jitter follow from the seed. */
export function createClientClock(world: World, seed: number, sleep: Clock["sleep"]): EmulatorClock {
  const random = createRandom(seed, "client");
  const ids = createIds(random);
  return {
    now: () => Math.floor(world.nowMicros() / 1000),
    monotonic: () => world.scheduler.now,
    sleep,
    random: random.next,
    uuid: ids.uuid,
  };
}
