import type { Callee } from "@telnyx-kit/emulator";
import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { createAnnouncer } from "./outbound-call.js";

async function announceTo(callee: Callee) {
  const { emulator, kit, line } = await startRehearsal({ callee });
  const ends: string[] = [];
  const announce = createAnnouncer({ ...kit, ...line, message: "Ready.", onEnd: (cause) => ends.push(cause) });
  await announce(line.to);
  await emulator.settle();
  return { emulator, ends, events: emulator.timeline.events };
}

test("a person hears the message as soon as it is known to be a person", async () => {
  const { events, ends } = await announceTo({ as: "human" });
  expect(events).toEqual([
    "call.initiated",
    "call.answered",
    "call.machine.detection.ended",
    "call.speak.started",
    "call.speak.ended",
    "call.hangup",
  ]);
  expect(ends).toEqual(["normal_clearing"]);
});

test("a machine gets the message after its greeting, once", async () => {
  const { events } = await announceTo({ as: "machine", greetingMs: 6_000 });
  expect(events.slice(2, 5)).toEqual([
    "call.machine.detection.ended",
    "call.machine.greeting.ended",
    "call.speak.started",
  ]);
  expect(events.filter((type) => type === "call.speak.started")).toHaveLength(1);
});

test("a busy line, and one where nobody answers, are reported with their cause", async () => {
  expect((await announceTo({ does: "busy" })).ends).toEqual(["user_busy"]);
  const { emulator, ends } = await announceTo({ does: "ring" });
  await emulator.advance(20_000);
  await emulator.settle();
  expect(ends).toEqual(["timeout"]);
});
