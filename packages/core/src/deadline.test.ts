import { afterEach, describe, expect, it, vi } from "vitest";
import { resolveClock } from "./clock.js";
import { expired, onAbort, withDeadline } from "./deadline.js";
import { AbortedError } from "./errors.js";

const clock = resolveClock();
const never = () => new Promise<never>(() => {});

afterEach(() => vi.useRealTimers());

describe("withDeadline", () => {
  it("gives what the step gives, or throws what it throws, and leaves no timer", async () => {
    vi.useFakeTimers();
    expect(await withDeadline(clock, 1_000, async () => "done")).toBe("done");
    await expect(withDeadline(clock, 1_000, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("gives `expired` when the time is over, also where the step ignores its signal", async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const outcome = withDeadline(clock, 1_000, (given) => {
      signal = given;
      return never();
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toBe(expired);
    expect(signal?.aborted).toBe(true);
  });

  it("throws an AbortedError with the caller's reason, at once, and leaves no timer", async () => {
    vi.useFakeTimers();
    const caller = new AbortController();
    const outcome = withDeadline(clock, 1_000, never, { name: "The step", signal: caller.signal });
    caller.abort("changed my mind");
    const error = await outcome.catch((thrown) => thrown);
    expect(AbortedError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ message: "The step was aborted.", cause: "changed my mind" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not begin the step when the caller has aborted before", async () => {
    const step = vi.fn(never);
    const caller = { name: "The step", signal: AbortSignal.abort() };
    await expect(withDeadline(clock, 1_000, step, caller)).rejects.toThrow("The step was aborted.");
    expect(step).not.toHaveBeenCalled();
  });

  it("takes its time from the clock that it is given", async () => {
    const sleeps: number[] = [];
    const own = resolveClock({ sleep: async (ms) => void sleeps.push(ms) });
    expect(await withDeadline(own, 86_400_000, never)).toBe(expired);
    expect(sleeps).toEqual([86_400_000]);
  });
});

describe("onAbort", () => {
  it("puts one listener on a signal for all who share it, and removes it with the last", () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, "addEventListener");
    const remove = vi.spyOn(signal, "removeEventListener");
    const ignores = Array.from({ length: 20 }, () => onAbort(signal, () => {}));
    expect(add).toHaveBeenCalledTimes(1);
    for (const ignore of ignores) ignore();
    expect(remove).toHaveBeenCalledTimes(1);
  });
});
