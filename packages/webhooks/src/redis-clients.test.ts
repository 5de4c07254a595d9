import { Redis as Upstash } from "@upstash/redis";
import { Cluster, Redis } from "ioredis";
import { Redis as IoValkey, Cluster as IoValkeyCluster } from "iovalkey";
import { createClient, createClientPool, createCluster, createSentinel } from "redis";
import * as redis4 from "redis-4";
import * as redis5 from "redis-5";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sleep } from "./__tests__/receiving.js";
import { held } from "./__tests__/redis-claims.js";
import {
  installCommand,
  type RedisServer,
  redisIsAvailable,
  startCluster,
  startRedis,
  startSentinel,
} from "./__tests__/redis-server.js";
import { startUpstash } from "./__tests__/upstash-server.js";
import type { Claim } from "./dedupe.js";
import { createRedisStore, type RedisClient, type UpstashClient } from "./redis.js";

if (redisIsAvailable()) {
  let one: RedisServer;
  let cluster: RedisServer;
  let sentinel: RedisServer;
  let onOne: Redis;
  let onCluster: Redis;
  let upstash: Awaited<ReturnType<typeof startUpstash>>;
  const ending: (() => unknown)[] = [];
  const open = async <Client extends { connect(): Promise<unknown> }>(
    client: Client,
    end: (client: Client) => unknown,
  ) => {
    await client.connect();
    ending.push(() => end(client));
    return client;
  };
  const io = <Client extends { disconnect(): void }>(client: Client) => {
    ending.push(() => client.disconnect());
    return client;
  };
  const urlOf = ({ port }: RedisServer) => `redis://127.0.0.1:${port}`;
  const nodeOf = ({ port }: RedisServer) => ({ host: "127.0.0.1", port });

  const clients: Record<string, () => Promise<RedisClient>> = {
    ioredis: async () => io(new Redis(one.port)),
    "ioredis, cluster": async () => io(new Cluster([nodeOf(cluster)])),
    "ioredis, sentinel": async () => io(new Redis({ sentinels: [nodeOf(sentinel)], name: "main" })),
    iovalkey: async () => io(new IoValkey(one.port)),
    "iovalkey, cluster": async () => io(new IoValkeyCluster([nodeOf(cluster)])),
    "node-redis 6": () => open(createClient({ url: urlOf(one) }), (client) => client.destroy()),
    "node-redis 6, pool": () => open(createClientPool({ url: urlOf(one) }), (pool) => pool.destroy()),
    "node-redis 6, cluster": () =>
      open(createCluster({ rootNodes: [{ url: urlOf(cluster) }] }), (client) => client.destroy()),
    "node-redis 6, sentinel": () =>
      open(createSentinel({ name: "main", sentinelRootNodes: [nodeOf(sentinel)] }), (client) => client.destroy()),
    "node-redis 5": () => open(redis5.createClient({ url: urlOf(one) }), (client) => client.destroy()),
    "node-redis 5, cluster": () =>
      open(redis5.createCluster({ rootNodes: [{ url: urlOf(cluster) }] }), (client) => client.destroy()),
    "node-redis 5, sentinel": () =>
      open(redis5.createSentinel({ name: "main", sentinelRootNodes: [nodeOf(sentinel)] }), (client) =>
        client.destroy(),
      ),
    "node-redis 4": () => open(redis4.createClient({ url: urlOf(one) }), (client) => client.disconnect()),
    "node-redis 4, legacyMode": async () => {
      const client = redis4.createClient({ url: urlOf(one), legacyMode: true });
      await open(client, () => client.disconnect());
      return client.v4 as RedisClient; // node-redis gives it no type
    },
    "node-redis 4, cluster": () =>
      open(redis4.createCluster({ rootNodes: [{ url: urlOf(cluster) }] }), (client) => client.disconnect()),
    "Upstash over HTTP": async () => new Upstash({ url: upstash.url, token: "token" }) satisfies UpstashClient,
    "a function": async () => (command) => onOne.call(...(command as [string, ...string[]])),
  };

  beforeAll(async () => {
    one = await startRedis();
    [cluster, sentinel] = await Promise.all([startCluster(), startSentinel(one)]);
    [onOne, onCluster] = [new Redis(one.port), new Redis(cluster.port)];
    upstash = await startUpstash(onOne);
  });
  afterAll(async () => {
    for (const end of ending) await end();
    upstash.stop();
    onOne.disconnect();
    onCluster.disconnect();
    await Promise.all([sentinel, cluster, one].map((server) => server.stop()));
  });

  describe.each(Object.entries(clients))("createRedisStore on a real server, with %s", (name, connect) => {
    const admin = () => (name.includes("cluster") ? onCluster : onOne);
    const storeOf = async (claimSeconds?: number) =>
      createRedisStore(await connect(), { prefix: `${name}:`, claimSeconds });

    it("gives one claim, tells the others that it is held, and then that it is done", async () => {
      const [one, other] = [await storeOf(), await storeOf()];
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? one : other).claim("a", 60_000)),
      );
      const claims = results.filter((result) => typeof result !== "string");
      expect([claims.length, results.filter((result) => result === "busy").length]).toEqual([1, 19]);
      await (claims[0] as Claim).commit();
      expect(await other.claim("a", 60_000)).toBe("done");
      expect(await admin().pttl(`${name}:a`)).toBeGreaterThan(50_000);
    });

    it("gives a released event again, and an expired claim to another", async () => {
      const store = await storeOf(1);
      await held(await store.claim("b", 60_000)).release();
      expect(await admin().exists(`${name}:b`)).toBe(0);
      const lost = held(await store.claim("b", 60_000));
      await admin().del(`${name}:b`);
      const next = held(await store.claim("b", 60_000));
      await lost.release();
      expect(await store.claim("b", 60_000)).toBe("busy");
      await next.commit();
      await lost.release();
      expect(await store.claim("b", 60_000)).toBe("done");
    });

    it("renews the claim of a handler that runs longer than the claim", async () => {
      const store = await storeOf(1);
      const claim = held(await store.claim("c", 60_000));
      await sleep(1_600);
      expect(await store.claim("c", 60_000)).toBe("busy");
      await claim.release();
      await held(await store.claim("c", 60_000)).release();
    });
  });
} else {
  describe("createRedisStore on a real server", () => {
    it(`not run: redis-server is missing; run \`${installCommand}\`, then \`vitest run packages/webhooks\``, () => {
      expect(process.env.CI).toBeUndefined();
    });
  });
}
