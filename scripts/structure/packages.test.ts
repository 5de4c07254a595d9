import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { camelCase, pascalCase } from "../generate/model/names.js";
import { marker } from "../generate/render/header.js";
import { hasPackage, loadDomains } from "../openapi/domains.js";
import { skillCarrier } from "../release/copy-skills.js";

interface Manifest {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const names = readdirSync(`${root}packages`);
const { domains } = await loadDomains(root);
/** A domain package is nothing but its operations; webhooks has much more. */
const domainNames = domains
  .filter((domain) => hasPackage(domain) && domain.name !== "webhooks")
  .map(({ name }) => name);

const read = (file: string): string => readFileSync(root + file, "utf8");
const manifestOf = (name: string): Manifest => JSON.parse(read(`packages/${name}/package.json`)) as Manifest;
const filesOf = (folder: string): string[] =>
  existsSync(root + folder)
    ? readdirSync(root + folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
        .sort()
    : [];
const sourcesOf = (name: string): string[] => filesOf(`packages/${name}/src`).filter((file) => /\.ts$/.test(file));
const isTest = (file: string): boolean => /\.test(-d)?\.ts$|__\w+__\//.test(file);
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"/gm)].map(([, from = ""]) => from);

/** Fields of a package.json in their order; those in brackets where a package needs them. */
const fields = [
  "name",
  "version",
  "description",
  "keywords",
  "homepage",
  "bugs",
  "license",
  "author",
  "repository",
  "type",
  "sideEffects",
  "main",
  "types",
  "exports",
  "[typesVersions]",
  "[bin]",
  "files",
  "scripts",
  "[dependencies]",
  "[peerDependencies]",
  "[devDependencies]",
  "engines",
  "publishConfig",
];

describe.each(names)("packages/%s", (name) => {
  const manifest = manifestOf(name);
  const { dependencies = {} } = manifest;

  test("has the files of every package", () => {
    const present = readdirSync(`${root}packages/${name}`);
    expect(present).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "package.json", "src", "tsconfig.json", "tsconfig.test.json"]),
    );
    const others = present.filter(
      (file) =>
        ![
          "LICENSE",
          "README.md",
          "CHANGELOG.md",
          "package.json",
          "src",
          "tsconfig.json",
          "tsconfig.test.json",
          "turbo.json",
          "dist",
          "node_modules",
          ".turbo",
        ].includes(file),
    );
    expect(others).toEqual([]);
    expect(read(`packages/${name}/LICENSE`)).toBe(read("LICENSE"));
    expect(JSON.parse(read(`packages/${name}/tsconfig.test.json`))).toEqual({
      extends: "../../tsconfig.json",
      include: ["src"],
    });
    expect(JSON.parse(read(`packages/${name}/tsconfig.json`))).toMatchObject({
      extends: "../../tsconfig.package.json",
    });
  });

  test("has the fields of every package.json, in their order", () => {
    const optional = fields.filter((field) => field.startsWith("[")).map((field) => field.slice(1, -1));
    const expected = fields
      .map((field) => field.replace(/[[\]]/g, ""))
      .filter((field) => !optional.includes(field) || field in manifest);
    expect(Object.keys(manifest)).toEqual(expected);
    expect(manifest).toMatchObject({
      name: `@telnyx-kit/${name}`,
      homepage: `https://github.com/telnyx-kit/telnyx-kit/tree/main/packages/${name}#readme`,
      bugs: "https://github.com/telnyx-kit/telnyx-kit/issues",
      license: "MIT",
      author: "The telnyx-kit authors",
      repository: {
        type: "git",
        url: "git+https://github.com/telnyx-kit/telnyx-kit.git",
        directory: `packages/${name}`,
      },
      type: "module",
      sideEffects: false,
      // For resolvers that do not read `exports`, such as TypeScript's `node10`.
      main: "./dist/index.js",
      types: "./dist/index.d.ts",
      files: ["dist", "src/**/*.ts", "!src/generated", "!src/**/*.test.ts", "!src/**/*.test-d.ts", "!src/**/__*__"],
      scripts: {
        build: `tsc -p tsconfig.json && tsx ../../scripts/release/drop-unreached.ts${name === skillCarrier ? " && tsx ../../scripts/release/copy-skills.ts" : ""}`,
        typecheck: "tsc -p tsconfig.test.json",
        test: `vitest run --root ../.. --project ${name}`,
        "check:package":
          "pnpm pack --out .turbo/package.tgz && publint --strict .turbo/package.tgz && attw .turbo/package.tgz --profile esm-only --quiet",
      },
      engines: { node: ">=20.19" },
      publishConfig: { access: "public", provenance: true },
    });
    expect(manifest.description).toMatch(/^[A-Z].{20,150}\.$/);
  });

  test("exports files that it has, with types first", () => {
    expect(Object.keys(manifest.exports)[0]).toBe(".");
    expect(manifest.exports["./package.json"]).toBe("./package.json");
    // For `node10`, which finds the types of a subpath here only.
    const subpaths = Object.entries(manifest.exports).flatMap(([path, target]) =>
      path === "." || typeof target === "string" ? [] : [[path.slice(2), [target.types]]],
    );
    expect(Object.entries(Object(Object(manifest.typesVersions)["*"]))).toEqual(subpaths);
    for (const [path, target] of Object.entries(manifest.exports)) {
      if (path === "./package.json") continue;
      const file = path === "." ? "index" : path.slice(2);
      expect(Object.entries(target)).toEqual([
        ["types", `./dist/${file}.d.ts`],
        ["default", `./dist/${file}.js`],
      ]);
      expect(sourcesOf(name)).toContain(`packages/${name}/src/${file}.ts`);
    }
  });

  test("depends on little, and on its neighbours by caret", () => {
    const own = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith("@telnyx-kit/"));
    expect(own.filter(([, version]) => version !== "workspace:^")).toEqual([]);
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(3);
  });

  test("has a short index of named exports, with an example", () => {
    const [header = "", code = ""] = read(`packages/${name}/src/index.ts`).split(/(?<=^ \*\/\n)/m);
    expect(header).toMatch(/^\/\*\*\n/);
    expect(header).toMatch(/^ \* @module$/m);
    expect(header).toMatch(/^ \* @example$/m);
    expect(code.split("\n").length).toBeLessThanOrEqual(42);
    // The one star: generated types, so that a new operation or event needs no line here.
    const stars = code.match(/^export (?:type )?\*.*$/gm) ?? [];
    expect(
      stars.filter((star) => !/^export type \* from "\.\/generated\/(?:methods|events|schema)\.js";$/.test(star)),
    ).toEqual([]);
    const statements = code.match(/^\w+/gm) ?? [];
    expect(statements.filter((word) => word !== "export")).toEqual([]);
  });

  test("imports core, or itself, and nothing above it", () => {
    const allowed = new Set([`@telnyx-kit/${name}`, ...Object.keys(dependencies)]);
    for (const file of sourcesOf(name).filter((source) => !isTest(source))) {
      const foreign = importsOf(file).filter(
        (from) => from.startsWith("@telnyx-kit/") && !allowed.has(from.split("/").slice(0, 2).join("/")),
      );
      expect(foreign, file).toEqual([]);
      expect(
        importsOf(file).filter((from) => /^\.\.?\/.*(?<!\.js)$/.test(from)),
        file,
      ).toEqual([]);
    }
  });

  test("keeps generated code apart: marked, flat, importing types only", () => {
    const generated = filesOf(`packages/${name}/src/generated`);
    expect(generated.filter((file) => !read(file).includes(marker))).toEqual([]);
    expect(
      generated.filter((file) => file.split("/").length !== 5 || !/\/(README\.md|[a-z-]+\.ts)$/.test(file)),
    ).toEqual([]);
    for (const file of generated.filter((source) => source.endsWith(".ts"))) {
      expect(read(file).match(/^import (?!type ).*$/gm) ?? [], file).toEqual([]);
      expect(
        importsOf(file).filter((from) => from !== "@telnyx-kit/core" && from !== "./schema.js"),
        file,
      ).toEqual([]);
    }
  });
});

describe.each(domainNames)("the domain package %s", (name) => {
  test("is a factory, its tests, and generated types and data", () => {
    const own = sourcesOf(name).map((file) => file.slice(`packages/${name}/src/`.length));
    expect(own).toEqual(
      expect.arrayContaining([
        `${name}.ts`,
        `${name}.test.ts`,
        `${name}.test-d.ts`,
        "index.ts",
        "generated/methods.ts",
        "generated/operations.ts",
        "generated/schema.ts",
      ]),
    );
    expect(Object.keys(manifestOf(name).dependencies ?? {})).toEqual(["@telnyx-kit/core"]);
    const type = pascalCase(name);
    expect(read(`packages/${name}/src/${name}.ts`)).toMatch(
      new RegExp(`export function create${type}\\(telnyx: Telnyx \\| TelnyxOptions = \\{\\}\\): ${type} \\{`),
    );
    expect(camelCase(name)).toBe(name);
  });

  test("proves by its type test a right call, a wrong body, a missing parameter and a misspelt value", () => {
    const typeTest = read(`packages/${name}/src/${name}.test-d.ts`);
    expect(typeTest.match(/@ts-expect-error/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
    for (const what of ["Right calls", "Missing parameters", "Wrong bodies", "Misspelt values"])
      expect(typeTest).toContain(`// ${what}`);
  });

  test("has a README of the usual parts", () => {
    const headings = read(`packages/${name}/README.md`).match(/^#+ .*$/gm) ?? [];
    expect(headings[0]).toBe(`# @telnyx-kit/${name}`);
    const usual = ["## Install", "## Quick start", "## Operations", "## Options", "## Errors", "## License"];
    expect(headings.filter((heading) => usual.includes(heading))).toEqual(usual);
  });
});

test("every package that domains.yaml names has a folder", () => {
  expect(names).toEqual(expect.arrayContaining([...domainNames, "core", "emulator", "webhooks"]));
});

test.each(["scripts", "examples"])("%s depends on every package, so that turbo runs its checks again", (folder) => {
  const { dependencies } = JSON.parse(read(`${folder}/package.json`)) as Manifest;
  expect(Object.keys(dependencies ?? {})).toEqual(expect.arrayContaining(names.map((name) => `@telnyx-kit/${name}`)));
});

test("the catalog has every version range, once for the whole repository", () => {
  const manifests = execFileSync("git", ["ls-files", "package.json", "**/package.json"], {
    cwd: root,
    encoding: "utf8",
  });
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const ranges = manifests
    .trim()
    .split("\n")
    // An example is copied, and a catalog stays behind: its test compares it with the catalog.
    .filter((file) => !/^examples\/.*\//.test(file))
    .flatMap((file) => {
      const manifest = JSON.parse(read(file)) as Record<string, Record<string, string>>;
      return kinds.flatMap((kind) =>
        Object.entries(manifest[kind] ?? {}).map(([name, range]) => `${file}: ${name} ${range}`),
      );
    });
  expect(ranges.length).toBeGreaterThan(40);
  expect(ranges.filter((line) => !/ (catalog:|workspace:\^)/.test(line))).toEqual([]);
});

test(".gitattributes hides generated files in reviews, except the tables of operations", () => {
  const generated = names.flatMap((name) => filesOf(`packages/${name}/src/generated`));
  expect(generated.length).toBeGreaterThan(20);
  const lines = execFileSync("git", ["check-attr", "linguist-generated", "--", ...generated], {
    cwd: root,
    encoding: "utf8",
  })
    .trim()
    .split("\n");
  for (const line of lines) {
    const [file = "", , value] = line.split(": ");
    expect(value, file).toBe(file.endsWith("/operations.ts") ? "unset" : "set");
  }
});
