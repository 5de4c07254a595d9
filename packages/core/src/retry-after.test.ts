import { describe, expect, it } from "vitest";
import { failure, observe, refusal } from "./__tests__/observe.js";
import type { RateLimitError } from "./index.js";
import { decideRetry, parseRetryAfter } from "./retry-policy.js";

const now = Date.UTC(2026, 6, 16, 12, 0, 0);
const at = (ms: number) => new Date(now + ms).toUTCString();

// The milliseconds that each form asks for; undefined for an invalid form.
const forms: [form: string, asked: number | undefined][] = [
  ["0", 0],
  ["1", 1000],
  ["2", 2000],
  ["10", 10_000],
  ["29", 29_000],
  ["30", 30_000],
  ["60", 60_000],
  ["120", 120_000],
  ["3600", 3_600_000],
  ["00005", 5000],
  ["86400", 86_400_000],
  ["2147483", 2_147_483_000],
  ["2147484", 2_147_484_000],
  ["999999999", 999_999_999_000],
  [at(0), 0],
  [at(1000), 1000],
  [at(5000), 5000],
  [at(20_000), 20_000],
  [at(60_000), 60_000],
  [at(86_400_000), 86_400_000],
  [at(-1000), 0],
  [at(-86_400_000), 0],
  ["Fri, 31 Dec 9999 23:59:59 GMT", Date.UTC(9999, 11, 31, 23, 59, 59) - now],
  ["", undefined],
  [" ", undefined],
  ["1234567890", undefined],
  ["99999999999999999999", undefined],
  ["-1", undefined],
  ["+1", undefined],
  ["1.5", undefined],
  ["1,5", undefined],
  ["1e3", undefined],
  ["0x10", undefined],
  ["1s", undefined],
  ["1 s", undefined],
  ["1ms", undefined],
  ["1000ms", undefined],
  ["1, 2", undefined],
  ["1;2", undefined],
  ["1 2", undefined],
  ["NaN", undefined],
  ["Infinity", undefined],
  ["null", undefined],
  ["undefined", undefined],
  ["soon", undefined],
  ["٣", undefined],
  ["１", undefined],
  ['"5"', undefined],
  [new Date(now + 5000).toISOString(), undefined],
  ["2026-07-16", undefined],
  ["Thu, 16 Jul 2026 12:00:05", undefined],
  ["Thu, 16 Jul 2026 12:00:05 UTC", undefined],
  ["Thu, 16 Jul 2026 12:00:05 +0000", undefined],
  ["Thursday, 16-Jul-26 12:00:05 GMT", undefined],
  ["Thu Jul 16 12:00:05 2026", undefined],
  ["Fri, 16 Jul 2026 12:00:05 GMT", undefined],
  ["Sun, 31 Feb 2027 12:00:05 GMT", undefined],
  ["Thu, 16 Jul 2026 25:00:05 GMT", undefined],
  ["thu, 16 jul 2026 12:00:05 gmt", undefined],
  [`${at(5000)}, ${at(9000)}`, undefined],
  ["{}", undefined],
  ["true", undefined],
  ["1\u00a0", undefined],
];

describe("parseRetryAfter", () => {
  it.each(forms)("reads %j as %s ms", (form, asked) => {
    expect(parseRetryAfter(form, now)).toBe(asked);
  });

  it(`never leads to a retry before a valid hint, in any of ${forms.length} forms, nor to a hot retry on garbage`, () => {
    for (const [form, asked] of forms) {
      for (const random of [0, 0.5, 0.999]) {
        const retryAfterMs = parseRetryAfter(form, now);
        const delay = decideRetry({
          safety: "deduped",
          outcome: 429,
          attempt: 1,
          maxRetries: 2,
          retryAfterMs,
          elapsedMs: 0,
          deadlineMs: 30_000,
          random,
        });
        if (asked === undefined) expect(delay).toBe(Math.ceil(200 * random));
        else if (asked >= 30_000) expect(delay).toBeUndefined();
        else expect(delay).toBeGreaterThanOrEqual(asked);
      }
    }
    expect(forms.length).toBeGreaterThanOrEqual(60);
  });

  it("is on the error if the wait is longer than the deadline, and nothing is retried", async () => {
    const { domain, requests } = observe(() => refusal(429, "10011", { "retry-after": "60" }));
    const error = (await failure(domain.answer("id"))) as RateLimitError;
    expect(error.retryAfterMs).toBe(60_000);
    expect(error.name).toBe("RateLimitError");
    expect(requests).toHaveLength(1);
  });

  it("holds the next attempt back for as long as was asked, on a real clock", async () => {
    const times: number[] = [];
    const { domain } = observe((_, count) => {
      times.push(performance.now());
      return count === 1 ? refusal(503, "10007", { "retry-after": "1" }) : Response.json({ data: { result: "ok" } });
    });
    await domain.answer("id");
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThanOrEqual(1000);
  });

  it("is not taken from the words that an impossible date is written as", () => {
    expect(parseRetryAfter("Invalid Date", 0)).toBeUndefined();
  });
});
