import { createTelnyx } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { describe, expect, test } from "vitest";
import type { Emulator } from "./emulator.js";
import type { RequestFault } from "./faults/faults.js";
import { startEmulator } from "./start-emulator.js";

const inbound = { from: "+12025550101", to: "+12025550102" };

/** How often the platform executed a command, no matter what the client saw. */
function effects(emulator: Emulator, operation: string, event: string): number {
  const accepted = emulator.timeline.entries.filter(
    (entry) => entry.kind === "command" && entry.operation === operation,
  );
  expect(accepted.length).toBeGreaterThan(0);
  return emulator.timeline.events.filter((type) => type === event).length;
}

describe("the core transport against an emulator with faults", () => {
  const kinds: readonly RequestFault[] = ["lost-reply", "error-before", "error-after", "rate-limit", "reset", "slow"];
  const repeats: readonly RequestFault[] = ["repeat-same", "repeat-bare", "repeat-refused"];

  test.each(kinds.flatMap((kind) => repeats.map((repeat) => [kind, repeat] as const)))(
    "dials and speaks at most once with %s and %s, in process and over a socket",
    async (fault, repeat) => {
      for (const overSocket of [false, true]) {
        const emulator = await startEmulator({
          port: overSocket ? 0 : false,
          faults: [{ fault, times: 1, retryAfterSeconds: 0 }, { fault: repeat }],
        });
        const telnyx = createTelnyx({
          apiKey: emulator.apiKey,
          ...(overSocket ? { baseUrl: emulator.url } : { fetch: (url, init) => emulator.fetch(url, init) }),
        });
        const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103" };
        const dialled = await createVoice(telnyx)
          .dial(dial)
          .catch((error: unknown) => error);
        await emulator.settle();
        expect(effects(emulator, "voice.dial", "call.initiated")).toBe(1);
        const [party] = emulator.parties;
        emulator.inject({ fault, times: 1, retryAfterSeconds: 0 });
        await createMedia(telnyx)
          .speak(party?.callControlId ?? "", { payload: "once", voice: "female" })
          .catch(() => {});
        await emulator.settle();
        expect(effects(emulator, "media.speak", "call.speak.started")).toBe(1);
        // Where the client cannot know, it says so; a cut off 2xx is never repeated.
        if (isCertain(fault, repeat)) expect(dialled).toHaveProperty("data.call_control_id");
        else expect(dialled).toMatchObject({ mayHaveExecuted: true });
        await emulator.stop();
      }
    },
  );
});

/** Whether the client can know the outcome of its command in the end. */
function isCertain(fault: RequestFault, repeat: RequestFault): boolean {
  if (fault === "reset") return false;
  return repeat === "repeat-same" || ["slow", "error-before", "rate-limit"].includes(fault);
}

describe("the webhooks package against an emulator with faults", () => {
  test("handles every event once, although each comes twice, late and out of order", async () => {
    const signingKey = await createSigningKey();
    const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
    const emulator = await startEmulator({
      signingKey,
      webhookHandler: (request) => webhooks.handle(request),
      faults: [
        { fault: "reorder", on: "call.speak.started", delayMs: 3_000 },
        { fault: "delay", on: "call.answered", delayMs: 500 },
        { fault: "duplicate" },
      ],
    });
    const telnyx = createTelnyx({ apiKey: emulator.apiKey, fetch: (url, init) => emulator.fetch(url, init) });
    const [voice, media] = [createVoice(telnyx), createMedia(telnyx)];
    const handled: string[] = [];
    webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
      handled.push("initiated");
      await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
    });
    webhooks.on("call.answered", async ({ payload }, { commandId }) => {
      handled.push("answered");
      await media.speak(payload.call_control_id, { payload: "Hello", voice: "female", command_id: commandId("speak") });
    });
    webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
      handled.push("speak.ended");
      await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
    });
    const call = await emulator.inboundCall(inbound);
    expect(call.state).toBe("ended");
    expect(handled).toEqual(["initiated", "answered", "speak.ended"]);
    const commands = emulator.timeline.entries.flatMap((entry) =>
      entry.kind === "command" ? [`${entry.operation} ${entry.status}`] : [],
    );
    expect(commands).toEqual(["voice.answer 200", "media.speak 200", "voice.hangup 200"]);
  });

  test("answers once when the handler failed the first time, because its command_id comes from the event", async () => {
    const signingKey = await createSigningKey();
    const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
    webhooks.onError(() => {});
    const emulator = await startEmulator({ signingKey, webhookHandler: (request) => webhooks.handle(request) });
    const voice = createVoice({ apiKey: emulator.apiKey, fetch: (url, init) => emulator.fetch(url, init) });
    let attempts = 0;
    webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
      attempts += 1;
      await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
      if (attempts === 1) throw new Error("the database was down");
    });
    const call = await emulator.inboundCall(inbound);
    expect([attempts, call.state]).toEqual([2, "answered"]);
    expect(emulator.timeline.events).toEqual(["call.initiated", "call.answered"]);
  });
});
