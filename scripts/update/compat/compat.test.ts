import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../../openapi/__tests__/temporary-root.js";
import type { JsonObject } from "../../openapi/document.js";
import { type DomainTable, loadDomains, readDomains } from "../../openapi/domains.js";
import { loadEffective } from "../../openapi/effective.js";
import type { Source } from "../../openapi/read.js";
import { surfaceOf } from "../../openapi/surface.js";
import { type Change, withoutTexts } from "../changes.js";
import { diffSurfaces } from "../compare-surfaces.js";
import { type Compatibility, compareTypes, disagreements } from "./compare.js";
import { createCompiler } from "./compiler.js";
import { writeCorpus } from "./corpus.js";
import { renderPackages } from "./packages.js";
import { sideOf } from "./upstream-side.js";

const source = (document: JsonObject): Source => ({ place: "test", text: "", sha256: "", document });

/** Both judges on two documents. */
async function judge(before: JsonObject, after: JsonObject, table: DomainTable) {
  const changes = withoutTexts(diffSurfaces(surfaceOf(before, table), surfaceOf(after, table)));
  const compatibility = await compareTypes(sideOf(source(before), table), sideOf(source(after), table));
  return { changes, compatibility, differing: disagreements(compatibility, changes) };
}

const table = readDomains(
  "domains.yaml",
  "family: { paths: [/calls], events: [call] }\ndomains:\n  voice:\n    operations: { dial: POST /calls }\n    events: [call.answered]\n",
);

const document = (body: JsonObject, answer: JsonObject = {}, event: JsonObject = {}): JsonObject => {
  const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });
  const data = { event_type: { const: "call.answered" }, payload: { type: "object", properties: event } };
  return {
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {
      "/calls": {
        post: {
          requestBody: json(body),
          responses: { "200": { description: "", ...json({ type: "object", properties: answer }) } },
        },
      },
    },
    webhooks: {
      answered: {
        post: {
          requestBody: json({ type: "object", properties: { data: { type: "object", properties: data } } }),
          responses: {},
        },
      },
    },
  };
};
const object = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: "object",
  properties,
  required,
});
const text: JsonObject = { type: "string" };

describe("compareTypes", () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    [
      "a field that is sent is gone",
      document(object({ a: text, b: text })),
      document(object({ a: text })),
      ["POST /calls"],
    ],
    ["a field must be sent now", document(object({ a: text })), document(object({ a: text }, ["a"])), ["POST /calls"]],
    [
      "a value may not be sent any more",
      document(object({ a: { enum: ["x", "y"] } })),
      document(object({ a: { enum: ["x"] } })),
      ["POST /calls"],
    ],
    [
      "a member of a union is gone",
      document(object({ a: { oneOf: [text, object({ b: text })] } })),
      document(object({ a: text })),
      ["POST /calls"],
    ],
    ["a field that is read is gone", document({}, { a: text, b: text }), document({}, { a: text }), ["POST /calls"]],
    [
      "a field that is read may be null",
      document({}, { a: text }),
      document({}, { a: { type: ["string", "null"] } }),
      ["POST /calls"],
    ],
    [
      "a constant that is read is another",
      document({}, { a: { const: "x" } }),
      document({}, { a: { const: "y" } }),
      ["POST /calls"],
    ],
    [
      "a field of an event is gone",
      document({}, {}, { a: text, b: text }),
      document({}, {}, { a: text }),
      ["call.answered"],
    ],
    [
      "fields and values are added",
      document(object({ a: { enum: ["x"] } }), { a: { enum: ["x", "y"] } }),
      document(object({ a: { enum: ["x", "z"] }, b: text }), { a: { enum: ["x", "y", "z"] }, b: text }),
      [],
    ],
    [
      "a received value is gone, which was typed open",
      document({}, { a: { enum: ["x", "y", "z"] } }),
      document({}, { a: { enum: ["x", "y"] } }),
      [],
    ],
  ])("agrees with the difference when %s", async (_, before, after, broken) => {
    const { compatibility, differing } = await judge(before, after, table);
    expect([...compatibility.broken.keys()]).toEqual(broken);
    expect(differing).toEqual([]);
  });

  it("compiles nothing where only words changed", async () => {
    const { compatibility } = await judge(
      document(object({ a: text })),
      document(object({ a: { ...text, description: "Words." } })),
      table,
    );
    expect(compatibility).toEqual({
      touched: [],
      rewritten: [],
      tables: [],
      programs: 0,
      broken: new Map(),
    });
  });
});

const nothing = { touched: [], rewritten: [], tables: [] };

describe("disagreements", () => {
  const broken: Compatibility = {
    ...nothing,
    programs: 1,
    broken: new Map([
      [
        "POST /calls",
        { package: "voice", message: "no such field", differences: ["`a` from string to number in body"] },
      ],
    ]),
  };
  const change: Change = {
    package: "voice",
    kind: "request-field-removed",
    level: "major",
    operation: "POST /calls",
    pointer: "/body/a",
  };

  it("makes breaking what no longer compiles, whatever the difference says", () => {
    const [found] = disagreements(broken, [{ ...change, level: "minor" }]);
    expect(found?.missed).toMatchObject({
      package: "voice",
      level: "major",
      operation: "POST /calls",
      kind: "types-broken",
      to: "`a` from string to number in body",
    });
    expect(found?.text).toContain("the difference calls nothing of it breaking: no such field");
  });

  it("names what the difference calls breaking and still compiles", () => {
    const [found] = disagreements({ ...nothing, programs: 1, broken: new Map() }, [change]);
    expect(found).toMatchObject({ place: "POST /calls", package: "voice" });
    expect(found?.missed).toBeUndefined();
  });

  it("does not ask the compiler for what types cannot show", () => {
    const narrowed: Change = { ...change, kind: "request-type-narrowed", from: "number", to: "integer" };
    const envelope: Change = {
      package: "voice",
      kind: "event-field-removed",
      level: "major",
      event: "call.answered",
      pointer: "/data/id",
    };
    expect(disagreements({ ...nothing, programs: 1, broken: new Map() }, [narrowed, envelope])).toEqual([]);
  });
});

describe("the corpus of the packages", () => {
  it("has a program for every operation and event, and each compiles against the packages it was written for", async () => {
    const { merged, table: real } = await loadEffective(repositoryRoot);
    const packages = await renderPackages(merged, real);
    const compiler = createCompiler();
    const corpus = writeCorpus(compiler, packages);
    const claims = real.domains.reduce((sum, { operations }) => sum + operations.length, 0);
    expect(corpus.length).toBe(claims + Object.keys(merged.webhooks).length);
    expect(compiler.check(packages, new Map(corpus.map((program) => [program.place, program.text])))).toEqual(
      new Map(),
    );
    const bridge = corpus.find(({ uses }) => uses === "POST /calls/{}/actions/bridge")?.text ?? "";
    for (const field of ["call_control_id", "queue", "video_room_id"])
      expect(bridge).toContain(`"${field}": given<string>()`);
  });
});

const history = join(repositoryRoot, "scripts/update/__fixtures__/history");

describe("real changes of upstream", async () => {
  const real = await loadDomains(repositoryRoot);
  it.each(readdirSync(history))(
    "%s breaks programs of the packages that are expected, and the difference agrees",
    async (name) => {
      const read = (file: string) => JSON.parse(readFileSync(join(history, name, file), "utf8"));
      // By package: the operation that core could not send, so that no program could call it.
      const { packages, uncallable = {} }: Record<string, Record<string, string>> = read("expected.json");
      const { compatibility, differing } = await judge(read("before.json"), read("after.json"), real);
      expect(differing.map(({ place }) => place)).toEqual(Object.values(uncallable));
      const breaking = Object.keys(packages ?? {}).filter(
        (owner) => packages?.[owner] === "major" && !uncallable[owner],
      );
      expect([...new Set([...compatibility.broken.values()].map((found) => found.package))].sort()).toEqual(
        breaking.sort(),
      );
    },
  );
});
