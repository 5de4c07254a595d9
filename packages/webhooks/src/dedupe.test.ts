import { resolveClock } from "@telnyx-kit/core/internal";
import { describe, expect, it } from "vitest";
import { type Claim, createMemoryStore } from "./dedupe.js";

/** A store on a clock that the test moves. */
function open(maxEntries = 10) {
  const at = { ms: 1_000 };
  const store = createMemoryStore(maxEntries, resolveClock({ now: () => at.ms }));
  const claim = (id: string) => store.claim(id, 5_000) as Claim | "busy" | "done";
  return { at, claim, claimed: (id: string) => claim(id) as Claim };
}

describe("the store in memory", () => {
  it("gives an event to one caller until it is given back", () => {
    const { claim, claimed } = open();
    const first = claimed("a");
    expect(claim("a")).toBe("busy");
    first.release();
    expect(claim("a")).toHaveProperty("commit");
  });

  it("remembers a handled event for the given time, and not a millisecond longer", () => {
    const { at, claim, claimed } = open();
    claimed("a").commit();
    at.ms += 4_999;
    expect(claim("a")).toBe("done");
    at.ms += 1;
    expect(claim("a")).toHaveProperty("commit");
  });

  it("takes a claim back after 60 seconds, and its late owner cannot release the next one", () => {
    const { at, claim, claimed } = open();
    const late = claimed("a");
    at.ms += 59_999;
    expect(claim("a")).toBe("busy");
    at.ms += 1;
    claimed("a");
    late.release();
    expect(claim("a")).toBe("busy");
  });

  it("holds as many events as it may, and forgets the one that was touched longest ago", () => {
    const { claim, claimed } = open(2);
    claimed("a").commit();
    claimed("b").commit();
    expect([claim("a"), claim("b")]).toEqual(["done", "done"]);
    claimed("c").commit();
    expect([claim("b"), claim("c")]).toEqual(["done", "done"]);
    expect(claim("a")).toHaveProperty("commit");
  });
});
