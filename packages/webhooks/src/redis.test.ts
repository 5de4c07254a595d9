import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "./__tests__/free-port.js";
import { installCommand, redisIsAvailable, startRedis } from "./__tests__/redis-server.js";
import { seeded } from "./__tests__/signature-cases.js";
import type { Claim } from "./dedupe.js";
import { createRedisStore, type RedisClient } from "./redis.js";
import { createSigningKey } from "./testing.js";

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const held = (result: Claim | "busy" | "done"): Claim => {
  if (typeof result === "string") throw new Error(`expected a claim, found ${result}`);
  return result;
};

describe("createRedisStore", () => {
  it("refuses a client of no known kind and a claim out of bounds", () => {
    expect(() => createRedisStore({} as never)).toThrow("takes a client with `call` (ioredis)");
    for (const claimSeconds of [0, 61, Number.NaN]) {
      expect(() => createRedisStore(async () => null, { claimSeconds })).toThrow("claimSeconds must be");
    }
  });

  it("sends the commands of Bun's client as name and arguments", async () => {
    const sent: unknown[] = [];
    const store = createRedisStore({
      send: async (...command: unknown[]) => {
        sent.push(command);
        return "OK";
      },
    });
    await held(await store.claim("1", 5_000)).commit();
    expect(sent).toEqual([
      ["SET", ["telnyx:webhook:1", expect.any(String), "NX", "PX", "3000"]],
      ["SET", ["telnyx:webhook:1", "done", "PX", "5000"]],
    ]);
  });

  it("survives a client that throws while a claim is renewed", async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on("uncaughtException", note);
    const store = createRedisStore(
      ([command]) => {
        if (command === "EVAL") throw new Error("The client is closed");
        return Promise.resolve("OK");
      },
      { claimSeconds: 1 },
    );
    const claim = held(await store.claim("1", 5_000));
    await sleep(400);
    await claim.commit();
    process.off("uncaughtException", note);
    expect(uncaught).toEqual([]);
  });

  it("gives Redis whole milliseconds, whatever ttlSeconds is", async () => {
    const sent: string[][] = [];
    const store = createRedisStore(async (command) => {
      sent.push(command);
      return "OK";
    });
    await held(await store.claim("1", 1000 * 700.0001)).commit();
    expect(sent.at(-1)).toEqual(["SET", "telnyx:webhook:1", "done", "PX", "700000"]);
  });
});

if (redisIsAvailable()) {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let io: Redis;
  const clients: Record<string, () => Promise<RedisClient>> = {
    ioredis: async () => io,
    "node-redis": async () => {
      const client = createClient({ url: `redis://127.0.0.1:${redis.port}` });
      await client.connect();
      ending.push(() => client.destroy());
      return client;
    },
    "a function": async () => (command) => io.call(...(command as [string, ...string[]])),
  };
  const ending: (() => void)[] = [];
  beforeAll(async () => {
    redis = await startRedis();
    io = new Redis(redis.port, "127.0.0.1");
  });
  afterAll(() => {
    for (const end of ending) end();
    io.disconnect();
    redis.stop();
  });

  describe.each(Object.keys(clients))("createRedisStore on a real server, with %s", (name) => {
    const storeOf = async (claimSeconds?: number) =>
      createRedisStore(await (clients[name] as () => Promise<RedisClient>)(), { prefix: `${name}:`, claimSeconds });

    it("gives one claim, tells the others that it is held, and then that it is done", async () => {
      const [one, other] = [await storeOf(), await storeOf()];
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? one : other).claim("a", 60_000)),
      );
      const claims = results.filter((result) => typeof result !== "string");
      expect([claims.length, results.filter((result) => result === "busy").length]).toEqual([1, 19]);
      await (claims[0] as Claim).commit();
      expect(await other.claim("a", 60_000)).toBe("done");
      expect(await io.pttl(`${name}:a`)).toBeGreaterThan(50_000);
    });

    it("gives a released event again, and an expired claim to another", async () => {
      const store = await storeOf(1);
      await held(await store.claim("b", 60_000)).release();
      expect(await io.exists(`${name}:b`)).toBe(0);
      const lost = held(await store.claim("b", 60_000));
      await io.del(`${name}:b`);
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
      held(await store.claim("c", 60_000)).release();
    });
  });

  describe("several processes on one Redis", () => {
    it("handle 1,000 events effectively once: delivered 10 times each, 100 at once, processes killed in between", {
      timeout: 180_000,
    }, async () => {
      await io.flushall();
      const random = seeded(42);
      const key = await createSigningKey({ seed: new Uint8Array(32).fill(6) });
      const effects = new Map<string, number>();
      const remembered = new Set<string>();
      let commands = 0;
      // A Telnyx that drops a repeated command_id, as it does for 60 seconds.
      const api = createServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        const { event, command_id } = JSON.parse(body);
        commands++;
        if (!remembered.has(command_id)) effects.set(event, (effects.get(event) ?? 0) + 1);
        remembered.add(command_id);
        response.end("{}");
      });
      await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));

      const workers: { port: number; child: ChildProcess; ready: Promise<unknown> }[] = [];
      const start = (port: number, kind: string) => {
        const script = fileURLToPath(new URL("./__tests__/redis-worker.ts", import.meta.url));
        const root = fileURLToPath(new URL("../../../", import.meta.url));
        const args = [
          String(port),
          String(redis.port),
          String((api.address() as AddressInfo).port),
          key.publicKey,
          kind,
        ];
        const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
          cwd: root,
          stdio: ["ignore", "pipe", "inherit"],
        });
        return { port, child, ready: new Promise((resolve) => child.stdout?.once("data", resolve)) };
      };
      for (const kind of ["ioredis", "node-redis", "ioredis"]) workers.push(start(await freePort(), kind));
      await Promise.all(workers.map(({ ready }) => ready));

      let kills = 0;
      let ended = false;
      const killing = (async () => {
        while (!ended) {
          await sleep(400);
          const index = random(workers.length);
          const { port, child } = workers[index] as (typeof workers)[number];
          child.kill("SIGKILL");
          kills++;
          workers[index] = start(port, kills % 2 ? "node-redis" : "ioredis");
          await (workers[index] as (typeof workers)[number]).ready;
        }
      })();

      const payload = {
        call_control_id: "v3:a",
        call_leg_id: "l",
        call_session_id: "s",
        connection_id: "1",
        client_state: null,
      };
      const bodyOf = (id: string) =>
        JSON.stringify({
          data: {
            record_type: "event",
            id,
            event_type: "call.initiated",
            occurred_at: "2026-01-15T10:00:00Z",
            payload,
          },
        });
      const counts: Record<number, number> = {};
      const deliver = async (id: string, forged = false) => {
        const body = bodyOf(id);
        const headers = await key.sign(forged ? "x" : body, Math.floor(Date.now() / 1000));
        const { port } = workers[random(workers.length)] as (typeof workers)[number];
        const status = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body, headers }).then(
          async (response) => {
            await response.text();
            return response.status;
          },
          () => 0,
        );
        counts[status] = (counts[status] ?? 0) + 1;
        return status;
      };
      const ids = Array.from({ length: 1_000 }, (_, index) => `event-${index}`);
      const queue = ids.flatMap((id) => Array<string>(10).fill(id));
      for (let index = queue.length - 1; index > 0; index--) {
        const other = random(index + 1);
        [queue[index], queue[other]] = [queue[other] as string, queue[index] as string];
      }
      const acknowledged = new Set<string>();
      const lane = async () => {
        for (let id = queue.pop(); id; id = queue.pop()) {
          if ((await deliver(id)) === 200) acknowledged.add(id);
          if (random(20) === 0) await deliver(`forged-${random(1_000_000)}`, true);
        }
      };
      await Promise.all(Array.from({ length: 100 }, lane));
      ended = true;
      await killing;
      // What no delivery settled is delivered again, as Telnyx does.
      for (let round = 0; round < 40 && acknowledged.size < ids.length; round++) {
        const open = ids.filter((id) => !acknowledged.has(id));
        await Promise.all(open.map(async (id) => (await deliver(id)) === 200 && acknowledged.add(id)));
        await sleep(200);
      }
      for (const { child } of workers) child.kill("SIGKILL");
      api.close();

      const keys = await io.keys("*");
      console.log(
        `Redis: ${ids.length} events, deliveries by answer ${JSON.stringify(counts)}, ${kills} processes killed, ${commands} commands sent, ${effects.size} calls`,
      );
      expect(kills).toBeGreaterThan(5);
      expect(acknowledged.size).toBe(1_000);
      expect(effects.size).toBe(1_000);
      // Repeats were dropped here, and not only by the command id.
      expect(commands).toBeLessThan(2_000);
      expect(new Set(effects.values())).toEqual(new Set([1]));
      expect(keys.filter((name) => name.includes("forged"))).toEqual([]);
      expect(keys).toHaveLength(1_000);
    });
  });
} else {
  describe("createRedisStore on a real server", () => {
    it(`not run: redis-server is missing; run \`${installCommand}\`, then \`vitest run packages/webhooks\``, () => {
      expect(process.env.CI).toBeUndefined();
    });
  });
}
