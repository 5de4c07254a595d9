import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "./__tests__/free-port.js";
import { sleep } from "./__tests__/receiving.js";
import { installCommand, type RedisServer, redisIsAvailable, startRedis } from "./__tests__/redis-server.js";
import { seeded } from "./__tests__/signature-cases.js";
import { createSigningKey } from "./testing.js";

if (redisIsAvailable()) {
  let redis: RedisServer;
  let io: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    io = new Redis(redis.port, "127.0.0.1");
  });
  afterAll(async () => {
    io.disconnect();
    await redis.stop();
  });

  describe("several processes on one Redis", () => {
    it("handle 1,000 events effectively once: delivered 10 times each, 100 at once, processes killed in between", {
      timeout: 600_000,
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
        const ready = new Promise((resolve, reject) => {
          child.stdout?.once("data", resolve);
          child.once("exit", () => reject(new Error("A worker ended before it was ready. Was everything built?")));
        });
        return { port, child, ready };
      };
      for (const kind of ["ioredis", "node-redis", "ioredis"]) workers.push(start(await freePort(), kind));
      await Promise.all(workers.map(({ ready }) => ready));

      let kills = 0;
      let ended = false;
      const killing = (async () => {
        // A start takes seconds on a busy machine, so that kills without end would leave nobody to handle anything.
        while (!ended && kills < 12) {
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
      const deliverAll = async (open: string[], lanes: number, forge: boolean) => {
        const lane = async () => {
          for (let id = open.pop(); id; id = open.pop()) {
            if ((await deliver(id)) === 200) acknowledged.add(id);
            if (forge && random(20) === 0) await deliver(`forged-${random(1_000_000)}`, true);
          }
        };
        await Promise.all(Array.from({ length: lanes }, lane));
      };
      await deliverAll(queue, 100, true);
      ended = true;
      await killing;
      // An event that no delivery settled is delivered again, as Telnyx does.
      for (let round = 0; round < 40 && acknowledged.size < ids.length; round++) {
        const open = ids.filter((id) => !acknowledged.has(id));
        await deliverAll(open, 20, false);
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
  describe("several processes on one Redis", () => {
    it(`not run: redis-server is missing; run \`${installCommand}\`, then \`vitest run packages/webhooks\``, () => {
      expect(process.env.CI).toBeUndefined();
    });
  });
}
