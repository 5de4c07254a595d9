import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { accidentsIn } from "./accident.js";
import { bumpOf, changesetsOf } from "./changesets.js";
import { type Change, diffSurfaces, levelOf, withoutTexts } from "./diff.js";
import type { JsonObject } from "./document.js";
import { loadDomains, readDomains } from "./domains.js";
import { sentenceOf, textReport } from "./report.js";
import { surfaceOf } from "./surface.js";

const table = readDomains(
  "domains.yaml",
  `family: { paths: [/calls, /queues], events: [call] }
domains:
  voice:
    operations: { dial: POST /calls, retrieve: "GET /calls/{id}" }
    events: [call.answered]
  queues:
    owns: [/queues]
`,
);

const document = (body: JsonObject, answer: JsonObject = { type: "object" }, more: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  paths: {
    "/calls": {
      post: {
        operationId: "Dial",
        requestBody: { content: { "application/json": { schema: body } } },
        responses: { "200": { content: { "application/json": { schema: answer } } } },
      },
    },
    ...more,
  },
});

/** With a field that stays, because an object that declares none takes any. */
const object = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: "object",
  properties: { always: { type: "string" }, ...properties },
  required,
});
const changes = (before: JsonObject, after: JsonObject): Change[] =>
  diffSurfaces(surfaceOf(before, table), surfaceOf(after, table));
const brief = (list: Change[]): string[] =>
  list.map(({ kind, level, pointer }) => `${level} ${kind} ${pointer ?? ""}`.trim());

describe("diffSurfaces", () => {
  it.each<[name: string, before: JsonObject, after: JsonObject, sent: string[], received: string[]]>([
    [
      "an optional field that is added",
      object({}),
      object({ a: { type: "string" } }),
      ["minor request-field-added /body/a"],
      ["minor response-field-added /response/a"],
    ],
    [
      "a required field that is added",
      object({}),
      object({ a: { type: "string" } }, ["a"]),
      ["major request-field-added /body/a"],
      ["minor response-field-added /response/a"],
    ],
    [
      "a field that is removed",
      object({ a: { type: "string" } }),
      object({}),
      ["major request-field-removed /body/a"],
      ["major response-field-removed /response/a"],
    ],
    [
      "a field that is newly required",
      object({ a: {} }),
      object({ a: {} }, ["a"]),
      ["major request-field-newly-required /body/a"],
      ["minor response-field-newly-required /response/a"],
    ],
    [
      "a field that is no longer required",
      object({ a: {} }, ["a"]),
      object({ a: {} }),
      ["minor request-field-no-longer-required /body/a"],
      ["major response-field-no-longer-required /response/a"],
    ],
    [
      "a type that is widened",
      object({ a: { type: "string" } }),
      object({ a: { type: ["string", "null"] } }),
      ["minor request-type-widened /body/a"],
      ["major response-type-widened /response/a"],
    ],
    [
      "a type that is narrowed",
      object({ a: { type: ["string", "null"] } }),
      object({ a: { type: "string" } }),
      ["major request-type-narrowed /body/a"],
      ["minor response-type-narrowed /response/a"],
    ],
    [
      "a type that is another",
      object({ a: { type: "string" } }),
      object({ a: { type: "boolean" } }),
      ["major request-type-changed /body/a"],
      ["major response-type-changed /response/a"],
    ],
    [
      "an enum value that is added",
      object({ a: { enum: ["x"] } }),
      object({ a: { enum: ["x", "y"] } }),
      ["minor request-enum-values-added /body/a"],
      ["minor response-enum-values-added /response/a"],
    ],
    [
      "an enum value that is removed",
      object({ a: { enum: ["x", "y", "z"] } }),
      object({ a: { enum: ["x", "y"] } }),
      ["major request-enum-values-removed /body/a"],
      ["minor response-enum-values-removed /response/a"],
    ],
    [
      "an enumeration of which one value is left, a constant to readers",
      object({ a: { enum: ["x", "y"] } }),
      object({ a: { enum: ["x"] } }),
      ["major request-enum-values-removed /body/a"],
      ["major response-enum-values-removed /response/a"],
    ],
    [
      "an enumeration that became any text",
      object({ a: { type: "string", enum: ["x", "y"] } }),
      object({ a: { type: "string" } }),
      ["minor request-type-widened /body/a"],
      ["minor response-type-widened /response/a"],
    ],
    [
      "an object that took any field and now takes those that it lists",
      object({ a: { type: "object" } }),
      object({ a: object({}) }),
      ["major request-type-narrowed /body/a", "minor request-field-added /body/a/always"],
      ["minor response-type-narrowed /response/a", "minor response-field-added /response/a/always"],
    ],
    [
      "an object that takes any field now",
      object({ a: object({}) }),
      object({ a: { type: "object" } }),
      ["minor request-type-widened /body/a", "minor request-field-removed /body/a/always"],
      ["major response-field-removed /response/a/always", "minor response-type-widened /response/a"],
    ],
    [
      "a required field inside an object that may be left out",
      object({ a: object({}) }),
      object({ a: object({ b: {} }, ["b"]) }),
      ["major request-field-added /body/a/b"],
      ["minor response-field-added /response/a/b"],
    ],
    [
      "two fields that exclude each other",
      object({ a: {}, b: {} }),
      { ...object({ a: {}, b: {} }), not: { required: ["a", "b"] } },
      ["major request-fields-newly-exclusive /body"],
      [],
    ],
    [
      "a choice that has to be made",
      object({ a: {}, b: {} }),
      { ...object({ a: {}, b: {} }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      ["major request-one-of-newly-required /body"],
      [],
    ],
    [
      "a null in the words of OpenAPI 3.0",
      object({ a: { type: "string" } }),
      object({ a: { type: "string", nullable: true } }),
      ["minor request-type-widened /body/a"],
      ["major response-type-widened /response/a"],
    ],
    [
      "a default that changed",
      object({ a: { default: 1 } }),
      object({ a: { default: 2 } }),
      ["patch request-default-changed /body/a"],
      ["patch response-default-changed /response/a"],
    ],
    [
      "a bound that changed",
      object({ a: { maximum: 1 } }),
      object({ a: { maximum: 2 } }),
      ["patch request-bounds-changed /body/a"],
      ["patch response-bounds-changed /response/a"],
    ],
    [
      "a field that is deprecated",
      object({ a: {} }),
      object({ a: { deprecated: true } }),
      ["minor request-deprecation-changed /body/a"],
      ["minor response-deprecation-changed /response/a"],
    ],
  ])("judges %s by its direction", (_name, before, after, sent, received) => {
    expect(brief(changes(document(before), document(after)))).toEqual(sent);
    expect(brief(changes(document({ type: "object" }, before), document({ type: "object" }, after)))).toEqual(received);
  });

  it("does not notice that a schema, an operationId or a component has another name", () => {
    const before = {
      ...document({ $ref: "#/components/schemas/Old" }),
      components: { schemas: { Old: object({ a: { type: "string" } }) } },
    };
    const after = structuredClone({
      ...document({ $ref: "#/components/schemas/New" }),
      components: { schemas: { New: object({ a: { type: "string" } }) } },
    }) as JsonObject;
    ((after.paths as JsonObject)["/calls"] as { post: JsonObject }).post.operationId = "DialCall";
    expect(changes(before, after)).toEqual([]);
  });

  it("names the package of an operation that no package claims yet", () => {
    const added = changes(
      document({}),
      document({}, {}, { "/queues": { post: { operationId: "CreateQueue", responses: {} } } }),
    );
    expect(added).toEqual([{ package: "queues", kind: "operation-added", level: "minor", operation: "POST /queues" }]);
  });

  it("says once that a whole object is new, not each of its fields", () => {
    const inner = object({ b: object({ c: { type: "string" } }) });
    expect(brief(changes(document(object({})), document(object({ a: inner }))))).toEqual([
      "minor request-field-added /body/a",
    ]);
  });

  it("reads a recursive schema to its end", () => {
    const before = {
      ...document({ $ref: "#/components/schemas/Tree" }),
      components: {
        schemas: { Tree: object({ children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } }) },
      },
    };
    expect(changes(before, before)).toEqual([]);
  });

  it("leaves nothing of a change that is taken back", () => {
    const first = document(object({ a: { type: "string" } }));
    const second = document(object({ b: { type: "string" } }));
    expect(changes(first, second)).toHaveLength(2);
    expect(changes(first, structuredClone(first))).toEqual([]);
  });
});

describe("accidentsIn", () => {
  it("holds an update in which a body became an unrelated one", () => {
    const names = (prefix: string) =>
      object(Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${prefix}${index}`, { type: "string" }])));
    const [before, after] = [surfaceOf(document(names("a")), table), surfaceOf(document(names("b")), table)];
    expect(accidentsIn(before, after, diffSurfaces(before, after))).toEqual([
      "the request of POST /calls has become an unrelated one",
    ]);
  });

  it("holds an update in which many operations are gone, and lets a few go", () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `/queues/${index}`,
        { get: { operationId: `Q${index}`, responses: {} } },
      ]),
    );
    const [before, after] = [surfaceOf(document({}, {}, many), table), surfaceOf(document({}), table)];
    expect(accidentsIn(before, after, diffSurfaces(before, after))[0]).toContain("12 operations are gone at once");
    const [few, none] = [
      surfaceOf(document({}, {}, { "/queues": { get: { responses: {} } } }), table),
      surfaceOf(document({}), table),
    ];
    expect(accidentsIn(few, none, diffSurfaces(few, none))).toEqual([]);
  });
});

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

const history = "../shared/reference/history";

/** What the recorded expectations call a kind, in our words. */
const ourKind = (kind: string): string => {
  const names: Record<string, string> = {
    "op-added": "operation-added",
    "op-removed": "operation-removed",
    "optional-to-required": "field-newly-required",
    "enum-grown": "enum-values-added",
    "enum-shrunk": "enum-values-removed",
    "range-changed": "bounds-changed",
  };
  const [, direction, rest] = /^(in|out)-(.*)$/.exec(kind) ?? [];
  if (!direction || !rest) return names[kind] ?? kind;
  return `${direction === "in" ? "request" : "response"}-${names[rest] ?? rest}`;
};

describe.runIf(existsSync(history))("real changes of upstream", async () => {
  const domains = await loadDomains(".");
  it.each(readdirSync(history))("%s has the expected level, packages and kinds", (name) => {
    const read = (file: string) => JSON.parse(readFileSync(join(history, name, file), "utf8"));
    const expected: {
      level: string;
      hold: boolean;
      packages: Record<string, string>;
      changes: { kind: string; severity: string; pkg: string }[];
    } = read("expected.json");
    const [before, after] = [surfaceOf(read("before.json"), domains), surfaceOf(read("after.json"), domains)];
    const found = withoutTexts(diffSurfaces(before, after));
    expect(levelOf(found)).toBe(expected.level);
    expect(
      Object.fromEntries(
        [...new Set(found.map((change) => change.package))].map((owner) => [
          owner,
          levelOf(found.filter((change) => change.package === owner)),
        ]),
      ),
    ).toEqual(expected.packages);
    const kinds = found
      .map(
        ({ kind, level, package: owner }) =>
          `${owner} ${level} ${kind.replace(/^event-(?=field|type|enum|format)/, "response-").replace(/type-(narrowed|widened)/, "type-changed")}`,
      )
      .sort();
    expect(kinds).toEqual(
      expected.changes.map(({ kind, severity, pkg }) => `${pkg} ${severity} ${ourKind(kind)}`).sort(),
    );
    expect(accidentsIn(before, after, found).length > 0).toBe(expected.hold);
  });
});

if (!existsSync(history)) {
  console.log(`not run: real changes of upstream; they stand in ${history}, which this machine lacks`);
}
