import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Safety } from "./index.js";
import {
  createRetryBudget,
  decideRetry,
  latestEnd,
  latestStart,
  mayHaveExecuted,
  type Outcome,
  type RetryQuestion,
} from "./retry-policy.js";

const safeties: readonly Safety[] = ["safe", "deduped", "repeatable", "unsafe"];
const question: RetryQuestion = {
  safety: "deduped",
  outcome: 503,
  attempt: 1,
  maxRetries: 2,
  retryAfterMs: undefined,
  elapsedMs: 0,
  deadlineMs: 30_000,
  random: 0.5,
};

/** The rows of the table in the README: outcomes, what each class does, whether it may have been executed. */
function readTable(): { outcomes: Outcome[]; cells: string[]; executed: string }[] {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const table = /<!-- retry-policy -->([\s\S]*?)<!-- \/retry-policy -->/.exec(readme)?.[1] ?? "";
  const rows = table.split("\n").filter((line) => /^\| [^o-]/.test(line));
  return rows.map((row) => {
    const [first = "", ...cells] = row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    const outcomes = Array.from(first.matchAll(/`(\w+)`/g), ([, word = ""]) =>
      /^\d+$/.test(word) ? Number(word) : word,
    ) as Outcome[];
    return { outcomes, cells: cells.slice(0, 4), executed: cells[4] ?? "" };
  });
}

describe("decideRetry", () => {
  const table = readTable();

  it("has a table in the README that names every outcome once", () => {
    const named = table.flatMap((row) => row.outcomes);
    expect(new Set(named).size).toBe(named.length);
    for (const outcome of ["refused", "certificate", "lost", "timeout", "unreadable", "aborted"])
      expect(named).toContain(outcome);
    for (const status of [301, 302, 307, 308, 400, 401, 403, 404, 408, 409, 422, 429, 500, 501, 502, 503, 504, 505])
      expect(named).toContain(status);
  });

  it.each(table.flatMap((row) => row.outcomes.map((outcome) => [outcome, row] as const)))(
    "does on %s what the README says",
    (outcome, row) => {
      for (const [index, safety] of safeties.entries()) {
        const retried = decideRetry({ ...question, safety, outcome }) !== undefined;
        expect(`${safety}: ${retried ? "retry" : "no"}`).toBe(`${safety}: ${row.cells[index]}`);
        expect(mayHaveExecuted(safety, outcome)).toBe(safety !== "safe" && row.executed === "yes");
      }
    },
  );

  it("gives up after maxRetries", () => {
    expect(decideRetry({ ...question, attempt: 2 })).toBeDefined();
    expect(decideRetry({ ...question, attempt: 3 })).toBeUndefined();
    expect(decideRetry({ ...question, maxRetries: 0 })).toBeUndefined();
  });

  it("waits between nothing and 200 ms, doubled with each attempt, and never more than 5 s", () => {
    const delay = (attempt: number, random: number) => decideRetry({ ...question, attempt, random, maxRetries: 10 });
    expect(delay(1, 0)).toBe(0);
    expect([1, 2, 3, 4, 5, 6, 10].map((attempt) => delay(attempt, 0.999_999_9))).toEqual([
      200, 400, 800, 1600, 3200, 5000, 5000,
    ]);
  });

  it("waits at least as long as Retry-After asks, and gives up where the deadline comes first", () => {
    expect(decideRetry({ ...question, retryAfterMs: 2000, random: 0 })).toBeGreaterThan(2000);
    expect(decideRetry({ ...question, retryAfterMs: 30_000 })).toBeUndefined();
    expect(decideRetry({ ...question, retryAfterMs: 5000, elapsedMs: 25_500 })).toBeUndefined();
  });

  it("starts no attempt of a command 45 s after its beginning, whatever the deadline", () => {
    expect(latestStart("deduped", 600_000)).toBe(45_000);
    expect(latestStart("safe", 600_000)).toBe(600_000);
    expect(decideRetry({ ...question, elapsedMs: 44_950, deadlineMs: 600_000, random: 0.9 })).toBeUndefined();
    expect(
      decideRetry({ ...question, elapsedMs: 44_950, deadlineMs: 600_000, random: 0.9, safety: "safe" }),
    ).toBeDefined();
  });

  it("starts no attempt at the very moment of the deadline", () => {
    expect(decideRetry({ ...question, elapsedMs: 29_900 })).toBeUndefined();
    expect(decideRetry({ ...question, elapsedMs: 29_899 })).toBe(100);
  });

  it("holds its bounds for any question", () => {
    const any = fc.record<RetryQuestion>({
      safety: fc.constantFrom(...safeties),
      outcome: fc.oneof(
        fc.integer({ min: 100, max: 999 }),
        fc.constantFrom<Outcome>("refused", "certificate", "lost", "timeout", "unreadable", "aborted"),
      ),
      attempt: fc.integer({ min: 1, max: 12 }),
      maxRetries: fc.integer({ min: 0, max: 10 }),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: 999_999_999_000 }), { nil: undefined }),
      elapsedMs: fc.double({ min: 0, max: 100_000, noNaN: true }),
      deadlineMs: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(any, (asked) => {
        const delay = decideRetry(asked);
        if (delay === undefined) return;
        expect(Number.isInteger(delay) && delay >= (asked.retryAfterMs ?? 0) && delay <= 2 ** 31 - 1).toBe(true);
        expect(asked.elapsedMs + delay).toBeLessThan(latestStart(asked.safety, asked.deadlineMs));
        expect(asked.attempt).toBeLessThanOrEqual(asked.maxRetries);
        if (asked.safety === "unsafe") expect(["refused", 429]).toContain(asked.outcome);
        expect(mayHaveExecuted(asked.safety, asked.outcome) && asked.safety === "unsafe").toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("latestEnd", () => {
  it("ends an attempt of a command before Telnyx forgets its command_id, and of any other at the deadline", () => {
    expect([latestEnd("deduped", 600_000), latestEnd("deduped", 30_000)]).toEqual([59_000, 30_000]);
    for (const safety of ["safe", "repeatable", "unsafe"] as const) expect(latestEnd(safety, 600_000)).toBe(600_000);
  });
});

describe("the retry budget", () => {
  it("pays 20 retries in a row, then one for every five commands that succeed at once", () => {
    const budget = createRetryBudget();
    const retries = () => Array.from({ length: 30 }, () => budget.take()).filter(Boolean).length;
    expect(retries()).toBe(20);
    for (let success = 0; success < 4; success += 1) budget.refund();
    expect(retries()).toBe(0);
    budget.refund();
    expect(retries()).toBe(1);
  });

  it("saves nothing beyond that", () => {
    const budget = createRetryBudget();
    for (let success = 0; success < 50; success += 1) budget.refund();
    expect(Array.from({ length: 30 }, () => budget.take()).filter(Boolean)).toHaveLength(20);
    for (let success = 0; success < 4; success += 1) budget.refund();
    expect(budget.take()).toBe(false);
  });
});
