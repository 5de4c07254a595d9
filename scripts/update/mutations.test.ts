import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { stringify } from "yaml";
import { smallDomains, smallUpstream } from "../openapi/__tests__/small-upstream.js";
import { messageOf, temporaryRoot } from "../openapi/__tests__/temporary-root.js";
import type { JsonObject } from "../openapi/document.js";
import { changesetPrefix } from "./changesets.js";
import { specSync } from "./sync.js";

type Upstream = ReturnType<typeof smallUpstream> & { components: { schemas: Record<string, JsonObject> } };
type Edit = (upstream: Upstream) => void;

/** A stage for mutations: fields of a body, an answer and an event, a list of two pages, a group of which one is given. */
const stage: Edit = (upstream) => {
  const { schemas } = upstream.components;
  // Operations that no domain claims have no types.
  delete (upstream.webhooks as JsonObject).callSung;
  Object.assign(schemas.AnswerRequest?.properties as object, {
    mode: { type: "string", enum: ["a", "b"] },
    nested: { type: "object", properties: { always: { type: "string" }, maybe: { type: "string" } } },
    urls: { type: "object", additionalProperties: { type: "string" } },
    codecs: { type: "array", items: { type: "string" } },
    file: { type: "string" },
    text: { type: "string" },
    command_id: { type: "string" },
  });
  Object.assign(schemas.AnswerRequest ?? {}, { anyOf: [{ required: ["file"] }, { required: ["text"] }] });
  Object.assign(schemas.Result?.properties as object, {
    kind: { type: "string", enum: ["call"] },
    status: { type: "string", enum: ["on", "off"] },
  });
  const data = (schemas.CallAnswered.properties as { data: { properties: JsonObject } }).data;
  data.properties.payload = { type: "object", properties: { from: { type: "string" }, state: { enum: ["x", "y"] } } };
};

const answerPath = "/calls/{call_control_id}/actions/answer" as const;
const body = ({ components }: Upstream) => components.schemas.AnswerRequest?.properties as Record<string, JsonObject>;
const answer = ({ components }: Upstream) => components.schemas.Result?.properties as Record<string, JsonObject>;
const payload = ({ components }: Upstream) =>
  (components.schemas.CallAnswered.properties as { data: { properties: { payload: { properties: JsonObject } } } }).data
    .properties.payload.properties;
const operation = ({ paths }: Upstream) => paths[answerPath].post as Record<string, JsonObject>;

interface Outcome {
  /** Level by package, of those that have a changeset. */
  readonly levels: Record<string, string>;
  readonly text: string;
  readonly held: string[];
  readonly json: JsonObject;
  readonly files: (path: string) => Promise<string>;
}

/** Takes in the stage, then the mutated stage; all packages are at 1.0.0, so that a level is its own bump. */
async function mutate(edit: Edit, overlays: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { root, write } = await temporaryRoot();
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
  onTestFinished(() => print.mockRestore());
  await write("spec/domains.yaml", smallDomains);
  for (const name of ["voice", "media", "webhooks", "emulator"])
    await write(`packages/${name}/package.json`, JSON.stringify({ version: "1.0.0" }));
  for (const [file, text] of Object.entries(overlays)) await write(file, text);
  const take = async (change: Edit, ...options: string[]) => {
    const upstream = smallUpstream() as Upstream;
    stage(upstream);
    change(upstream);
    await write("upstream.yml", stringify(upstream, { aliasDuplicateObjects: false }));
    print.mockClear();
    await specSync([join(root, "upstream.yml"), ...options], root);
    return print.mock.calls.map(([line]) => String(line)).join("\n");
  };
  await take(() => undefined);
  const json = JSON.parse(await take(edit, "--accept", "--changeset", "--json"));
  const names = (await readdir(join(root, ".changeset")).catch(() => [])).map((name) => `.changeset/${name}`);
  const levels: Record<string, string> = {};
  let text = "";
  for (const name of names.filter((path) => path.startsWith(changesetPrefix))) {
    const content = await readFile(join(root, name), "utf8");
    levels[name.slice(changesetPrefix.length, -3)] = /": (\w+)/.exec(content)?.[1] ?? "";
    text += content;
  }
  return { levels, text, held: json.held, json, files: (path) => readFile(join(root, path), "utf8") };
}

const both = (level: string) => ({ voice: level, emulator: level });

describe("a mutation of upstream", { timeout: 240_000 }, () => {
  it.each<[name: string, edit: Edit, levels: Record<string, string>, sentence: string]>([
    [
      "a body that gains an optional field",
      (u) => void Object.assign(body(u), { greeting: { type: "string" } }),
      both("minor"),
      "New: `greeting` of `answer` (string).",
    ],
    [
      "a body that gains a required field",
      (u) => {
        body(u).greeting = { type: "string" };
        Object.assign(u.components.schemas.AnswerRequest ?? {}, { required: ["greeting"] });
      },
      both("major"),
      "New: `greeting` of `answer` (string, must now be given).",
    ],
    [
      "a field newly required inside a nested object",
      (u) => void Object.assign(body(u).nested ?? {}, { required: ["maybe"] }),
      both("major"),
      "`nested.maybe` of `answer` must now be given.",
    ],
    [
      "values of a map that became lists",
      (u) =>
        void Object.assign(body(u), {
          urls: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
        }),
      both("major"),
      "The values of `urls` of `answer` changed its type from string to array.",
    ],
    [
      "values of a map that may be lists as well",
      (u) =>
        void Object.assign(body(u), {
          urls: {
            type: "object",
            additionalProperties: { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
          },
        }),
      both("minor"),
      "The values of `urls` of `answer` takes more than before: from string to array | string.",
    ],
    [
      "items of a list that are numbers now",
      (u) => void Object.assign(body(u), { codecs: { type: "array", items: { type: "integer" } } }),
      both("major"),
      "The items of `codecs` of `answer` changed its type from string to integer.",
    ],
    [
      "a received constant that gains a value",
      (u) => void Object.assign(answer(u), { kind: { type: "string", enum: ["call", "leg"] } }),
      { voice: "major", media: "major", emulator: "major" },
      '`kind` in the response of `answer` has new values: "leg".',
    ],
    [
      "a received enumeration that gains a value",
      (u) => void Object.assign(answer(u), { status: { type: "string", enum: ["on", "off", "held"] } }),
      { voice: "minor", media: "minor", emulator: "minor" },
      '`status` in the response of `answer` has new values: "held".',
    ],
    [
      "a group of which one must be given, with one alternative more",
      (u) => {
        body(u).audio = { type: "string" };
        Object.assign(u.components.schemas.AnswerRequest ?? {}, {
          anyOf: [{ required: ["file"] }, { required: ["text"] }, { required: ["audio"] }],
        });
      },
      both("minor"),
      "One of audio | file | text of `answer` must be given, where file | text were the choice before.",
    ],
    [
      "a path parameter of another type",
      (u) => void Object.assign(u.components.parameters.CallControlId, { schema: { type: "integer" } }),
      both("major"),
      "`call_control_id` in the path of `answer` changed its type from string to integer.",
    ],
    [
      "a body of an error that is new",
      (u) =>
        void Object.assign(operation(u).responses ?? {}, {
          "422": { description: "", content: { "application/json": { schema: { type: "object" } } } },
        }),
      both("patch"),
      "The generated types were written anew from the API's specification.",
    ],
    [
      "a second status of success",
      (u) =>
        void Object.assign(operation(u).responses ?? {}, {
          "202": operation(u).responses?.["200"] as JsonObject,
        }),
      both("minor"),
      "`answer` may respond with 200, 202 now, 200 before.",
    ],
    [
      "another status of success",
      (u) => void Object.assign(operation(u), { responses: { "201": operation(u).responses?.["200"] as JsonObject } }),
      both("major"),
      "`answer` responds with 201 instead of 200.",
    ],
    [
      "a field of an event that is gone",
      (u) => void delete payload(u).from,
      { webhooks: "major", emulator: "major" },
      "Removed: `data.payload.from` of event `call.answered`.",
    ],
    [
      "a body that takes a second media type",
      (u) => {
        const { content } = operation(u).requestBody as { content: JsonObject };
        content["application/x-www-form-urlencoded"] = content["application/json"] ?? {};
      },
      both("major"),
      "The body of `answer` is now sent as application/json, application/x-www-form-urlencoded instead of application/json.",
    ],
    [
      "a query parameter that is required",
      (u) => void Object.assign((u.paths["/media"].get.parameters as JsonObject[])[0] ?? {}, { required: true }),
      { media: "major", emulator: "major" },
      "`filter` in the query of `storage.list` must now be given.",
    ],
  ])("%s: level, packages and sentence, and no hold", async (_, edit, levels, sentence) => {
    const outcome = await mutate(edit);
    expect(outcome.levels).toEqual(levels);
    expect(outcome.text).toContain(sentence);
    expect(outcome.text).not.toMatch(/TS\d{4}|is not assignable|does not exist in type|\(at /);
    expect(outcome.held).toEqual([]);
  });

  it("a fall in safety is major, and held for a person", async () => {
    const { levels, text, held } = await mutate((u) => void delete body(u).command_id);
    expect(levels).toEqual(both("major"));
    expect(text).toContain("`answer` is now unsafe instead of deduped: it is retried in fewer cases.");
    expect(held.join()).toContain("unsafe instead of deduped");
  });

  it.each<[string, Edit, RegExp]>([
    [
      "a form where JSON was",
      (u) => {
        const { content } = operation(u).requestBody as { content: JsonObject };
        operation(u).requestBody = {
          content: { "application/x-www-form-urlencoded": content["application/json"] ?? {} },
        };
      },
      /answer takes application\/x-www-form-urlencoded, which core cannot send/,
    ],
    [
      "a list in one query parameter",
      (u) =>
        void Object.assign((u.paths["/media"].get.parameters as JsonObject[])[0] ?? {}, {
          schema: { type: "array", items: { type: "string" } },
          explode: false,
        }),
      /media wants filter in one parameter, which core cannot write/,
    ],
  ])("%s is refused, never sent wrongly", async (_, edit, message) => {
    expect(await messageOf(() => mutate(edit))).toMatch(message);
  });

  const overlay = (target: string) =>
    `overlay: 1.0.0\ninfo: { title: t, version: "1" }\nactions:\n  # Ours.\n  - target: ${target}\n    update: { description: Ours. }\n    x-reason: r\n    x-source: s\n`;
  const file = "spec/overlays/corrections/all.yaml";
  const renamed = (u: Upstream) => {
    const { AnswerRequest, ...schemas } = u.components.schemas;
    Object.assign(u.components, { schemas: { ...schemas, AnswerBody: AnswerRequest } });
    const { content } = operation(u).requestBody as { content: Record<string, JsonObject> };
    content["application/json"] = { schema: { $ref: "#/components/schemas/AnswerBody" } };
  };

  it("a schema that was renamed is followed by its overlays and is no change for callers", async () => {
    const outcome = await mutate(renamed, { [file]: overlay("$.components.schemas.AnswerRequest.properties.mode") });
    expect(outcome.held).toEqual([]);
    expect(outcome.levels.voice).toBe("patch");
    expect(outcome.text).not.toMatch(/Breaking|New:|Removed:|description/);
    expect(await outcome.files(file)).toBe(overlay("$.components.schemas.AnswerBody.properties.mode"));
  });

  it("a schema that was inlined is followed by its overlays", async () => {
    const outcome = await mutate(
      (u) => {
        const { content } = operation(u).requestBody as { content: Record<string, JsonObject> };
        content["application/json"] = { schema: u.components.schemas.AnswerRequest ?? {} };
        delete (u.components.schemas as Record<string, unknown>).AnswerRequest;
      },
      { [file]: overlay("$.components.schemas.AnswerRequest.properties.mode") },
    );
    expect(outcome.held).toEqual([]);
    expect(await outcome.files(file)).toContain(
      `target: $.paths['${answerPath}'].post.requestBody.content['application/json'].schema.properties.mode`,
    );
  });

  it("a correction that no longer applies is held, and what it had brought is not told", async () => {
    const gone = overlay("$.components.schemas.AnswerRequest.properties.mode.enum").replace(
      "update: { description: Ours. }",
      "update: [c]",
    );
    const { held, text } = await mutate((u) => void Object.assign(body(u), { mode: { type: "string" } }), {
      [file]: gone,
    });
    expect(held.join()).toContain("a correction no longer applies");
    expect(text).not.toContain('"c"');
  });

  it("a text that no longer applies holds nothing", async () => {
    const glossary = overlay("$..properties.mode").replace(/ {4}x-.*\n/g, "");
    const { held, json } = await mutate((u) => void delete body(u).mode, { "spec/overlays/glossary.yaml": glossary });
    expect(held).toEqual([]);
    expect(json.staleOverlays).toHaveLength(1);
  });

  it("new operations and events are reported by tag, whatever their path; an operationId that is there twice stops nothing", async () => {
    const { json } = await mutate((u) => {
      Object.assign(u.paths, {
        "/v2/fax": { post: { operationId: "SendMessage", tags: ["Fax"], responses: {} } },
      });
      Object.assign(u.webhooks, { fax: { post: webhookOf("fax.sent") } });
    });
    expect(json.discoveries).toEqual({ operations: { Fax: ["POST /v2/fax"] }, events: ["fax.sent"] });
  });

  it("an operation that is listed under `later` is counted and told no more", async () => {
    const sing = "POST /calls/{call_control_id}/actions/sing";
    const { json } = await mutate(() => undefined, { "spec/domains.yaml": `${smallDomains}later:\n  - ${sing}\n` });
    expect(json.unclaimed).toEqual({ operations: [], events: [] });
  });

  it("a text that nobody wrote is made by rule and listed", async () => {
    const { json } = await mutate((u) => void Object.assign(body(u), { pause_secs: { type: "integer", maximum: 9 } }));
    expect(JSON.stringify(json.texts)).toContain("Pause, in seconds: a whole number of at most 9.");
  });

  it("nothing that a user would notice leaves no changeset", async () => {
    const { levels } = await mutate((u) => void Object.assign(operation(u), { operationId: "PickUp" }));
    expect(levels).toEqual({});
  });
});

const webhookOf = (type: string): JsonObject => ({
  requestBody: {
    content: {
      "application/json": {
        schema: {
          type: "object",
          properties: { data: { type: "object", properties: { event_type: { const: type } } } },
        },
      },
    },
  },
});
