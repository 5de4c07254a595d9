import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const read = (file: string): string => readFileSync(`${here}${file}`, "utf8");
const tasks = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^(node_modules|\..*)$/.test(entry.name))
  .map(({ name }) => name);
const { catalog } = parse(read("../pnpm-workspace.yaml")) as { readonly catalog: Readonly<Record<string, string>> };

/** The imports of a file, without Node's own modules. */
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:\bfrom|\bimport\() ?"([^"]+)"/g)]
    .map(([, from = ""]) => from)
    .filter((from) => !from.startsWith("node:") && !builtinModules.includes(from));

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

describe.each(tasks)("the example %s", (task) => {
  const files = readdirSync(`${here}${task}`).filter((file) => file.endsWith(".ts"));
  const imported = (isTest: boolean): Set<string> =>
    new Set(
      files
        .filter((file) => file.endsWith(".test.ts") === isTest)
        .flatMap((file) => importsOf(`${task}/${file}`))
        .filter((from) => !from.startsWith("."))
        .map(packageOf),
    );
  const manifest = JSON.parse(read(`${task}/package.json`)) as Manifest;

  test("is listed in the table, and is one file and its test", () => {
    expect(read("README.md")).toContain(`| [\`${task}\`](${task}) |`);
    expect(files).toEqual(
      task === "servers"
        ? expect.arrayContaining(["application.ts", "servers.test.ts"])
        : [`${task}.test.ts`, `${task}.ts`],
    );
  });

  test("can be copied: it imports its own files, and packages that its package.json names", () => {
    const outside = files.flatMap((file) => importsOf(`${task}/${file}`)).filter((from) => from.startsWith(".."));
    expect(outside).toEqual([]);
    const { dependencies, devDependencies } = manifest;
    expect(manifest).toMatchObject({
      name: task,
      private: true,
      type: "module",
      scripts: { test: "vitest run --testTimeout=60000" },
    });
    expect(Object.keys(dependencies)).toEqual([...imported(false)].sort());
    expect(Object.keys(devDependencies)).toEqual(
      expect.arrayContaining([...imported(true)].filter((name) => !(name in dependencies))),
    );
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(range, name).toBe(name.startsWith("@telnyx-kit/") ? "latest" : catalog[name]);
  });
});

test("the menu has hours, three tries, hold music and voicemail in at most 80 lines", () => {
  expect(read("menu/menu.ts").trimEnd().split("\n").length).toBeLessThanOrEqual(80);
});

test("the guide to tracing shows the example", () => {
  expect(read("../docs/tracing.md")).toContain(`\`\`\`ts\n${read("tracing/tracing.ts")}\`\`\``);
});
