import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../cli/workshop.js";

const exec = promisify(execFile);
const run = async (command: string, args: readonly string[], cwd: string, env = {}): Promise<string> => {
  const settings = { ...process.env, CI: "", TURBO_TELEMETRY_DISABLED: "1", ...env };
  return (await exec(command, args, { cwd, maxBuffer: 1e8, env: settings })).stdout;
};

interface Task {
  readonly taskId: string;
  readonly hash: string;
  readonly command: string;
  readonly directory: string;
  readonly dependencies: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

const checks = "format generate:check typecheck build check:package check:api sizes demo test runtimes".split(" ");

let root: string;
let before: readonly Task[];

/** The tasks that `pnpm test` would run in the copy of the repository. */
async function plan(env = {}): Promise<readonly Task[]> {
  const turbo = join(repository, "node_modules/.bin/turbo");
  return (JSON.parse(await run(turbo, ["run", ...checks, "--dry=json"], root, env)) as { tasks: Task[] }).tasks;
}

/** The tasks whose hash is no longer what it was, so that they run again. */
const changedIn = (after: readonly Task[]): string[] =>
  after
    .filter(({ command }) => command !== "<NONEXISTENT>")
    .filter(({ taskId, hash }) => before.find((task) => task.taskId === taskId)?.hash !== hash)
    .map(({ taskId }) => taskId.replace("@telnyx-kit/", ""))
    .sort();

async function rerunAfterEdit(file: string): Promise<string[]> {
  const text = await readFile(join(root, file));
  await appendFile(join(root, file), "\n");
  const after = await plan();
  await writeFile(join(root, file), text);
  return changedIn(after);
}

const of = (name: string, ...tasks: string[]): string[] => tasks.map((task) => `${name}#${task}`);
const packages =
  "advanced calls conferences core emulator gather media queues recordings streaming voice webhooks".split(" ");

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "telnyx-kit-turbo-"));
  const files = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], repository);
  for (const file of new Set(files.split("\0").filter(Boolean))) await cp(join(repository, file), join(root, file));
  await run("git", ["init", "--quiet"], root);
  await run("git", ["add", "--all"], root);
  before = await plan();
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

describe("an edit makes run again", () => {
  it("media and what depends on it, where it is media's", async () => {
    expect(await rerunAfterEdit("packages/media/src/media.ts")).toEqual([
      ...of("//", "check:api", "demo", "format", "runtimes", "sizes"),
      ...of("calls", "build", "check:package", "test", "typecheck"),
      ...of("emulator", "build", "check:package", "test", "typecheck"),
      ...of("examples", "test", "typecheck"),
      ...of("media", "build", "check:package", "test", "typecheck"),
      ...of("scripts", "test", "typecheck"),
    ]);
  });

  it("no build, where it is a type test's", async () => {
    expect(await rerunAfterEdit("packages/voice/src/voice.test-d.ts")).toEqual([
      "//#format",
      "scripts#test",
      ...of("voice", "test", "typecheck"),
    ]);
  });

  it("every build, where it is in what the builds import", async () => {
    expect(await rerunAfterEdit("scripts/cli/problem.ts")).toEqual(
      [
        ...of("//", "check:api", "demo", "format", "generate:check", "runtimes", "sizes"),
        ...packages.flatMap((name) => of(name, "build", "check:package")),
        ...of("scripts", "test", "typecheck"),
      ].sort(),
    );
  });

  it("no package, where it is a guide's", async () => {
    expect(await rerunAfterEdit("docs/errors.md")).toEqual(["//#generate:check", "scripts#test"]);
  });
});

describe("the inputs of a task", () => {
  it.each<readonly [string, RegExp]>([
    ["@telnyx-kit/scripts#build-tools", /^scripts\/release\/(drop-unreached|copy-skills)\.ts$/],
    ["//#generate:check", /^scripts\/readers\/generate\.ts$/],
    ["//#runtimes", /^scripts\/try\/runtimes\.ts$/],
    ["//#check:api", /^scripts\/release\/api\.ts$/],
    ["//#sizes", /^scripts\/release\/sizes\.ts$/],
    ["//#demo", /^scripts\/demo\.ts$/],
    ...["examples", ...packages].map((name) => [`@telnyx-kit/${name}#test`, /\.test(-d)?\.ts$/] as const),
  ])("of %s are all that its programs import", async (id, program) => {
    const inputs = inputsOf(id);
    const imported = new Set<string>();
    for (const file of inputs) if (program.test(file)) await addImports(file, imported);
    expect(imported.size).toBeGreaterThan(1);
    expect([...imported].filter((file) => !inputs.has(file))).toEqual([]);
  });

  it("are the same without git", async () => {
    await rm(join(root, ".git"), { recursive: true });
    expect(changedIn(await plan())).toEqual([]);
  });

  it("hold CI where tests behave differently by it", async () => {
    expect(changedIn(await plan({ CI: "true" })).map((id) => id.replace(/.*#/, ""))).toEqual(
      expect.arrayContaining(["runtimes", "test"]),
    );
  });
});

describe("pnpm test in a folder", () => {
  it.each(["packages/voice", "scripts", "examples"])("finds the tests of %s, and no others", async (folder) => {
    const { scripts } = JSON.parse(await readFile(join(repository, folder, "package.json"), "utf8"));
    const [command = "", ...args] = scripts.test.replace("vitest run", "vitest list --filesOnly --json").split(" ");
    const list = await run(join(repository, "node_modules/.bin", command), args, join(repository, folder));
    const files = (JSON.parse(list) as { file: string }[]).map(({ file }) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !file.startsWith(join(repository, folder)))).toEqual([]);
  });
});

/** The files that a task's hash is made of: its own, and those of the tasks that it depends on. */
function inputsOf(id: string, found = new Set<string>()): Set<string> {
  const task = before.find(({ taskId }) => taskId === id);
  for (const file of Object.keys(task?.inputs ?? {})) found.add(join(task?.directory ?? "", file));
  for (const dependency of task?.dependencies ?? []) inputsOf(dependency, found);
  return found;
}

/** Adds a file and what it imports of the repository; packages are imported as their sources. */
async function addImports(file: string, found: Set<string>): Promise<void> {
  if (found.has(file)) return;
  found.add(file);
  for (const { fileName } of ts.preProcessFile(await readFile(join(root, file), "utf8")).importedFiles) {
    const [, name, subpath = "index"] = /^@telnyx-kit\/([a-z]+)(?:\/([a-z-]+))?$/.exec(fileName) ?? [];
    if (name) await addImports(`packages/${name}/src/${subpath}.ts`, found);
    else if (fileName.startsWith(".")) await addImports(join(dirname(file), fileName.replace(/\.js$/, ".ts")), found);
  }
}
