import { createTelnyx } from "@telnyx-kit/core";
import { describe, expect, it } from "vitest";
import { createWebhooks } from "./index.js";
import { createEvent, createSignedRequest, createSigningKey } from "./testing.js";

/** A Telnyx that drops a repeated `command_id` for 60 seconds. */
function fakeTelnyx() {
  let time = 0;
  const calls: string[] = [];
  const seen = new Map<string, number>();
  const telnyx = createTelnyx({
    apiKey: "KEY0123456789",
    fetch: async (input, init) => {
      const { command_id } = await new Request(input, init).json();
      if (time - (seen.get(command_id) ?? Number.NEGATIVE_INFINITY) >= 60_000) calls.push(command_id);
      if (!seen.has(command_id)) seen.set(command_id, time);
      return Response.json({ data: { call_control_id: "v3:new" } });
    },
  });
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { telnyx, calls, pass };
}

describe("a handler that dials and then fails", () => {
  async function redeliver(afterMs: number, commandIdOf: (context: { commandId(label: string): string }) => string) {
    const { telnyx, calls, pass } = fakeTelnyx();
    const key = await createSigningKey();
    const webhooks = createWebhooks({ publicKey: key.publicKey });
    webhooks.onError(() => {});
    let runs = 0;
    webhooks.on("call.initiated", async (_event, context) => {
      const body = { connection_id: "1", to: "+12025550102", from: "+12025550101", command_id: commandIdOf(context) };
      await telnyx.request("POST", "/calls", { body });
      if (++runs === 1) throw new Error("the database is down");
    });
    const event = createEvent("call.initiated");
    const first = await webhooks.handle(await createSignedRequest(key, event));
    pass(afterMs);
    const second = await webhooks.handle(await createSignedRequest(key, event));
    return { statuses: [first.status, second.status], runs, calls: calls.length };
  }

  it("gives one call when the event is delivered again within 60 seconds", async () => {
    const result = await redeliver(30_000, (context) => context.commandId("dial-agent"));
    expect(result).toEqual({ statuses: [500, 200], runs: 2, calls: 1 });
  });

  it("gives two calls with an id of its own for each run, which is what commandId is for", async () => {
    expect((await redeliver(30_000, () => crypto.randomUUID())).calls).toBe(2);
  });

  it("gives two calls beyond the 60 seconds, as the README says", async () => {
    expect((await redeliver(61_000, (context) => context.commandId("dial-agent"))).calls).toBe(2);
  });
});
