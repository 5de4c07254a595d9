import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { exampleOf } from "../../docs/site/example.js";
import { renderHome } from "../../docs/site/home.js";
import { navigation } from "../../docs/site/navigation.js";
import { renderRecipes } from "../../docs/site/recipes.js";
import { renderGuides } from "../../docs/site/render-guides.js";
import { allEvents, eventPath, operationPath, renderReference } from "../../docs/site/render-site.js";
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
      expect(text).toContain(operation.sample);
      expect(pageOf("reference/index")).toContain(`href="/${operationPath(operation, domain)}"`);
      expect(pageOf(`reference/${domain}/index`)).toContain(`href="/${operationPath(operation, domain)}"`);
    },
  );

  it.each(events)("has a page for %s with its payload, what it follows and an example", (type, event: EventPage) => {
    const text = pageOf(eventPath(type));
    for (const path of pathsOf(event.rows)) expect(text).toContain(`id="${path}"`);
    for (const call of event.after) expect(text).toContain(`\`${call}\``);
    expect(text).toContain(`webhooks.on("${type}"`);
    expect(pageOf("events/index")).toContain(`href="/${eventPath(type)}"`);
  });

  it("has every error code, every guide and every package", () => {
    for (const { code, name } of reference.errors) expect(pageOf("errors")).toContain(`\n## ${code} ${name}\n`);
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
      if (recipes.ladders.has(task)) expect(text).toContain(`](/recipes/${task}.svg)`);
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
      /\{\{|<(?!\/?(?:a|br|code|details|div|p|span|strong|summary|wbr)\b)[a-z]/i.test(outside(text)),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
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

/** A schema whose references lead into the merged document. */
function rebased(schema: Json): JsonObject | boolean {
  if (!isObject(schema)) return true;
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"merged#/')) as JsonObject;
}
