import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { cpuSecondsSince } from "../cli/cpu-seconds.js";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { silently } from "../cli/silently.js";
import { createWorkshop, packagesInOrder, repository } from "../cli/workshop.js";
import { pascalCase } from "../generate/model/names.js";
import { type DomainTable, readDomains } from "../openapi/domains.js";
import { addedByOverlays } from "../openapi/overlays.js";
import { readSource, type Source } from "../openapi/read.js";
import { surfaceOf } from "../openapi/surface.js";
import { generate } from "../readers/generate-files.js";
import type { Change } from "../update/changes.js";
import { diffSurfaces } from "../update/compare-surfaces.js";
import { cutFragments } from "../update/cut.js";
import { updateClaims } from "../update/plan-update.js";
import { specSync } from "../update/sync.js";

/** How one document was taken in. */
export interface Step {
  readonly document: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Packages whose generated files changed. */
  readonly changed: readonly string[];
  /** Packages that the changesets name. */
  readonly named: readonly string[];
  readonly skippedOverlays: readonly string[];
  /** The compiler's messages against the packages and their type tests; empty if all is well. */
  readonly errors: readonly string[];
  /** Errors in statements that speak of what the document says differently from the newest one, for which they were written. */
  readonly ahead: readonly string[];
}

/**
 * Takes in documents one after the other, in a copy of the repository: what a maintainer does, with a release after each.
 *
 * The first is where it starts from. The table of domains is that of the repository, less what a document lacks.
 */
export async function replay(places: readonly string[], how: "check" | "build"): Promise<Step[]> {
  const { root, remove } = await createWorkshop("replay");
  try {
    const steps: Step[] = [];
    const claims = await readFile(join(root, "spec/domains.yaml"), "utf8");
    let former: Source | undefined;
    const newest = await readSource(places.at(-1) ?? "");
    await rm(join(root, "spec/fragments"), { recursive: true });
    for (const place of places) {
      const source = await readSource(place);
      await writeFile(
        join(root, "spec/domains.yaml"),
        await claimsFor(root, claims, [source, ...(former ? [former] : [])]),
      );
      const before = await generatedFiles(root);
      const [started, cpu] = [performance.now(), process.cpuUsage()];
      await silently(() => specSync([place, "--changeset", "--accept"], root));
      const cpuSeconds = cpuSecondsSince(cpu);
      const seconds = (performance.now() - started) / 1000;
      const { skipped } = await generate({ root, packages: [], check: false, allowStaleOverlays: true });
      const after = await generatedFiles(root);
      steps.push({
        document: basename(place),
        seconds,
        cpuSeconds,
        changed: former ? changedPackages(before, after) : [],
        named: await release(root),
        skippedOverlays: skipped,
        ...(await judge(
          root,
          await compile(root, how),
          surfaceChanges(source, newest, readDomains("spec/domains.yaml", claims)),
        )),
      });
      former = source;
    }
    return steps;
  } finally {
    await remove();
  }
}

/** The claims of which at least one of the documents has something to show. */
async function claimsFor(root: string, claims: string, sources: readonly Source[]): Promise<string> {
  const table = readDomains("spec/domains.yaml", claims);
  const everything = new Set(
    table.domains.flatMap(({ operations, events }) => [
      ...operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
      ...events.map(({ type }) => type),
    ]),
  );
  const broughtByOverlays = await addedByOverlays(root);
  const lists = sources.map((source) => cutFragments(source, table, { present: everything, broughtByOverlays }).gone);
  const inAll = (key: "operations" | "events") =>
    (lists[0]?.[key] ?? []).filter((name) => lists.every((list) => list[key].includes(name)));
  return updateClaims(claims, {
    gone: { operations: inAll("operations"), events: inAll("events") },
    renamed: new Map(),
  });
}

async function generatedFiles(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of await readdir(join(root, "packages"))) {
    const folder = join(root, "packages", name, "src/generated");
    for (const file of await readdir(folder).catch(() => []))
      files.set(`${name}/${file}`, await readFile(join(folder, file), "utf8"));
  }
  return files;
}

const changedPackages = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()].filter((file) => before.get(file) !== after.get(file)))]
    .map((file) => file.split("/")[0] ?? "")
    .filter((name, index, names) => names.indexOf(name) === index)
    .sort();

/** The packages that the pending changesets name; then they are gone, as after a release. */
async function release(root: string): Promise<string[]> {
  const folder = join(root, ".changeset");
  const named: string[] = [];
  for (const file of await readdir(folder)) {
    if (!file.startsWith("spec-")) continue;
    const text = await readFile(join(folder, file), "utf8");
    named.push(...[...text.matchAll(/^"@telnyx-kit\/(\w+)": /gm)].map(([, name = ""]) => name));
    await rm(join(folder, file));
  }
  await rm(join(root, "spec/baseline.yaml"), { force: true });
  return named.sort();
}

/** Type-checks the packages with their type tests or, which takes longer, builds each before; gives the compiler's lines. */
async function compile(root: string, how: "check" | "build"): Promise<string[]> {
  const tsc = (folder: string) =>
    new Promise<string[]>((resolve) => {
      const command = join(repository, "node_modules/.bin/tsc");
      const options = { cwd: join(root, folder), maxBuffer: 1e8 };
      execFile(command, ["-p", "tsconfig.json", "--pretty", "false"], options, (_error, stdout) =>
        resolve(stdout.split("\n").filter((line) => /error TS/.test(line))),
      );
    });
  const lines: string[] = [];
  for (const folder of how === "build" ? await packagesInOrder(root) : [])
    lines.push(...(await tsc(`packages/${folder}`)).map((line) => `packages/${folder}/${line}`));
  const checked = (await tsc(".")).filter((line) => !/\.test\.ts\(|__tests__/.test(line));
  return [...new Set([...lines, ...checked])];
}

const surfaceChanges = (before: Source, after: Source, table: DomainTable): Change[] =>
  diffSurfaces(surfaceOf(before.document, table), surfaceOf(after.document, table));

/** Tells errors of statements that use what changed up to the newest document from all others. */
async function judge(
  root: string,
  lines: readonly string[],
  changes: readonly Change[],
): Promise<Pick<Step, "errors" | "ahead">> {
  const errors: string[] = [];
  const ahead: string[] = [];
  for (const line of lines) {
    const [, file = "", at = "1"] = /^(.+?)\((\d+),/.exec(line) ?? [];
    const statement = await statementAt(join(root, file), Number(at));
    const owner = file.split("/")[1];
    const speaksOf = ({ package: name, method, event }: Change): boolean =>
      event !== undefined
        ? statement.includes(`"${event}"`)
        : name === owner &&
          method !== undefined &&
          (statement.includes(`.${method}(`) || new RegExp(`\\b${pascalCase(method)}[A-Z]`).test(statement));
    (changes.some(speaksOf) ? ahead : errors).push(line);
  }
  return { errors, ahead };
}

/** The statement of a file that a line belongs to, with the comments before it. */
async function statementAt(file: string, line: number): Promise<string> {
  const source = ts.createSourceFile(file, await readFile(file, "utf8"), ts.ScriptTarget.Latest);
  const position = source.getPositionOfLineAndCharacter(line - 1, 0);
  return source.statements.find((statement) => statement.getEnd() >= position)?.getFullText(source) ?? "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const { positionals } = readArguments({
      usage: "pnpm test:updates <oldest> … <newest>",
      takes: { least: 2, most: Number.POSITIVE_INFINITY, what: "at least two upstream documents" },
    });
    const steps = await replay(positionals, "build");
    for (const step of steps) {
      const agrees = step.changed.join() === step.named.join();
      console.log(
        `\n${step.document}: ${step.seconds.toFixed(1)} s (${step.cpuSeconds.toFixed(1)} s of processor), ${step.skippedOverlays.length} overlay actions left out`,
      );
      console.log(`  changed by generation: ${step.changed.join(" ") || "-"}`);
      console.log(`  named by changesets:   ${step.named.join(" ") || "-"}${agrees ? "" : "   DIFFERS"}`);
      console.log(
        `  errors: ${step.errors.length}, in statements that are ahead of the document: ${step.ahead.length}`,
      );
      for (const line of step.errors) console.log(`    ${line}`);
      for (const line of step.ahead) console.log(`    ahead: ${line}`);
    }
    return steps.some((step) => step.errors.length > 0 || step.changed.join() !== step.named.join()) ? 1 : 0;
  });
}
