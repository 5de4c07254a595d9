import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Callee, type Rehearsal, rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, onTestFinished, test } from "vitest";
import { createCampaign, createFileJournal, type Entry } from "./campaign.js";

const contacts = ["+12025550111", "+12025550112", "+12025550113", "+12025550114", "+12025550115"];

/** An emulator with a process that calls; `restart` makes another one, which knows only the journal. */
async function prepare(callee: (to: string) => Callee, options: { lines?: number; perSecond?: number } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "campaign-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const fixed = {
    from: "+12025550102",
    contacts,
    journal: createFileJournal(join(folder, "journal.jsonl")),
    message: "Ready.",
  };
  const make = (rehearsal: Rehearsal) =>
    createCampaign({ ...rehearsal, ...fixed, lines: 2, perSecond: 30, ...options });
  let given!: Rehearsal;
  let campaign!: ReturnType<typeof make>;
  const emulator = await rehearse(
    (rehearsal) => {
      given = rehearsal;
      campaign = make(rehearsal);
      return { handle: (request) => campaign.handle(request) };
    },
    { callee: ({ to }) => callee(to) },
  );
  const results = async () =>
    Object.fromEntries([...(await campaign.results())].map(([contact, { result }]) => [contact, result]));
  return {
    emulator,
    results,
    start: () => campaign.start(),
    restart() {
      campaign = make(given);
    },
  };
}

/** Lets rings without an answer come to their end. */
async function finish({ emulator }: Awaited<ReturnType<typeof prepare>>) {
  for (let turn = 0; turn < 5; turn += 1) {
    await emulator.advance(30_000);
    await emulator.settle();
  }
}

test("everybody is called once: people and machines hear the message, everyone else has a reason", async () => {
  const behaviours: Record<string, Callee> = {
    "+12025550111": { as: "human" },
    "+12025550112": { as: "machine", greetingMs: 6_000 },
    "+12025550113": { does: "busy" },
    "+12025550114": { does: "ring" },
    "+12025550115": { as: "silence" },
  };
  const campaign = await prepare((to) => behaviours[to] ?? {});
  await campaign.start();
  await finish(campaign);
  expect(await campaign.results()).toEqual({
    "+12025550111": "told",
    "+12025550112": "told",
    "+12025550113": "user_busy",
    "+12025550114": "timeout",
    "+12025550115": "told",
  });
  const { emulator } = campaign;
  expect(emulator.commands("voice.dial")).toHaveLength(5);
  expect(emulator.commands("media.speak")).toHaveLength(3);
  expect(emulator.parties).toEqual([]);
});

test("the machine hears the message after its greeting", async () => {
  const campaign = await prepare(() => ({ as: "machine", greetingMs: 8_000 }));
  await campaign.start();
  await finish(campaign);
  const { events } = campaign.emulator.timeline;
  expect(events.filter((type) => type === "call.machine.greeting.ended")).toHaveLength(5);
  expect(events.indexOf("call.machine.greeting.ended")).toBeLessThan(events.indexOf("call.speak.started"));
});

test("no more calls are up at once than there are lines", async () => {
  const campaign = await prepare(() => ({ does: "ring" }));
  await campaign.start();
  expect(campaign.emulator.parties).toHaveLength(2);
  await campaign.emulator.advance(26_000);
  expect(campaign.emulator.parties).toHaveLength(2);
  await finish(campaign);
  expect(Object.values(await campaign.results())).toEqual(Array(5).fill("timeout"));
});

test("dials keep to their pace", async () => {
  const campaign = await prepare(() => ({ does: "ring" }), { lines: 5, perSecond: 1 });
  await campaign.start();
  const { entries } = campaign.emulator.timeline;
  const dials = entries.flatMap((entry) =>
    entry.kind === "command" && entry.operation === "voice.dial" ? [Math.floor(entry.at / 1_000)] : [],
  );
  expect(dials).toEqual([0, 1, 2, 3, 4]);
});

test("a process that was killed after its dials leaves nobody out, and calls nobody twice", async () => {
  const campaign = await prepare(() => ({ does: "answer", afterMs: 10_000 }));
  await campaign.start();
  campaign.restart();
  await campaign.start();
  await finish(campaign);
  expect(Object.values(await campaign.results())).toEqual(Array(5).fill("told"));
  const { emulator } = campaign;
  // Two of the dials were repeats, with the ids of the first.
  expect(new Set(emulator.commands("voice.dial").map(({ body }) => body.command_id)).size).toBe(5);
  expect(emulator.timeline.events.filter((type) => type === "call.initiated")).toHaveLength(5);
});

test("who was dialled long before the restart is not called again", async () => {
  const campaign = await prepare(() => ({ does: "ring" }));
  await campaign.start();
  campaign.restart();
  await campaign.emulator.advance(60_000);
  await campaign.start();
  await finish(campaign);
  // The events of those calls reached the new process, which needs no memory for them.
  expect(Object.values(await campaign.results())).toEqual(Array(5).fill("timeout"));
  expect(campaign.emulator.timeline.events.filter((type) => type === "call.initiated")).toHaveLength(5);
});

test("a number that the account may not call is refused, and the next one is called", async () => {
  const campaign = await prepare(() => ({}), { lines: 1 });
  campaign.emulator.inject({ fault: "refuse", on: "voice.dial", status: 403, code: "10010", times: 1 });
  await campaign.start();
  await finish(campaign);
  expect(Object.values(await campaign.results())).toEqual(["refused", "told", "told", "told", "told"]);
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) => {
      // Nothing real is waited for: a journal in memory.
      const entries: Entry[] = [];
      const journal = { read: async () => entries, write: async (entry: Entry) => entries.push(entry) };
      const options = {
        from: "+12025550102",
        contacts: contacts.slice(0, 2),
        message: "Ready.",
        lines: 1,
        perSecond: 30,
      };
      return createCampaign({ ...rehearsal, ...options, journal });
    },
    scenario: { start: (campaign) => campaign.start() },
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
