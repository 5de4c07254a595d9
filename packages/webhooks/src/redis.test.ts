import { createClient as createClient4 } from "redis-4";
import { describe, expect, it } from "vitest";
import { bodyOf, receiver, sleep } from "./__tests__/receiving.js";
import { held } from "./__tests__/redis-claims.js";
import { createRedisStore } from "./redis.js";

describe("createRedisStore", () => {
  it("refuses a client of no known kind and a claim out of bounds", () => {
    expect(() => createRedisStore({} as never)).toThrow("takes a client of ioredis, iovalkey, node-redis");
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

  it("takes what is held under its own token for its own claim: the command came twice, the first reply was lost", async () => {
    const kept = new Map<string, string>();
    const answer = ([name, key = "", value = ""]: string[]) => {
      if (name === "GET") return kept.get(key) ?? null;
      if (name !== "SET") return 1;
      if (kept.has(key)) return null;
      kept.set(key, value);
      return "OK";
    };
    const store = createRedisStore(async (command) => {
      if (command.includes("NX")) answer(command);
      return answer(command);
    });
    await held(await store.claim("1", 60_000)).release();
    expect(await createRedisStore(async (command) => answer(command)).claim("1", 60_000)).toBe("busy");
  });

  it.each([undefined, 1, {}, true])("throws where a client answers SET with %s", async (reply) => {
    const store = createRedisStore(async () => reply);
    await expect(async () => store.claim("1", 60_000)).rejects.toThrow('It must resolve with "OK" or null');
  });

  it("throws where a client answers GET with undefined", async () => {
    const store = createRedisStore(async ([name]) => (name === "SET" ? null : undefined));
    await expect(async () => store.claim("1", 60_000)).rejects.toThrow("answered GET with undefined");
  });

  it("replies 503 and reports once for a function that forgets to return", async () => {
    const { webhooks, deliver, errors } = receiver({ dedupe: { store: createRedisStore(async () => {}) } });
    let runs = 0;
    webhooks.onAny(() => void runs++);
    expect([await deliver(bodyOf()), runs]).toEqual([503, 0]);
    expect(errors).toEqual([expect.objectContaining({ part: "store" })]);
  });

  it("refuses a client of node-redis 4 in legacyMode, and says what to pass", () => {
    const client = createClient4({ legacyMode: true });
    expect(() => createRedisStore(client as never)).toThrow("Pass `client.v4`");
  });
});
