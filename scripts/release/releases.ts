import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { createWorkshop, repository } from "../cli/workshop.js";
import { isObject } from "../openapi/document.js";
import { mergeFragments } from "../openapi/effective.js";
import { generate } from "../readers/generate-files.js";
import { specSync } from "../update/sync.js";
import { createApplication, type Result, run } from "./install/application.js";
import { serveRegistry } from "./install/registry.js";
import { tryPages } from "./install/try-pages.js";
import { buildAll, type Packed, packAll, pinnedPnpm } from "./pack.js";
import { versionPackages } from "./version-packages.js";

const page = "packages/voice/README.md";

/**
 * Two releases into a registry of this machine: the first one, of the changesets that are there, and one after upstream
 * added a field to the body of `answer`. Each is installed by npm and pnpm, and the quick start of voice runs from it.
 */
async function* twoReleases(): AsyncGenerator<Result> {
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-releases-"));
  const { root, remove } = await createWorkshop("releases");
  const closing: (() => void)[] = [];
  try {
    await cp(join(repository, ".changeset"), join(root, ".changeset"), { recursive: true });
    const serve = async (packed: readonly Packed[]): Promise<string> => {
      const { url, close } = await serveRegistry(packed);
      closing.push(close);
      return url;
    };
    const first = await releaseInto(root, join(scratch, "packed-1"));
    yield expectVersions("the first release", first, (_name) => "0.1.0");
    yield await expectChangelog(root, "voice", "`createVoice` controls calls");
    yield* await tryPages(join(scratch, "1"), await serve(first), [page]);

    await takeInAnUpdate(root);
    const all = await releaseInto(root, join(scratch, "packed-2"));
    const changed = ["voice", "emulator"];
    yield expectVersions("the release after an update", all, (name) => (changed.includes(name) ? "0.1.1" : "0.1.0"));
    yield await expectChangelog(root, "voice", "New: `whisper` of `answer` (string).");
    const second = await serve([...first, ...all.filter(({ folder }) => changed.includes(folder))]);
    yield* await tryPages(join(scratch, "2"), second, [page]);
    for (const manager of ["npm", "pnpm"] as const) yield await tryRange(scratch, second, manager);
  } finally {
    for (const close of closing) close();
    await remove();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function releaseInto(root: string, destination: string): Promise<Packed[]> {
  await versionPackages(root);
  await buildAll(root);
  return packAll(root, destination);
}

/** Upstream's next document: the present one, and one field more. */
async function takeInAnUpdate(root: string): Promise<void> {
  const document = await mergeFragments(root);
  const properties = document.components.schemas?.AnswerRequest?.properties;
  if (!isObject(properties)) throw new Error("The fragments have no AnswerRequest.");
  properties.whisper = { type: "string" };
  const file = join(root, "upstream.json");
  await writeFile(file, JSON.stringify(document));
  const code = await specSync([file, "--changeset"], root);
  if (code !== 0) throw new Error("The update was held.");
  await generate({ root, packages: [], check: false });
}

function expectVersions(what: string, packed: readonly Packed[], expected: (folder: string) => string): Result {
  const wrong = packed.filter(({ folder, version }) => version !== expected(folder));
  return { what, failure: wrong.map(({ name, version }) => `${name} is ${version}`).join("\n") };
}

async function expectChangelog(root: string, folder: string, sentence: string): Promise<Result> {
  const text = await readFile(join(root, "packages", folder, "CHANGELOG.md"), "utf8").catch(() => "");
  return {
    what: `the changelog of ${folder}`,
    failure: text.includes(sentence) ? "" : `it lacks: ${sentence}\n${text}`,
  };
}

/** An application that was written for the first release gets the addition without a change of its own. */
async function tryRange(scratch: string, registry: string, manager: "npm" | "pnpm"): Promise<Result> {
  const what = `${manager}: ^0.1.0 takes the addition`;
  const application = await createApplication(scratch, `range-${manager}`, registry);
  const given = ["@telnyx-kit/voice@^0.1.0", "@telnyx-kit/core@^0.1.0"];
  const { code, output } =
    manager === "npm"
      ? await run("npm", ["install", ...given], application)
      : await run("npx", ["-y", await pinnedPnpm(), "add", ...given], application);
  if (code !== 0) return { what, failure: output };
  const manifest = join(application, "node_modules/@telnyx-kit/voice/package.json");
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return { what, failure: version === "0.1.1" ? "" : `voice is ${version}` };
}

await runCommand(async () => {
  readArguments({ usage: "pnpm test:releases" });
  let failed = 0;
  let passed = 0;
  for await (const { what, failure } of twoReleases()) {
    failure ? failed++ : passed++;
    console.log(`${what.padEnd(64)}${failure ? `FAILED\n${failure}` : "passed"}`);
  }
  console.log(`\nreleases: ${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
