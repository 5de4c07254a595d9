import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compareFiles } from "../generate/compare.js";
import type { Document } from "../openapi/document.js";
import { fieldsOf } from "../openapi/fields.js";
import { skillFolder } from "./skills.js";
import { headingOf, renderIndex } from "./skills-index.js";
import { firstSentence, type OperationPage, type Row, tree } from "./skills-model.js";
import { findShared } from "./skills-shared.js";

describe("the first sentence of a text", () => {
  it.each([
    ["Ends the call. Nothing follows.", "Ends the call."],
    ["Codecs, e.g. OPUS, in order.", "Codecs, e.g. OPUS, in order."],
    ["At most 1.5 seconds. More is refused.", "At most 1.5 seconds."],
    ["See `a.b`. `c` is next.", "See `a.b`."],
    ["No full stop", "No full stop"],
    ["", ""],
  ])("of %j is %j", (text, sentence) => expect(firstSentence(text)).toBe(sentence));
});

const document = { components: {} } as Document;
const rowsOf = (properties: object, required: string[] = []): Row[] =>
  tree(fieldsOf(document, { type: "object", properties, required } as never));

describe("fields as a tree", () => {
  it("puts required fields first and hands the fields of items to their list", () => {
    const rows = rowsOf(
      {
        a: { type: "array", items: { type: "object", properties: { x: { type: "integer" } } } },
        b: { type: "string" },
      },
      ["b"],
    );
    expect(rows.map(({ name, type, required }) => ({ name, type, required }))).toEqual([
      { name: "b", type: "string", required: true },
      { name: "a", type: "object[]", required: false },
    ]);
    expect(rows[1]?.rows.map(({ name, type }) => `${name}: ${type}`)).toEqual(["x: number"]);
  });

  it("says bounds in words, and values as code", () => {
    const [row] = rowsOf({ size: { type: "string", enum: ["a", "b"], minLength: 1, maxLength: 4, default: "a" } });
    expect(row).toMatchObject({
      values: ['"a"', '"b"'],
      bounds: "at least 1 characters, at most 4 characters",
      default: '"a"',
    });
  });

  it("keeps null beside a type", () => {
    expect(rowsOf({ state: { type: ["string", "null"] } })[0]?.type).toBe("string | null");
  });
});

const operation = (call: string, input: Row[], returns: Row[] = []): OperationPage =>
  ({ call, model: { name: call.split(".").slice(1).join(".") }, input, returns }) as unknown as OperationPage; // only what is read

describe("what a reference says apart", () => {
  const object = {
    type: "object",
    properties: { a: { type: "string" }, b: { type: "string" }, c: { type: "string" } },
  };

  it("is an object that is in two places, a long list, and a field of three operations", () => {
    const values = Array.from({ length: 12 }, (_, index) => `v${index}`);
    const input = rowsOf({ config: object, language: { type: "string", enum: values }, state: { type: "string" } });
    const shared = findShared(["x.a", "x.b", "x.c"].map((call) => operation(call, input)));
    expect([...shared.objects.keys()]).toEqual(["config"]);
    expect([...shared.lists.keys()]).toEqual(["language"]);
    expect(shared.fields.map(({ name }) => name)).toContain("state");
  });

  it("is an object of many fields that occurs once", () => {
    const properties = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, { type: "string" }]));
    const shared = findShared([operation("x.a", rowsOf({ large: { type: "object", properties }, small: object }))]);
    expect([...shared.objects.keys()]).toEqual(["large"]);
  });

  it("has a name of its own where two objects are called alike, and the resource's for data", () => {
    const other = { type: "object", properties: { ...object.properties, d: { type: "string" } } };
    const one = rowsOf({ config: object });
    const two = rowsOf({ config: other });
    const data = rowsOf({
      data: { type: "object", properties: { e: { type: "string" }, f: { type: "string" }, g: { type: "string" } } },
    });
    const operations = [
      operation("x.deliveries.list", one, data),
      operation("x.deliveries.retrieve", one, data),
      operation("x.c", two),
      operation("x.d", two),
    ];
    expect([...findShared(operations).objects.keys()]).toEqual(["config", "delivery", "config 2"]);
  });
});

describe("references on the disk", () => {
  const roots: string[] = [];
  afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))));

  const findings = async (onDisk: Record<string, string>, wanted: Record<string, string>) => {
    const root = await mkdtemp(join(tmpdir(), "skills-"));
    roots.push(root);
    for (const [file, text] of Object.entries(onDisk)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    }
    const found = await compareFiles(root, new Map(Object.entries(wanted)), ["voice", "old"].map(skillFolder));
    return found.map(({ kind, file }) => `${kind} ${file}`);
  };

  it("are stale, missing, left over or written by hand like every generated file", async () => {
    const [voice, old, media] = ["voice", "old", "media"].map((name) => `${skillFolder(name)}/events.md`) as [
      string,
      string,
      string,
    ];
    expect(
      await findings(
        { [voice]: "@generated before", [old]: "@generated" },
        { [voice]: "@generated now", [media]: "@generated" },
      ),
    ).toEqual([`missing ${media}`, `orphan ${old}`, `stale ${voice}`]);
    expect(await findings({ [voice]: "mine" }, { [voice]: "@generated now" })).toEqual([`unmarked ${voice}`]);
  });

  it("beside which somebody keeps a skill of their own are left alone", async () => {
    expect(await findings({ "skills/mine/SKILL.md": "mine", "skills/telnyx-voice-apps/SKILL.md": "ours" }, {})).toEqual(
      [],
    );
  });
});

describe("llms.txt", () => {
  it("lists what there is, by path, and leaves a section without links out", () => {
    const text = renderIndex(
      [
        { title: "b", file: "skills/b.md", about: "B." },
        { title: "a", file: "skills/a.md", about: "" },
      ],
      [],
      [],
      [],
    );
    expect(text).toContain("## Skill\n\n- [a](skills/a.md)\n- [b](skills/b.md): B.\n");
    expect(text).not.toContain("## Guides");
  });

  it("takes a guide's title and first sentence from its text", () => {
    expect(headingOf("# A guide\n\nSays [one](x.md) thing\nfirst. Then another.\n")).toEqual({
      title: "A guide",
      about: "Says one thing first.",
    });
    expect(headingOf("# Only\n\n## Then\n\nText.")).toEqual({ title: "Only", about: "" });
  });
});
