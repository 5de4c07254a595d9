import { describe, expect, it } from "vitest";
import type { Change } from "./changes.js";
import { bumpOf, changesetsOf } from "./changesets.js";

const owners = new Set(["voice"]);

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

  it("writes one per package, the breaking changes first", () => {
    const files = changesetsOf(
      [change({}), change({ kind: "request-field-removed", level: "major", pointer: "/body/b" })],
      owners,
      new Map([["voice", "1.2.0"]]),
    );
    expect([...files.keys()]).toEqual([".changeset/spec-voice.md", ".changeset/spec-emulator.md"]);
    expect(files.get(".changeset/spec-voice.md")).toBe(
      '---\n"@telnyx-kit/voice": major\n---\n\nThe types follow the API\'s new specification.\n\n- **Breaking.** Removed: `b` of `POST /calls`.\n- New: `a` of `POST /calls` (string).\n',
    );
  });

  it("writes none for a package whose generated files stay as they are", () => {
    const names = (touched: string[]) => [...changesetsOf([change({})], owners, new Map(), touched).keys()];
    expect(names(["emulator"])).toEqual([".changeset/spec-emulator.md"]);
    expect(names(["voice"])).toEqual([".changeset/spec-voice.md"]);
  });

  it("puts events into webhooks, and operations without a package nowhere", () => {
    const event: Change = { package: "queues", kind: "event-added", level: "minor", event: "call.enqueued" };
    expect([...changesetsOf([event], owners, new Map()).keys()]).toEqual([
      ".changeset/spec-webhooks.md",
      ".changeset/spec-emulator.md",
    ]);
    expect(
      changesetsOf(
        [{ package: "queues", kind: "operation-added", level: "minor", operation: "POST /queues" }],
        owners,
        new Map(),
      ).size,
    ).toBe(0);
  });

  it.each([
    ["major", "0.4.1", "minor"],
    ["minor", "0.4.1", "patch"],
    ["patch", "0.4.1", "patch"],
    ["major", "1.0.0", "major"],
    ["minor", "1.0.0", "minor"],
  ] as const)("makes a %s change of %s a %s, so that ^0.1.0 takes additions and no breaks", (level, version, bump) => {
    expect(bumpOf(level, version)).toBe(bump);
  });

  it("gives the emulator the highest level of what it follows, and says what", () => {
    const files = changesetsOf(
      [change({}), change({ kind: "request-field-removed", level: "major", pointer: "/body/b" })],
      owners,
      new Map([["emulator", "0.2.0"]]),
    );
    const text = files.get(".changeset/spec-emulator.md");
    expect(text).toContain('"@telnyx-kit/emulator": minor');
    expect(text).toContain("- **Breaking.** Removed: `b` of `POST /calls`.\n- New: `a` of `POST /calls` (string).");
  });
});
