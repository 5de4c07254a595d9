import { describe, expect, it } from "vitest";
import { sentenceOf, textReport } from "./report.js";

describe("reports", () => {
  it("says what happened in a sentence", () => {
    expect(
      sentenceOf({
        package: "voice",
        kind: "request-enum-values-removed",
        level: "major",
        operation: "POST /calls",
        pointer: "/body/a",
        from: '"x"',
      }),
    ).toBe('`a` of `POST /calls` lost values: "x".');
    expect(
      sentenceOf({
        package: "voice",
        kind: "event-field-no-longer-required",
        level: "major",
        event: "call.answered",
        pointer: "/data/payload/to",
      }),
    ).toBe("`data.payload.to` of event `call.answered` may now be missing.");
    expect(textReport([])).toBe("No difference that a user would notice.");
  });
});
