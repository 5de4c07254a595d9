import { describe, expect, it } from "vitest";
import type { Compared, Sent } from "./compare-requests.js";
import { explainDifferences } from "./differences.js";

describe("a difference from the official client", () => {
  const sent = (more: Partial<Sent> = {}): Sent => ({
    method: "GET",
    path: "/v2/sim_cards",
    query: ["filter[tags]=a"],
    type: "",
    body: undefined,
    ...more,
  });
  const explain = (ours: Sent | string, theirs: Compared["theirs"]) =>
    explainDifferences([{ identity: "GET /sim_cards", official: "simCards.list", ours, theirs }]);

  it("is none where both send the same, whatever the order of fields", () => {
    expect(explain(sent({ body: { a: 1, b: 2 } }), sent({ body: { b: 2, a: 1 } }))).toMatchObject({ same: 1 });
  });

  it.each<[string, Sent | string, Compared["theirs"], RegExp]>([
    ["a list in the query", sent({ query: ["filter[tags][]=a"] }), sent(), /a list inside an object/],
    ["a missing method", sent(), undefined, /has no method/],
    ["a form", sent({ type: "application/json" }), sent({ type: "multipart/form-data", body: [] }), /JSON or a form/],
  ])("has a reason where it is %s", (_, ours, theirs, reason) => {
    const { explained, unexplained } = explain(ours, theirs);
    expect([...explained.keys()].join()).toMatch(reason);
    expect(unexplained).toEqual([]);
  });

  it.each<[string, Sent | string, Sent]>([
    ["another path", sent({ path: "/v2/cards" }), sent()],
    ["another value", sent({ query: ["filter[tags][]=b"] }), sent()],
    ["a request that was refused here", "The body cannot be sent", sent()],
  ])("has none where it is %s", (_, ours, theirs) => {
    expect(explain(ours, theirs).unexplained).toHaveLength(1);
  });
});
