import { type Emulator, rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { createCardPayment } from "./card-payment.js";

async function pay(keys: string) {
  const cards: string[] = [];
  const emulator = await rehearse((rehearsal) =>
    createCardPayment({
      ...rehearsal,
      charge: async (card) => {
        cards.push(card);
        return card.startsWith("4");
      },
    }),
  );
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await caller.press(keys);
  return { emulator, cards, caller };
}

/** When a command was sent. */
const at = ({ timeline }: Emulator, operation: string): number =>
  timeline.entries.find((entry) => entry.kind === "command" && entry.operation === operation)?.at ?? Number.NaN;

test("no key of the card is pressed while the recording runs", async () => {
  const { emulator, cards, caller } = await pay("4111111111111111#");
  expect(cards).toEqual(["4111111111111111"]);
  const keys = emulator.timeline.entries.filter(
    (entry) => entry.kind === "event" && entry.event_type === "call.dtmf.received",
  );
  expect(keys).toHaveLength(17);
  expect(at(emulator, "media.pauseRecording")).toBeLessThan(keys[0]!.at);
  expect(at(emulator, "media.resumeRecording")).toBeGreaterThanOrEqual(keys.at(-1)!.at);
  expect(caller.heard.at(-1)).toEqual({ speak: "Thank you, your payment was accepted." });
  expect(caller.state).toBe("ended");
});

test("a card that is refused is said to be", async () => {
  const { cards, caller } = await pay("5111111111111111#");
  expect(cards).toHaveLength(1);
  expect(caller.heard.at(-1)).toEqual({ speak: "The payment was not accepted." });
});

test("a card that is too short is asked for again, and never charged", async () => {
  const { emulator, cards, caller } = await pay("41111#");
  expect(cards).toEqual([]);
  expect(caller.state).toBe("answered");
  for (let turn = 0; turn < 3; turn += 1) {
    await emulator.advance(90_000);
    await emulator.settle();
  }
  expect(cards).toEqual([]);
  expect(caller.state).toBe("ended");
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) => createCardPayment({ ...rehearsal, charge: async (card) => card.startsWith("1") }),
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
