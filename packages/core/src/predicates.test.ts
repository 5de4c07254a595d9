import { describe, expect, it } from "vitest";
import { failure, observe, refusal } from "./__tests__/observe.js";
import * as all from "./index.js";

// Named at run time, which a namespace itself is not made for.
const core = { ...all };

const predicates = [
  "isCallEnded",
  "isNotAnswered",
  "isUnknownCall",
  "isRateLimited",
  "isMediaEncryptionRefused",
  "isServiceUnavailable",
] as const;

describe("predicates", () => {
  it.each([
    [422, "90018", "isCallEnded"],
    [422, "90034", "isNotAnswered"],
    [422, "90015", "isUnknownCall"],
    [404, "10005", "isUnknownCall"],
    [404, "10007", "isUnknownCall"],
    [429, "10011", "isRateLimited"],
    [429, "90103", "isRateLimited"],
    [422, "10011", "isMediaEncryptionRefused"],
    [500, "10007", "isServiceUnavailable"],
    [503, "10007", "isServiceUnavailable"],
    [422, "10015", undefined],
    [401, "10009", undefined],
  ])("describe %i with %s: %s", async (status, code, name) => {
    const { domain } = observe(() => refusal(status, code), { maxRetries: 0 });
    const error = await failure(domain.answer("id"));
    expect(predicates.filter((predicate) => core[predicate](error))).toEqual(name ? [name] : []);
  });

  it("look at every error of an answer, and take anything", async () => {
    const errors = [
      { code: "10015", title: "x" },
      { code: "90018", title: "y" },
    ];
    const { domain } = observe(() => Response.json({ errors }, { status: 422 }));
    expect(core.isCallEnded(await failure(domain.answer("id")))).toBe(true);
    for (const value of [undefined, null, 0, "90018", { code: "90018", status: 422 }, new Error("90018")]) {
      for (const predicate of predicates) expect(core[predicate](value)).toBe(false);
    }
  });
});
