import { expect, test } from "vitest";
import { testEmulator } from "../../__tests__/test-call.js";
import { createEmulator } from "../../create-emulator.js";
import type { Emulator } from "../../emulator.js";
import { startVoicemail } from "../__tests__/application.js";

/** The rows of a picture as text: label, tags and detail, in order. */
const rowsOf = (emulator: Emulator, options?: Parameters<Emulator["ladder"]>[0]) =>
  [
    ...emulator
      .ladder({ width: 4_000, ...options })
      .matchAll(/<g class="((?!head)\w+) (\w+)">.*?<text class="(?:words|status)"[^>]*>(.*?)<\/text>/g),
  ].map(
    ([, kind, tone, text = ""]) =>
      `${kind} ${tone}: ${text
        .replace(/<[^>]+>/g, "")
        .replace(/\s+/g, " ")
        .trim()}`,
  );
const inbound = { from: "+12025550101", to: "+12025550102" };

test("a webhook stands before the commands of its handler, and its answer after theirs", async () => {
  const emulator = await startVoicemail();
  await emulator.inboundCall(inbound);
  expect(rowsOf(emulator).slice(0, 7)).toEqual([
    "signal plain: calls +12025550102",
    "webhook plain: call.initiated",
    "command plain: voice.answer",
    "reply good: 200",
    "answer good: 200 to call.initiated",
    "signal good: answered",
    "webhook plain: call.answered",
  ]);
});

test("sound, keys and words stand between Telnyx and the caller", async () => {
  const emulator = await startVoicemail();
  const call = await emulator.inboundCall(inbound);
  await call.press("12#");
  await call.say("Hello?");
  await call.hangup();
  const rows = rowsOf(emulator).filter((row) => /^(signal|audio)/.test(row));
  expect(rows).toEqual([
    "signal plain: calls +12025550102",
    "signal good: answered",
    "audio plain: ♪ plays greeting.mp3",
    "signal plain: ♪ ends completed",
    "signal plain: presses 12#",
    "audio plain: says “Hello?”",
    "signal plain: hangs up",
  ]);
});

test("a duplicate, a dropped event, a lost reply and an ignored repeat are named", async () => {
  const emulator = await startVoicemail();
  emulator.inject({ fault: "duplicate", on: "call.answered" });
  emulator.inject({ fault: "drop", on: "call.playback.started" });
  await emulator.inboundCall(inbound);
  const rows = rowsOf(emulator);
  expect(rows).toContain("webhook fault: call.answered ‹duplicate›");
  expect(rows).toContain(
    "command plain: media.startPlayback ‹repeat, ignored› audio_url=https://example.com/greeting.mp3",
  );
  expect(rows).toContain("note fault: call.playback.started ‹⚡ drop› never delivered");
  const { emulator: other, answeredCall, act } = await testEmulator();
  const call = await answeredCall();
  other.inject({ fault: "lost-reply", on: "voice.hangup" });
  await act(call, "hangup").catch(() => undefined);
  await other.settle();
  const last = rowsOf(other);
  const command = last.indexOf("command fault: voice.hangup ‹⚡ lost-reply›");
  expect(command).toBeGreaterThan(0);
  expect(last[command + 1]).not.toMatch(/^reply/);
});

test("attempts that fail, and those at the failover address, say so", async () => {
  const answers = [500, 503, 200];
  const emulator = await startVoicemail({
    webhookUrl: "https://one.example/webhooks",
    webhookFailoverUrl: "https://two.example/webhooks",
    webhookHandler: () => new Response("", { status: answers.shift() ?? 200 }),
  });
  await emulator.inboundCall(inbound);
  expect(rowsOf(emulator)).toEqual([
    "signal plain: calls +12025550102",
    "webhook plain: call.initiated",
    "answer bad: 500 to call.initiated",
    "webhook plain: call.initiated ‹attempt 2›",
    "answer bad: 503 to call.initiated",
    "webhook plain: call.initiated ‹attempt 3› ‹failover›",
    "answer good: 200 to call.initiated",
  ]);
});

test("a webhook that nobody takes is cut, and says why", async () => {
  const emulator = await startVoicemail({
    webhookHandler: () => Promise.reject(new Error("gone")),
    delivery: { primaryDelaysMs: [0] },
  });
  await emulator.inboundCall(inbound);
  expect(rowsOf(emulator)).toContain("webhook bad: call.initiated connection failed");
  expect(emulator.ladder()).toContain('class="cross"');
});

test("a refusal shows its status, its code and what it says", async () => {
  const { emulator, act } = await testEmulator();
  const call = await emulator.inboundCall(inbound);
  await act(call, "speak", { payload: "Hello", voice: "female" });
  expect(rowsOf(emulator).find((row) => row.startsWith("reply bad"))).toMatch(/^reply bad: 422 · 90034/);
});

test("an outbound call rings and is picked up on the callee's line", async () => {
  const { emulator, dialled } = await testEmulator();
  await dialled();
  const rows = rowsOf(emulator);
  expect(rows.slice(0, 3)).toEqual([
    "command plain: voice.dial to=+12025550103 from=+12025550102",
    "reply good: 200",
    "signal plain: rings from +12025550102",
  ]);
  expect(rows).toContain("signal good: picks up");
  const heads = [...emulator.ladder().matchAll(/<text class="role"[^>]*>(.*?)</g)].map(([, title]) => title);
  expect(heads).toEqual(["Application", "Telnyx", "Callee"]);
});

test("events that are delivered to nobody stand as notes", async () => {
  const { emulator } = await createEmulator({ port: false });
  await emulator.inboundCall(inbound);
  expect(rowsOf(emulator)).toEqual(["signal plain: calls +12025550102", "note plain: call.initiated"]);
});

test("one call can be drawn alone, by the id of its session or of a leg", async () => {
  const emulator = await startVoicemail();
  const [first] = [
    await emulator.inboundCall(inbound),
    await emulator.inboundCall({ ...inbound, from: "+12025550199" }),
  ];
  const alone = emulator.ladder({ call: first.callSessionId });
  expect(emulator.ladder({ call: first.callControlId })).toBe(alone);
  expect(alone).toContain("+12025550101");
  expect(alone).not.toContain("+12025550199");
  expect(emulator.ladder()).toContain("2 calls");
});

test("a leg that ends with the one that it is connected with says so, and one that is hung up does not", async () => {
  const { emulator, answeredCall, dialled, act } = await testEmulator();
  const [caller, callee] = [await answeredCall(), await dialled()];
  await act(caller, "bridge", { call_control_id: callee.callControlId });
  await emulator.settle();
  await caller.hangup();
  await emulator.settle();
  const ends = (rows: readonly string[]) => rows.filter((row) => /^signal \w+: (hangs up|ends)/.test(row));
  expect(ends(rowsOf(emulator))).toEqual(["signal plain: hangs up", `signal plain: ends with ${caller.from}`]);

  const other = await testEmulator();
  const first = await other.answeredCall();
  await other.act(first, "hangup");
  await other.emulator.settle();
  expect(ends(rowsOf(other.emulator))).toEqual(["signal plain: hangs up"]);
});

test("a webhook shows the state of its leg, decoded", async () => {
  const { emulator, act } = await testEmulator();
  const call = await emulator.inboundCall(inbound);
  const state = btoa(JSON.stringify({ calls: 1, state: { at: "menu", tries: 1 } }));
  await act(call, "answer", { client_state: state });
  await emulator.settle();
  expect(rowsOf(emulator).find((row) => row.includes("call.answered"))).toMatch(/: call\.answered state=menu tries=1$/);
});
