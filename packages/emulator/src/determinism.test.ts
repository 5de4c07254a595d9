import { expect, test } from "vitest";
import { runScript } from "./__tests__/random-script.js";
import { scaled } from "./__tests__/scale.js";
import type { Fault } from "./faults/faults.js";
import type { EmulatorOptions } from "./options.js";
import { startEmulator } from "./start-emulator.js";

const seeds = scaled(1_000);

const faults: readonly Fault[] = [
  { fault: "duplicate", probability: 0.05 },
  { fault: "reorder", probability: 0.1 },
  { fault: "drop", probability: 0.02 },
  { fault: "error-after", probability: 0.02, status: 422 },
];

test(`the same seed gives the same timeline, byte for byte: ${seeds} seeds, each run twice`, {
  timeout: 900_000,
}, async () => {
  const texts = new Set<string>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const options = () => {
      let answers = 0;
      return { faults, webhookHandler: () => new Response(null, { status: (answers++ + seed) % 7 === 0 ? 500 : 200 }) };
    };
    const first = await runScript(seed, options());
    const second = await runScript(seed, options());
    expect(second.text === first.text, `seed ${seed}`).toBe(true);
    texts.add(first.text);
  }
  expect(texts.size).toBe(seeds);
});

/** A small application on an emulator with that clock; what happened, without the times. */
async function story(options: EmulatorOptions): Promise<string[]> {
  const emulator = await startEmulator({
    ...options,
    webhookHandler: async (request) => {
      const { data } = (await request.json()) as {
        data: { event_type: string; payload: { call_control_id: string; status?: string } };
      };
      const act = (action: string, body: unknown = {}) =>
        emulator.fetch(
          `https://api.telnyx.com/v2/calls/${encodeURIComponent(data.payload.call_control_id)}/actions/${action}`,
          {
            method: "POST",
            headers: { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" },
            body: JSON.stringify(body),
          },
        );
      if (data.event_type === "call.initiated") await act("answer");
      if (data.event_type === "call.answered")
        await act("gather_using_speak", { payload: "Press one", voice: "female", maximum_digits: 1 });
      if (data.event_type === "call.gather.ended") await act("record_start", { format: "wav", channels: "single" });
      return new Response();
    },
  });
  const script = [
    { afterMs: 4_000, press: "1" },
    { afterMs: 1_000, say: "Hello" },
    { afterMs: 2_000, hangup: true },
  ];
  await emulator.inboundCall({ from: "+12025550101", to: "+12025550102", script });
  await emulator.settle();
  await emulator.stop();
  return emulator.timeline.entries.flatMap((entry) => {
    if (entry.kind === "event") return `event ${entry.event_type}`;
    // Deliveries run beside each other in real time, so only what the platform and the application did is compared.
    return entry.kind === "command" ? `command ${entry.operation}` : entry.kind === "line" ? entry.action : [];
  });
}

test("real time and virtual time give the same order", async () => {
  const virtual = await story({ clock: "virtual" });
  expect(virtual).toContain("event call.recording.saved");
  expect(await story({ clock: "real", speed: 10 })).toEqual(virtual);
});
