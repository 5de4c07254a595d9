import { describe, expect, it } from "vitest";
import { accepted, observe, refusal } from "./__tests__/observe.js";

describe("telnyx.request with `safety: deduped`", () => {
  it("adds a command_id also where no body was given, so that a repeat acts once", async () => {
    const { telnyx, requests } = observe((_, count) => (count === 1 ? refusal(503, "10007") : accepted()));
    await telnyx.request("POST", "/calls/{id}/actions/new", { path: { id: "v3:a" }, safety: "deduped" });
    const [first, second] = requests.map(({ body }) => body);
    expect(JSON.parse(first as string)).toEqual({ command_id: expect.any(String) });
    expect(second).toBe(first);
  });
});
