/**
 * Remembers handled events in Redis, for several processes or machines.
 *
 * @module
 * @example
 * import { createRedisStore } from "@telnyx-kit/webhooks/redis";
 *
 * const webhooks = createWebhooks({ publicKey, dedupe: { store: createRedisStore(redis) } });
 */
import { checkNumber, dedupeWindowMs, resolveClock, startStopwatch } from "@telnyx-kit/core/internal";
import type { DedupeStore } from "./dedupe.js";
import { commandOf, type RedisClient } from "./redis-clients.js";

export type { RedisClient, RedisCommand, UpstashClient } from "./redis-clients.js";

/** Options of {@link createRedisStore}. */
export interface RedisStoreOptions {
  /** Prefix of the keys. @default "telnyx:webhook:" */
  prefix?: string | undefined;
  /**
   * Seconds that a claim lives without renewal. It is renewed while its handler runs, for at most 60 seconds. So this is the
   * pause of an event after its process was killed. 1 to 60. @default 3
   */
  claimSeconds?: number | undefined;
}

const done = "done";
// Only the holder of a claim ends or prolongs it: the key may have expired and be another's by now.
const ifMine = (then: string) => `if redis.call("get", KEYS[1]) == ARGV[1] then return ${then} end return 0`;
const releaseScript = ifMine('redis.call("del", KEYS[1])');
const renewScript = ifMine('redis.call("pexpire", KEYS[1], ARGV[2])');

/** Reads the reply to SET: whether the key was set. */
function wasSet(reply: unknown): boolean {
  if (reply === null) return false;
  if (String(reply) === "OK") return true;
  throw new Error(`The Redis client answered SET with ${kindOf(reply)}. It must resolve with "OK" or null.`);
}

/** Reads the reply to GET: the value, if there is one. */
function readValue(reply: unknown): string | undefined {
  if (reply === null) return undefined;
  if (typeof reply === "string") return reply;
  if (ArrayBuffer.isView(reply)) return new TextDecoder().decode(reply);
  throw new Error(`The Redis client answered GET with ${kindOf(reply)}. It must resolve with the value or null.`);
}

const kindOf = (reply: unknown) =>
  reply === undefined
    ? "undefined: does the function return its promise, or does the client take callbacks?"
    : typeof reply;

/**
 * Makes a store that every process with the same Redis or Valkey shares. It uses SET with NX and PX, GET and EVAL on one
 * key per event, so it works on a cluster as well.
 *
 * A broken connection loses no event: a client that sends the command again, as ioredis does, finds its own claim. If the client fails, the reply is 503, and the event can be claimed again after `claimSeconds`.
 *
 * @throws {ConfigurationError} when the client is of an unknown kind, or `claimSeconds` is out of bounds.
 */
export function createRedisStore(client: RedisClient, options: RedisStoreOptions = {}): DedupeStore {
  const { prefix = "telnyx:webhook:", claimSeconds = 3 } = options;
  const send = commandOf(client);
  const claimMs = String(Math.round(checkNumber("claimSeconds", claimSeconds, [1, 60]) * 1000));
  const take = async (key: string, token: string) => {
    const elapsedMs = startStopwatch(resolveClock());
    // The claim of a reply that comes after `claimMs` has expired, and may be another's by now.
    const claimed = () => (elapsedMs() < Number(claimMs) ? "claimed" : undefined);
    if (wasSet(await send(["SET", key, token, "NX", "PX", claimMs]))) return claimed();
    const held = readValue(await send(["GET", key]));
    // With this claim's own token: the command was sent twice, and the first reply was lost.
    if (held === token) return claimed();
    return held === undefined || held === done ? held : "busy";
  };
  return {
    async claim(id, ttlMs) {
      const key = prefix + id;
      const token = crypto.randomUUID();
      // The claim that was met, or made, has just ended: it is tried once more.
      const state = (await take(key, token)) ?? (await take(key, token)) ?? "busy";
      if (state !== "claimed") return state === done ? "done" : "busy";
      // A handler that hangs for longer than Telnyx drops a repeated command_id loses its claim.
      let left = (dedupeWindowMs / Number(claimMs)) * 3;
      const renewal = setInterval(() => {
        // Some clients throw where others reject, and in a timer either would end the process.
        if (left-- > 0) (async () => send(["EVAL", renewScript, "1", key, token, claimMs]))().catch(() => {});
        else clearInterval(renewal);
      }, Number(claimMs) / 3);
      return {
        async commit() {
          clearInterval(renewal);
          wasSet(await send(["SET", key, done, "PX", String(Math.round(ttlMs))]));
        },
        async release() {
          clearInterval(renewal);
          await send(["EVAL", releaseScript, "1", key, token]);
        },
      };
    },
  };
}
