import { describe, expect, it } from "vitest";
import { deriveCommandId, deriveEventId } from "./derived-id.js";

describe("deriveCommandId", () => {
  it("never changes", () => {
    expect(deriveCommandId("0ccc7b54-4df3-4bca-a65a-3da1ecc777f0", "dial-agent")).toBe(
      "0c3de19d-d4bd-8dba-8bcd-772735762689",
    );
  });

  it("gives another id for each of 200,000 pairs of neighbouring events and labels", () => {
    const ids = new Set<string>();
    for (let event = 0; event < 1_000; event++) {
      for (let label = 0; label < 200; label++) {
        ids.add(deriveCommandId(`0ccc7b54-4df3-4bca-a65a-${event.toString(16).padStart(12, "0")}`, `label-${label}`));
      }
    }
    expect(ids.size).toBe(200_000);
  });
});

describe("deriveEventId", () => {
  const body = { event_type: "conversation_insight_result", payload: { request_id: "1" } };

  it("never changes, and is the same for every delivery", () => {
    const id = deriveEventId(body);
    expect(id).toBe("7e6be7d8-1726-871a-85aa-6893ef935276");
    expect(deriveEventId({ ...body, meta: { attempt: 2 } })).toBe(id);
  });

  it("is another for another body", () => {
    expect(deriveEventId({ ...body, payload: { request_id: "2" } })).not.toBe(deriveEventId(body));
  });
});
