import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { exampleOf } from "../../docs/site/example.js";
import { groupFields } from "../../docs/site/field-groups.js";
import { renderHome } from "../../docs/site/home.js";
import { makeSearchIndex } from "../../docs/site/make-search-index.js";
import { navigation } from "../../docs/site/navigation.js";
import { allEvents, eventPath, operationPath } from "../../docs/site/page-parts.js";
import { plainPages, siteIndex } from "../../docs/site/plain-pages.js";
import { renderRecipes } from "../../docs/site/recipes.js";
import { renderGuides } from "../../docs/site/render-guides.js";
import { renderReference } from "../../docs/site/render-site.js";
import { sampleColumns } from "../../docs/site/wrap-samples.js";
import { contentOf, successesOf } from "../generate/model/operation-model.js";
import { isObject, type Json, type JsonObject } from "../openapi/document.js";
import { loadEffective } from "../openapi/effective.js";
import { compilePages } from "./compile.js";
import { anchorsOf } from "./links.js";
import { blocksOf, isTypeScript, readPages, repositoryRoot } from "./pages.js";
import { type EventPage, type OperationPage, type Row, readReference } from "./skills-model.js";

const effective = await loadEffective(repositoryRoot);
const reference = readReference(effective);
const guides = renderGuides(await readPages());
const recipes = await renderRecipes();
const pages = new Map([["index", renderHome(reference)], ...guides, ...recipes.pages, ...renderReference(reference)]);
const operations = reference.domains.flatMap(({ name, operations: list }) =>
  list.map((operation) => [operation.call, operation, name] as const),
);
const events = allEvents(reference).map((event) => [event.type, event] as const);

const pageOf = (path: string): string => {
  const text = pages.get(path);
  if (text === undefined) throw new Error(`there is no page ${path}`);
  return text;
};

/** Code without what a formatter changes. */
const compact = (code: string): string => code.replace(/\s+|,(?=\s*[\])}])/g, "");

/** Every field, with its path, however deep. */
const pathsOf = (rows: readonly Row[], prefix = ""): string[] =>
  rows.flatMap((row) => [`${prefix}${row.name}`, ...pathsOf(row.rows, `${prefix}${row.name}.`)]);

describe("the reference site", () => {
  it.each(operations)(
    "has a page for %s with its parameters, webhooks, errors, answer and example",
    (_call, operation: OperationPage, domain) => {
      const text = pageOf(operationPath(operation, domain));
      for (const heading of ["Example", "Parameters", "Returns", "Webhooks", "Errors", "Retries"])
        expect(text).toContain(`\n## ${heading}\n`);
      for (const path of pathsOf([...operation.path, ...operation.input, ...operation.returns]))
        expect(text).toContain(`id="${path}"`);
      for (const type of operation.events ?? []) expect(text).toContain(`\`${type}\``);
      for (const { code } of operation.errors) expect(text).toContain(`[\`${code}\`](/errors#`);
      expect(compact(text)).toContain(compact(operation.sample));
      expect(pageOf("reference/index")).toContain(`href="/${operationPath(operation, domain)}"`);
      expect(pageOf(`reference/${domain}/index`)).toContain(`href="/${operationPath(operation, domain)}"`);
    },
  );

  it.each(events)("has a page for %s with its payload, what it follows and an example", (type, event: EventPage) => {
    const text = pageOf(eventPath(type));
    for (const path of pathsOf(event.rows)) expect(text).toContain(`id="${path}"`);
    for (const call of event.after) expect(text).toContain(`\`${call}\``);
    expect(compact(text)).toContain(`webhooks.on("${type}"`);
    expect(pageOf("events/index")).toContain(`href="/${eventPath(type)}"`);
  });

  it("has every error code, every guide and every package", () => {
    for (const { code, name } of reference.errors) expect(pageOf("errors")).toContain(`\n## ${code} ${name}\n`);
    expect(pageOf("errors").indexOf("| Code |")).toBeLessThan(pageOf("errors").indexOf("\n## "));
    expect([...guides.keys()].filter((path) => path.startsWith("guides/")).length).toBeGreaterThanOrEqual(9);
    for (const { name } of reference.domains) expect(guides.has(`packages/${name}`)).toBe(true);
  });

  it("has a recipe for every example: code, how it can end, test, and a ladder where a person calls", async () => {
    const tasks = (await readdir(join(repositoryRoot, "examples"), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && !/^(node_modules|\..*)$/.test(entry.name))
      .map(({ name }) => name);
    expect(tasks.length).toBeGreaterThan(8);
    for (const task of tasks) {
      const text = pageOf(`recipes/${task}`);
      expect(text).toMatch(
        /^# [A-Z].*\n\n[A-Z].*\n\n[\s\S]*## Code\n\n```ts\n[\s\S]*## What its test says\n\n- [\s\S]*## Test/,
      );
      for (const theme of recipes.ladders.has(`${task}-light`) ? ["light", "dark"] : [])
        expect(text).toContain(`<img class="${theme}-only" src="/recipes/${task}-${theme}.svg" alt="`);
      expect(pageOf("recipes/index")).toContain(`](/recipes/${task})`);
    }
    expect(recipes.ladders.size).toBeGreaterThan(5);
    for (const ladder of recipes.ladders.values()) expect(ladder).toMatch(/^<svg[\s\S]*call\.hangup/);
  });

  it("has no link that leads nowhere", () => {
    const dead = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(/(?:(?<!!\[[^\]]*)\]\(|href=")(\/[^)"#]*)(?:#([^)"]*))?[)"]/g)].flatMap(
        ([, path = "", anchor]) => {
          const target = path.endsWith("/") ? `${path.slice(1)}index` : path.slice(1);
          const found = pages.get(target);
          if (found === undefined) return [`${page}: ${path}`];
          const isThere = !anchor || anchorsOf({ text: found }).has(anchor) || found.includes(`id="${anchor}"`);
          return isThere ? [] : [`${page}: ${path}#${anchor}`];
        },
      ),
    );
    expect(dead).toEqual([]);
  });

  it("leads to every page of the reference from its sidebars", () => {
    const shown = JSON.stringify(navigation(reference, new Map([...guides, ...recipes.pages])));
    const absent = [...pages.keys()].filter(
      (path) => path !== "index" && !shown.includes(`"/${path.replace(/index$/, "")}"`),
    );
    expect(absent).toEqual([]);
  });

  it("leaves nothing to Vue: braces and tags of the texts are escaped", () => {
    const outside = (text: string): string => text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
    const loose = [...renderReference(reference)].filter(([, text]) =>
      /\{\{|<(?!\/?(?:a|br|code|details|div|input|label|p|span|strong|summary|wbr)\b)[a-z]/i.test(outside(text)),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it("groups the parameters of voice.dial by subject, each once", () => {
    const dial = operations.find(([call]) => call === "voice.dial")?.[1];
    const groups = groupFields(dial?.input ?? []);
    expect(groups.map(({ title }) => title)).toEqual([
      "Call",
      "Machine detection",
      "Recording",
      "Streaming",
      "SIP",
      "Webhooks",
      "Assistant",
    ]);
    const groupOf = (name: string) => groups.find(({ rows }) => rows.some((row) => row.name === name))?.title;
    expect(["to", "record_format", "stream_url", "sip_headers", "webhook_urls", "assistant"].map(groupOf)).toEqual(
      groups.map(({ title }) => title).filter((title) => title !== "Machine detection"),
    );
    expect(groupOf("answering_machine_detection_config")).toBe("Machine detection");
    expect(groups.flatMap(({ rows }) => rows.map(({ name }) => name)).sort()).toEqual(
      dial?.input.map(({ name }) => name).sort(),
    );
    for (const { rows } of groups) expect(rows.length).toBeLessThan(30);
    expect(pageOf("reference/voice/dial")).toContain('<p class="filter">');
  });

  it("shows code of the reference in at most 72 columns", () => {
    const wide = [...renderReference(reference)].flatMap(([file, text]) =>
      blocksOf({ file, text })
        .filter(isTypeScript)
        .flatMap(({ code }) => code.split("\n").filter((line) => line.length > sampleColumns)),
    );
    expect(wide).toEqual([]);
  });

  it("commands something in the handler of an event, unless nothing can follow", () => {
    const silent = events
      .filter(([type]) => !/await (?!fetch)\w+\.[\w.]+\(/.test(pageOf(eventPath(type))))
      .map(([type]) => type);
    expect(
      silent.filter((type) => /^call\.(initiated|answered|gather|speak|playback|bridged|machine|hangup)/.test(type)),
    ).toEqual(["call.playback.started", "call.speak.started"]);
    expect(silent.length).toBeLessThan(events.length / 2);
  });

  it("opens the page of a package with a quick start, and closes it with the limits", () => {
    for (const [path, text] of guides) {
      if (!path.startsWith("packages/")) continue;
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings.slice(0, 2), path).toEqual(["Install", "Quick start"]);
      expect(headings.at(-1), path).toBe("License");
      const limits = headings.findIndex((heading) => /^(What it does not|Limits)/.test(heading ?? ""));
      if (limits >= 0) expect(limits, path).toBe(headings.length - 2);
    }
  });

  it("has every page as plain Markdown beside it, and llms.txt leads to all of them", () => {
    const plain = plainPages(reference, pages);
    expect([...plain.keys()]).toEqual([...pages.keys()]);
    for (const [path, text] of plain) {
      const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
      expect(prose, path).not.toMatch(/<\/?(?:div|span|p|wbr|img)\b|v-pre|^---$/m);
      expect(text, path).toMatch(/^# \S/);
      expect(text, path).not.toMatch(/^```[^\w\n]/m);
    }
    expect(plain.get("reference/voice/dial")).toContain("`answering_machine_detection`");
    expect(plain.get("events/call-hangup")).toContain("`hangup_cause`");
    const index = siteIndex(pages, "/kit/");
    const listed = [...index.matchAll(/\]\(\/kit\/(.*?)\.md\)/g)].map(([, path = ""]) => path);
    expect(listed.filter((path) => !plain.has(path))).toEqual([]);
    expect([...plain.keys()].filter((path) => !listed.includes(path) && !/(^|\/)index$/.test(path))).toEqual([]);
  });

  it.each([
    ["hang up a call", "/reference/voice/hangup#voice-hangup"],
    ["voicemail", "/recipes/voicemail#voicemail"],
    ["90018", "/errors#_90018-callended"],
  ])("finds by %j first %s", async (query, expected) => {
    const [first] = (await searchIndex()).search(query);
    expect(first?.id).toBe(expected);
  });

  it("takes no short word for another one, and no code", async () => {
    const index = await searchIndex();
    expect(index.search("hald")).toEqual([]);
    expect(index.search("90099")).toEqual([]);
    expect(index.search("transfar").length).toBeGreaterThan(0);
  });

  it("shows code that compiles", { timeout: 120_000 }, () => {
    const rendered = [...pages].filter(([path]) => !/^(guides|packages|recipes)\//.test(path));
    expect(compilePages(rendered.map(([file, text]) => blocksOf({ file, text }).filter(isTypeScript)))).toEqual([]);
  });

  it("shows deliveries and answers that the specification allows", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema({
      ...effective.merged,
      $id: "merged",
    });
    const wrong = (name: string, schema: Json | undefined, value: unknown): string[] => {
      const validate = ajv.compile(rebased(schema ?? true));
      return validate(value) ? [] : [`${name}: ${JSON.stringify(value)} ${ajv.errorsText(validate.errors)}`];
    };
    const deliveries = events.flatMap(([type, event]) => wrong(type, event.payload, exampleOf(event.rows)));
    const answers = operations.flatMap(([call, { model, returns }, domain]) => {
      const document = effective.domains.get(domain);
      const schema =
        document &&
        successesOf(document, model.node).map(([, response]) => contentOf(response).get("application/json"))[0];
      return schema === undefined ? [] : wrong(call, schema, exampleOf(returns));
    });
    expect([...deliveries, ...answers]).toEqual([]);
  });
});

let index: ReturnType<typeof makeSearchIndex> | undefined;
const searchIndex = () => {
  index ??= makeSearchIndex(pages);
  return index;
};

/** A schema whose references lead into the merged document. */
function rebased(schema: Json): JsonObject | boolean {
  if (!isObject(schema)) return true;
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"merged#/')) as JsonObject;
}
