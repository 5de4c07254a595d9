import { Redis } from "ioredis";
import { createClient } from "redis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bodyOf, receiver, sleep } from "./__tests__/receiving.js";
import { installCommand, type RedisServer, redisIsAvailable, startRedis } from "./__tests__/redis-server.js";
import { startProxy, type TcpProxy } from "./__tests__/tcp-proxy.js";
import { createRedisStore, type RedisClient } from "./redis.js";

if (redisIsAvailable()) {
  let redis: RedisServer;
  let proxy: TcpProxy;
  const ending: (() => unknown)[] = [];
  beforeEach(async () => {
    redis = await startRedis();
    proxy = await startProxy(redis.port);
  });
  afterEach(async () => {
    for (const end of ending.splice(0)) end();
    proxy.stop();
    await redis.stop();
  });

  const clients: Record<string, () => Promise<RedisClient>> = {
    ioredis: async () => {
      const client = new Redis(proxy.port, { retryStrategy: () => 50 });
      client.on("error", () => {});
      ending.push(() => client.disconnect());
      return client;
    },
    "node-redis": async () => {
      const client = createClient({
        socket: { host: "127.0.0.1", port: proxy.port, reconnectStrategy: 50 },
        disableOfflineQueue: true,
      });
      client.on("error", () => {});
      await client.connect();
      ending.push(() => client.destroy());
      return client;
    },
  };

  /** A receiver whose claims live for a second, and which counts how often each event was handled. */
  const start = async (name: string) => {
    const store = createRedisStore(await (clients[name] as () => Promise<RedisClient>)(), { claimSeconds: 1 });
    const { webhooks, deliver, errors } = receiver({ dedupe: { store }, deadlineMs: 1_000 });
    const runs = new Map<string, number>();
    webhooks.onAny(({ id }) => void runs.set(id, (runs.get(id) ?? 0) + 1));
    /** Delivers as Telnyx does: again, until the answer is 200. */
    const untilDone = async (body: string) => {
      const statuses = [await deliver(body)];
      while (statuses.at(-1) !== 200 && statuses.length < 40) {
        await sleep(100);
        statuses.push(await deliver(body));
      }
      return statuses;
    };
    return { deliver, untilDone, errors, runs };
  };

  describe.each(Object.keys(clients))("webhooks on a Redis that fails, with %s", (name) => {
    it("handle an event once whose claim was made and whose reply was lost", async () => {
      const { untilDone, runs } = await start(name);
      await untilDone(bodyOf());
      proxy.loseNextReply();
      const statuses = await untilDone(bodyOf());
      expect(statuses.at(-1)).toBe(200);
      // ioredis sends the command again and finds its own claim; node-redis rejects, and the claim ends by itself.
      if (name === "ioredis") expect(statuses).toEqual([200]);
      expect([...runs.values()]).toEqual([1, 1]);
    });

    it("answer 503 while the server is gone, and go on when it is back", async () => {
      const { deliver, untilDone, errors, runs } = await start(name);
      await untilDone(bodyOf());
      await redis.stop();
      const body = bodyOf();
      expect(await deliver(body)).toBe(503);
      redis = await startRedis(redis.port);
      const statuses = await untilDone(body);
      expect(statuses.at(-1)).toBe(200);
      expect([...runs.values()]).toEqual([1, 1]);
      if (name === "node-redis") expect(errors.length).toBeGreaterThan(0);
    });

    it("handle an event once on a server that answers slowly", async () => {
      const { deliver, runs } = await start(name);
      proxy.delayMs = 150;
      const body = bodyOf();
      const statuses = await Promise.all(Array.from({ length: 10 }, () => deliver(body)));
      // A delivery that comes late meets an event that is done.
      expect(new Set([...statuses, 503])).toEqual(new Set([200, 503]));
      expect([...runs.values()]).toEqual([1]);
      expect(await deliver(body)).toBe(200);
    });

    it("answer 503 at the deadline on a server that hangs, and handle the event once all the same", async () => {
      const { deliver, untilDone, runs } = await start(name);
      proxy.delayMs = 1_500;
      const body = bodyOf();
      expect(await deliver(body)).toBe(503);
      proxy.delayMs = 0;
      expect((await untilDone(body)).at(-1)).toBe(200);
      expect([...runs.values()]).toEqual([1]);
    });
  });
} else {
  describe("webhooks on a Redis that fails", () => {
    it(`not run: redis-server is missing; run \`${installCommand}\`, then \`vitest run packages/webhooks\``, () => {
      expect(process.env.CI).toBeUndefined();
    });
  });
}
