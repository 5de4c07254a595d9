import { describe, expect, it } from "vitest";
import { table } from "../openapi/__tests__/small-document.js";
import type { Change } from "./changes.js";
import { bumpOf, changesetsOf } from "./changesets.js";

describe("changesetsOf", () => {
  const change = (more: Partial<Change>): Change => ({
    package: "voice",
    kind: "request-field-added",
    level: "minor",
    operation: "POST /calls",
    pointer: "/body/a",
    to: "string",
    ...more,
  });

  it("writes one a package, the breaking changes first", () => {
    const files = changesetsOf(
      [change({}), change({ kind: "request-field-removed", level: "major", pointer: "/body/b" })],
      table,
      new Map([["voice", "1.2.0"]]),
    );
    expect([...files.keys()]).toEqual([".changeset/spec-voice.md", ".changeset/spec-emulator.md"]);
    expect(files.get(".changeset/spec-voice.md")).toBe(
      '---\n"@telnyx-kit/voice": major\n---\n\nThe types follow the API\'s new specification.\n\n- **Breaking.** Removed: `b` of `POST /calls`.\n- New: `a` of `POST /calls` (string).\n',
    );
  });

  it("puts events into webhooks, and operations without a package nowhere", () => {
    const event: Change = { package: "queues", kind: "event-added", level: "minor", event: "call.enqueued" };
    expect([...changesetsOf([event], table, new Map()).keys()]).toEqual([
      ".changeset/spec-webhooks.md",
      ".changeset/spec-emulator.md",
    ]);
    expect(
      changesetsOf(
        [{ package: "queues", kind: "operation-added", level: "minor", operation: "POST /queues" }],
        table,
        new Map(),
      ).size,
    ).toBe(0);
  });

  it("makes a breaking change a minor version while a package is at 0.x", () => {
    expect(bumpOf("major", "0.4.1")).toBe("minor");
    expect(bumpOf("major", "1.0.0")).toBe("major");
  });
});
