import { describe, expect, test } from "vitest";
import { createVirtualClock } from "./clock.js";
import { createScheduler } from "./scheduler.js";
import { type Move, steer, type Way } from "./steer.js";

const quiet = () => Promise.resolve();
const message = (type: string) => ({ type, leg: { id: "leg" } });

/** Runs three webhooks and a timer; `wanted` names the way to take, at its first occasion. */
async function story(wanted: string, moves: readonly Move[] = []) {
  let left = [wanted];
  let vain = false;
  const nameOf = (way: Way) =>
    way.kind === "move" ? way.move.name : way.kind === "usual" ? "" : `${way.kind} ${way.message.type}`;
  const scheduler = steer(createScheduler(), {
    moves: () => moves,
    onVain: () => {
      vain = true;
    },
    choose(ways) {
      const picked = ways.findIndex((way) => left.includes(nameOf(way)));
      if (picked >= 0) left = [];
      return Math.max(0, picked);
    },
  });
  const done: string[] = [];
  const note = (name: string) => () => void done.push(`${name} ${scheduler.now}`);
  for (const [type, at] of [
    ["a", 10],
    ["b", 20],
    ["c", 30],
  ] as const)
    scheduler.schedule(at, note(type), { delivers: message(type) });
  scheduler.schedule(25, note("timer"));
  await createVirtualClock(scheduler, quiet).settle();
  expect([scheduler.size, scheduler.foreground]).toEqual([0, 0]);
  return { done: done.join(", "), vain, taken: left.length === 0 };
}

describe("a steered scheduler", () => {
  test("does the same as any other where the chooser wants nothing else", async () => {
    expect(await story("")).toMatchObject({ done: "a 10, b 20, timer 25, c 30" });
  });

  test.each([
    ["late a", "b 20, a 20, timer 25, c 30"],
    ["twice a", "a 10, a 10, b 20, timer 25, c 30"],
    ["again a", "a 10, b 20, a 20, timer 25, c 30"],
    ["late b", "a 10, timer 25, c 30, b 30"],
    ["twice c", "a 10, b 20, timer 25, c 30, c 30"],
  ])("lets webhooks come in another order, and again: %s", async (wanted, done) => {
    expect(await story(wanted)).toEqual({ done, vain: false, taken: true });
  });

  test("does not hold the last webhook back, which nothing can overtake", async () => {
    expect(await story("late c")).toMatchObject({ done: "a 10, b 20, timer 25, c 30", taken: false });
  });

  test("lets what nobody scheduled happen half way to the next task, at most a second later", async () => {
    const done: string[] = [];
    const moves = [{ name: "hang up", run: () => void done.push("hang up") }];
    expect(await story("hang up", moves)).toMatchObject({ taken: true });
    expect(done).toEqual(["hang up"]);
    const scheduler = steer(createScheduler(), { moves: () => moves, onVain() {}, choose: () => 1 });
    scheduler.schedule(60_000, () => {});
    scheduler.take();
    expect(scheduler.now).toBe(1_000);
  });

  test("says when a webhook was held back for nothing", async () => {
    const ways: Way["kind"][] = [];
    let vain = 0;
    const scheduler = steer(createScheduler(), {
      moves: () => [],
      onVain: () => {
        vain += 1;
      },
      choose(offered) {
        ways.push(...offered.map(({ kind }) => kind));
        return offered.findIndex(({ kind }) => kind === "late");
      },
    });
    const done: string[] = [];
    scheduler.schedule(10, () => void done.push("a"), { delivers: message("a") });
    scheduler.schedule(20, () => void done.push("timer"));
    await createVirtualClock(scheduler, quiet).settle();
    expect({ done, vain }).toEqual({ done: ["timer", "a"], vain: 1 });
  });
});
