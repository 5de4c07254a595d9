import { describe, expect, it } from "vitest";
import { messageOf } from "./__tests__/temporary-root.js";
import type { Document, Json } from "./document.js";
import { applyOverlays, type OverlayKind, readOverlay } from "./overlays.js";

const small = (): Document => ({
  openapi: "3.1.0",
  info: {},
  paths: { "/calls": { post: { operationId: "Dial", parameters: [{ name: "a" }, { name: "b" }, { name: "c" }] } } },
  webhooks: {},
  components: {
    schemas: {
      Call: {
        type: "object",
        required: ["to"],
        properties: { to: { type: "string" }, description: { type: "string" } },
      },
      Leg: { type: "object", properties: { to: { type: "string" }, properties: { type: "object" } } },
    },
  },
});

const overlay = (kind: OverlayKind, actions: Json) =>
  readOverlay("overlay.yaml", JSON.stringify({ overlay: "1.0.0", actions }), kind);

interface Action {
  readonly target: string;
  readonly update?: Json;
  readonly remove?: true;
}

function apply(kind: OverlayKind, ...actions: Action[]) {
  const document = small();
  const reasons = kind === "corrections" ? { "x-reason": "R", "x-source": "S" } : {};
  const misfits = applyOverlays(
    document,
    overlay(
      kind,
      actions.map((action) => ({ ...action, ...reasons })),
    ),
  );
  return {
    document,
    schemas: document.components.schemas as Record<string, { properties: Record<string, Json> }>,
    problems: misfits.map(({ problem }) => problem.message),
  };
}

describe("readOverlay", () => {
  it("keeps the line of each action, and the reason and source of a correction", () => {
    const text =
      "overlay: 1.0.0\nactions:\n  - target: $.info\n    update: {}\n  - target: $.a\n    remove: true\n    x-reason: R\n    x-source: S\n";
    expect(readOverlay("o.yaml", text, "texts")).toEqual([
      { place: "o.yaml:3", kind: "texts", target: "$.info", update: {}, remove: false },
      { place: "o.yaml:5", kind: "texts", target: "$.a", remove: true, reason: "R", source: "S" },
    ]);
  });

  const head = "overlay: 1.0.0\nactions:\n";
  it.each([
    ["broken YAML", `${head}  - target: [\n`, "texts", /^o\.yaml:\d: invalid YAML: /],
    [
      "another document",
      "openapi: 3.1.0\n",
      "texts",
      /^o\.yaml:1: this is no OpenAPI Overlay document\n {2}Begin it with/,
    ],
    [
      "an action without a target",
      `${head}  - update: {}\n`,
      "texts",
      /^o\.yaml:3: an action without a JSONPath target\n {2}Give it/,
    ],
    [
      "an action that does nothing",
      `${head}  - target: $.a\n`,
      "texts",
      /^o\.yaml:3: an action must either update or remove\n {2}An action has/,
    ],
    [
      "an unknown key",
      `${head}  - target: $.a\n    updates: {}\n    remove: true\n`,
      "texts",
      /^o\.yaml:3: unknown updates\n/,
    ],
    [
      "a correction without a source",
      `${head}  - target: $.a\n    remove: true\n    x-reason: R\n`,
      "corrections",
      /^o\.yaml:3: the correction of \$\.a has no reason or no source\n {2}Add `x-reason`/,
    ],
  ] as const)("refuses %s, naming the line and the remedy", async (_, text, kind, message) => {
    expect(await messageOf(() => readOverlay("o.yaml", text, kind))).toMatch(message);
  });
});

describe("applyOverlays", () => {
  it("merges a correction into what is there: mappings by key, lists without repeats", () => {
    const { document, problems } = apply("corrections", {
      target: "$.components.schemas.Call",
      update: { required: ["to", "from"], properties: { from: { type: "string" } } },
    });
    expect(problems).toEqual([]);
    expect(document.components.schemas?.Call).toMatchObject({
      required: ["to", "from"],
      properties: { to: { type: "string" }, from: { type: "string" } },
    });
  });

  it("appends a single item to a list that is the target", () => {
    const { document, problems } = apply("corrections", {
      target: "$.paths['/calls'].post.parameters",
      update: { name: "d" },
    });
    expect([problems, document.paths["/calls"]?.post]).toMatchObject([
      [],
      { parameters: [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }] },
    ]);
  });

  it("lets a type become a list of types", () => {
    const { schemas, problems } = apply("corrections", {
      target: "$.components.schemas.Call.properties.to",
      update: { type: ["string", "null"] },
    });
    expect([problems, schemas.Call?.properties.to]).toEqual([[], { type: ["string", "null"] }]);
  });

  it("removes several elements of one list", () => {
    const { document, problems } = apply("corrections", {
      target: "$.paths['/calls'].post.parameters[?(@.name=='a'||@.name=='b')]",
      remove: true,
    });
    expect([problems, document.paths["/calls"]?.post]).toMatchObject([[], { parameters: [{ name: "c" }] }]);
  });

  it("describes a property wherever it stands, in schemas that corrections have just brought too", () => {
    const { schemas, problems } = apply("glossary", {
      target: "$..properties.to",
      update: { description: "Whom to call." },
    });
    expect(problems).toEqual([]);
    expect([schemas.Call, schemas.Leg].map((schema) => schema?.properties.to)).toEqual(
      Array(2).fill({ type: "string", description: "Whom to call." }),
    );
  });

  it("finds a property in any spelling of its target", () => {
    for (const target of ["$..properties.to", "$..properties['to']", "$.components.schemas[*].properties.to"]) {
      expect(apply("texts", { target, update: { description: "T" } }).problems).toEqual([]);
    }
  });

  it("describes a property that is itself called description", () => {
    const { schemas, problems } = apply("texts", {
      target: "$.components.schemas.Call",
      update: { description: "A call.", properties: { description: { description: "Free text." } } },
    });
    expect([problems, schemas.Call?.properties.description]).toEqual([
      [],
      { type: "string", description: "Free text." },
    ]);
  });

  it("does not take the keywords of a property called properties for properties", () => {
    expect(apply("glossary", { target: "$..properties.type", update: { description: "T" } }).problems).toHaveLength(1);
  });

  it("replaces the words of an earlier overlay", () => {
    const target = "$.paths['/calls'].post";
    const url = (name: string) => ({
      externalDocs: { url: `https://example.com/${name}` },
      "x-telnyx-webhooks": [name],
    });
    const { document, problems } = apply("texts", { target, update: url("a") }, { target, update: url("b") });
    expect([problems, document.paths["/calls"]?.post]).toMatchObject([[], url("b")]);
  });

  const mistakes: [string, OverlayKind, Action, RegExp][] = [
    [
      "matches nothing",
      "texts",
      { target: "$.components.schemas.Cal", update: { description: "T" } },
      /^overlay\.yaml:1: \$\.components\.schemas\.Cal matches nothing\n {2}Correct the target/,
    ],
    [
      "is no JSONPath",
      "texts",
      { target: "$.a[", update: {} },
      /^overlay\.yaml:1: \$\.a\[ is no JSONPath: .*\n {2}Correct the target/s,
    ],
    [
      "changes nothing",
      "corrections",
      { target: "$.components.schemas.Call", update: { type: "object" } },
      /changes nothing\n {2}Remove the action: the document says so already/,
    ],
    [
      "repeats what a list has",
      "corrections",
      { target: "$.components.schemas.Call", update: { required: ["to"] } },
      /changes nothing/,
    ],
    [
      "puts a mapping in the place of a list",
      "corrections",
      { target: "$.components.schemas.Call", update: { required: { to: true } } },
      /required is \["to"\] and cannot take {"to":true}\n/,
    ],
    [
      "puts a mapping in the place of a scalar",
      "corrections",
      { target: "$.components.schemas.Call", update: { type: { a: 1 } } },
      /type is "object" and cannot take {"a":1}\n {2}Correct the update/,
    ],
    [
      "adds a property in a text",
      "texts",
      { target: "$.components.schemas.Call", update: { properties: { from: { description: "T" } } } },
      /there is no properties\.from to add words to\n {2}Texts add descriptions/,
    ],
    [
      "adds a property called summary in a text",
      "texts",
      { target: "$.components.schemas.Call", update: { properties: { summary: { description: "T" } } } },
      /there is no properties\.summary to add words to/,
    ],
    [
      "puts words in the place of a property",
      "texts",
      { target: "$.components.schemas.Call", update: { properties: { description: "T" } } },
      /there is no mapping at properties\.description to add words to/,
    ],
    [
      "changes a type in a text",
      "texts",
      { target: "$.components.schemas.Call.properties.to", update: { type: "integer" } },
      /there is no mapping at type to add words to/,
    ],
    [
      "adds a default in the glossary",
      "glossary",
      { target: "$..properties.to", update: { default: "x" } },
      /there is no default to add words to/,
    ],
  ];
  it.each(mistakes)("names an action that %s", (_, kind, action, message) => {
    const { document, problems } = apply(kind, action);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
    if (kind !== "corrections") expect(document).toEqual(small());
  });
});
