import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { createWorkshop, packagesInOrder, repository } from "../cli/workshop.js";
import { createApplication, must, type Result, run } from "./install/application.js";
import { esmText, type InstalledProgram, requireText, writePrograms } from "./install/programs.js";
import { serveRegistry } from "./install/registry.js";
import { commonJsTools, tryCommonJs, tryDeclarations } from "./install/try-commonjs.js";
import { tryExamples } from "./install/try-examples.js";
import { tryPages } from "./install/try-pages.js";
import { compilerAt, compilerPackages, tryTypes } from "./install/try-types.js";
import { buildAll, type Packed, packAll } from "./pack.js";

async function tryPrograms(application: string, programs: readonly InstalledProgram[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const program of programs) {
    for (const [kind, file, text] of [
      ["import", `${program.package}.mjs`, esmText(program)],
      ["require", `${program.package}.cjs`, requireText(program)],
    ] as const) {
      await writeFile(join(application, file), text);
      const { code, output } = await run(process.execPath, [file], application);
      const isFine = code === 0 && output.trim().split("\n").at(-1) === "ran";
      results.push({
        what: `Node ${process.versions.node}, ${kind}: ${program.package}`,
        failure: isFine ? "" : output,
      });
    }
  }
  return results;
}

/** The messages of package linters about the tarballs. */
async function lintTarballs(packed: readonly Packed[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const { folder, tarball } of packed) {
    for (const [tool, ...options] of [
      ["publint", "--strict"],
      ["attw", "--profile", "esm-only"],
    ] as const) {
      const { code, output } = await run(
        join(repository, "node_modules/.bin", tool),
        [tarball, ...options],
        repository,
      );
      results.push({ what: `${tool}: ${folder}`, failure: code === 0 ? "" : output });
    }
  }
  return results;
}

/** How many copies of core an application has. */
async function copiesOfCore(application: string): Promise<string[]> {
  const found = await readdir(join(application, "node_modules"), { recursive: true });
  const manifests = found.filter((path) => /@telnyx-kit\/core\/package\.json$/.test(path));
  const versions = manifests.map(async (path) =>
    String(
      (JSON.parse(await readFile(join(application, "node_modules", path), "utf8")) as { version: string }).version,
    ),
  );
  return (await Promise.all(versions)).sort();
}

const twoDomains = `import { createTelnyx } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
const paths = [];
const fetch = async (url) => { paths.push(new URL(url).pathname); return new Response('{"data":{}}', { headers: { "content-type": "application/json" } }); };
const telnyx = createTelnyx({ apiKey: "KEY0123456789", fetch });
await createVoice(telnyx).answer("an-id");
await createMedia(telnyx).stopPlayback("an-id");
console.log(paths.length === 2 ? "ran" : paths);
`;

/** Sets the versions of all packages below `root`, builds and packs them. */
async function packAt(root: string, versions: (folder: string) => string, destination: string): Promise<Packed[]> {
  for (const folder of await packagesInOrder(root)) {
    const file = join(root, "packages", folder, "package.json");
    const manifest = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...manifest, version: versions(folder) }, null, 2));
  }
  return packAll(root, destination);
}

/** A minor version of core: a user who updates everything has one copy; a user who updates half has two, which work together. */
async function tryCoreUpdate(scratch: string, registry: string): Promise<Result[]> {
  const results: Result[] = [];
  const domains = ["core", "voice", "media"];
  for (const { name, installs, expected } of [
    {
      name: "updated",
      installs: [
        ["0.1.0", "0.1.0", "0.1.0"],
        ["0.2.0", "0.1.1", "0.1.1"],
      ],
      expected: ["0.2.0"],
    },
    {
      name: "half-updated",
      installs: [
        ["0.1.0", "0.1.0", "0.1.0"],
        ["0.2.0", "0.1.1", "0.1.0"],
      ],
      expected: ["0.1.0", "0.2.0"],
    },
  ]) {
    const application = await createApplication(scratch, name, registry);
    for (const versions of installs)
      await must(
        "npm",
        ["install", ...domains.map((domain, index) => `@telnyx-kit/${domain}@${versions[index]}`)],
        application,
      );
    const copies = await copiesOfCore(application);
    await writeFile(join(application, "program.mjs"), twoDomains);
    const { output } = await run(process.execPath, ["program.mjs"], application);
    const failure =
      copies.join() !== expected.join()
        ? `copies of core: ${copies.join(", ")}`
        : output.trim() === "ran"
          ? ""
          : output;
    results.push({
      what: `an application ${name} to core 0.2.0 (${copies.length === 1 ? "one copy" : `${copies.length} copies`})`,
      failure,
    });
  }
  return results;
}

/** Everything, in a temporary folder. A result comes as soon as it is known. */
async function* installTest(): AsyncGenerator<Result> {
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-install-"));
  const { root, remove } = await createWorkshop("install");
  let close = () => {};
  try {
    await buildAll(root);
    const first = await packAt(root, () => "0.1.0", join(scratch, "first"));
    const second = await packAt(root, (folder) => (folder === "core" ? "0.2.0" : "0.1.1"), join(scratch, "second"));
    const local = await serveRegistry([...first, ...second]);
    close = local.close;
    const application = await createApplication(scratch, "application", local.url);
    // The tarballs themselves, into an empty folder.
    await must("npm", ["install", ...first.map(({ tarball }) => tarball)], application);
    const programs = await writePrograms(root, await packagesInOrder(root));
    yield* await lintTarballs(first);
    yield* await tryPrograms(application, programs);
    // In one command: npm removes what an earlier one did not save.
    await must("npm", ["install", "--no-save", ...compilerPackages(), ...commonJsTools], application);
    yield* await tryTypes(application, programs);
    yield* await tryCommonJs(application, await compilerAt(application, "5.9"));
    yield await tryDeclarations(await createApplication(scratch, "strict", local.url));
    yield* await tryPages(scratch, local.url);
    yield* tryExamples(scratch, local.url);
    yield* await tryCoreUpdate(scratch, local.url);
  } finally {
    close();
    await remove();
    await rm(scratch, { recursive: true, force: true });
  }
}

await runCommand(async () => {
  readArguments({ usage: "pnpm test:install" });
  console.log("Building and packing two versions of the packages.");
  let passed = 0;
  let failed = 0;
  for await (const { what, failure } of installTest()) {
    failure ? failed++ : passed++;
    console.log(`${what.padEnd(64)}${failure ? "FAILED" : "passed"}`);
    if (failure) console.log(failure.split("\n").slice(0, 30).join("\n"));
  }
  console.log(`\ninstallation: ${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
