/**
 * Remembers handled events in Redis, for several processes or machines.
 *
 * @module
 * @example
 * import { createRedisStore } from "@telnyx-kit/webhooks/redis";
 *
 * const webhooks = createWebhooks({ publicKey, dedupe: { store: createRedisStore(redis) } });
 */
import { ConfigurationError } from "@telnyx-kit/core/errors";
import type { DedupeStore } from "./dedupe.js";

/** Sends one command: `(["SET", "key", "value", "NX", "PX", "1000"])`. */
export type RedisCommand = (command: string[]) => Promise<unknown>;

/** A client of ioredis (`call`), of node-redis (`sendCommand`) or of Bun (`send`), or a function for any other. */
export type RedisClient =
  | RedisCommand
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | { sendCommand(command: string[]): Promise<unknown> }
  | { send(command: string, args: string[]): Promise<unknown> };

/** Options of {@link createRedisStore}. */
export interface RedisStoreOptions {
  /** What keys begin with. @default "telnyx:webhook:" */
  prefix?: string | undefined;
  /**
   * How long a claim lives that nobody renews. It is renewed while its handler runs, for at most 60 seconds, so this is
   * how long an event rests after the process that handled it was killed. 1 to 60. @default 3
   */
  claimSeconds?: number | undefined;
}

// As long as Telnyx drops a repeated command_id. A handler that hangs for longer loses its claim.
const longestHandlerMs = 60_000;
const done = "done";
// Only the holder of a claim ends or prolongs it: the key may have expired and be another's by now.
const ifMine = (then: string) => `if redis.call("get", KEYS[1]) == ARGV[1] then return ${then} end return 0`;
const releaseScript = ifMine('redis.call("del", KEYS[1])');
const renewScript = ifMine('redis.call("pexpire", KEYS[1], ARGV[2])');

function commandOf(client: RedisClient): RedisCommand {
  if (typeof client === "function") return client;
  // ioredis has a sendCommand too, of another shape, so its own `call` comes first.
  if ("call" in client) return ([name = "", ...args]) => client.call(name, ...args);
  if ("sendCommand" in client) return (command) => client.sendCommand(command);
  if ("send" in client) return ([name = "", ...args]) => client.send(name, args);
  throw new ConfigurationError(
    "createRedisStore takes a client with `call` (ioredis), `sendCommand` (node-redis) or `send` (Bun), or a function that sends a command given as an array.",
  );
}

/**
 * Makes a store that every process with the same Redis shares. It uses SET with NX and PX, GET and EVAL on one key an event,
 * so it works on a cluster as well.
 *
 * @throws {ConfigurationError} when the client is none of the known kinds, or `claimSeconds` is out of bounds.
 */
export function createRedisStore(client: RedisClient, options: RedisStoreOptions = {}): DedupeStore {
  const { prefix = "telnyx:webhook:", claimSeconds = 3 } = options;
  const send = commandOf(client);
  if (!(claimSeconds >= 1 && claimSeconds <= 60)) {
    throw new ConfigurationError(`claimSeconds must be a number from 1 to 60. Found ${claimSeconds}.`);
  }
  const claimMs = String(Math.round(claimSeconds * 1000));
  const take = async (key: string, token: string) => {
    if (await send(["SET", key, token, "NX", "PX", claimMs])) return "claimed";
    const held = await send(["GET", key]);
    if (held === null || held === undefined) return undefined;
    return String(held) === done ? done : "busy";
  };
  return {
    async claim(id, ttlMs) {
      const key = prefix + id;
      const token = crypto.randomUUID();
      // Nothing was held a moment after the key was taken: it has just expired or been released, so it is tried once more.
      const state = (await take(key, token)) ?? (await take(key, token)) ?? "busy";
      if (state !== "claimed") return state;
      let left = (longestHandlerMs / Number(claimMs)) * 3;
      const renewal = setInterval(() => {
        // Some clients throw where others reject, and in a timer either would end the process.
        if (left-- > 0) (async () => send(["EVAL", renewScript, "1", key, token, claimMs]))().catch(() => {});
        else clearInterval(renewal);
      }, Number(claimMs) / 3);
      return {
        async commit() {
          clearInterval(renewal);
          await send(["SET", key, done, "PX", String(Math.round(ttlMs))]);
        },
        async release() {
          clearInterval(renewal);
          await send(["EVAL", releaseScript, "1", key, token]);
        },
      };
    },
  };
}
