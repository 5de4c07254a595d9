import { type Emulator, startEmulator } from "@telnyx-kit/emulator";
import { startRedis } from "../../packages/webhooks/src/__tests__/redis-server.js";
import { freePort, type RunningServer, startProgram } from "../servers.js";

/** Plays calls against two servers with one Redis; every webhook is delivered twice, once to each of them. */
export async function rehearse(calls: number): Promise<{ emulator: Emulator; handled: readonly string[][] }> {
  const redis = await startRedis();
  const ports = [await freePort(), await freePort()];
  // What stands before two servers: each gets the first delivery of half of the events, and the second of the others.
  const order = [0, 1, 1, 0] as const;
  let turn = 0;
  const emulator = await startEmulator({
    port: 0,
    faults: [{ fault: "duplicate", on: "*", delayMs: 0 }],
    webhookHandler: async (request) => {
      const port = ports[order[turn++ % order.length] ?? 0];
      return fetch(new Request(`http://127.0.0.1:${port}/`, request));
    },
  });
  const servers: RunningServer[] = [];
  for (const port of ports) {
    const account = { TELNYX_API_KEY: emulator.apiKey, TELNYX_BASE_URL: emulator.url };
    const environment = {
      ...account,
      TELNYX_PUBLIC_KEY: emulator.publicKey,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      PORT: String(port),
    };
    servers.push(await startProgram("redis-dedupe/server.ts", environment));
  }
  for (let call = 0; call < calls; call += 1) await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  const handled = servers.map((server) => [...server.output().matchAll(/handled (\S+)/g)].map(([, id = ""]) => id));
  for (const server of servers) await server.stop();
  redis.stop();
  await emulator.stop();
  return { emulator, handled };
}
