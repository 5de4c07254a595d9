import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { esmText, type InstalledProgram, requireText, writePrograms } from "./install/programs.js";
import { serveRegistry } from "./install/registry.js";
import { buildAll, type Packed, packAll } from "./pack.js";
import { readArguments } from "./read-arguments.js";
import { runCommand } from "./spec/problem.js";
import { createWorkshop, packagesInOrder, repository } from "./workshop.js";

/** What users have, by the alias under which it is installed beside one another. */
const compilers = new Map([
  ["5.4", "~5.4.0"],
  ["5.9", "~5.9.0"],
  ["6", "^6.0.0"],
  ["7", "^7.0.0"],
]);
/** TypeScript lets CommonJS import an ES module from 5.8 on. */
const compilersOfCommonJs = ["5.9", "6", "7"];

/** One line of the table. */
interface Result {
  readonly what: string;
  readonly failure: string;
}

/** Runs a command; gives its output, with the exit code. */
function run(command: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, maxBuffer: 1e8, timeout: 300_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: `${stdout}${stderr}` }),
    );
  });
}

const must = async (command: string, args: readonly string[], cwd: string): Promise<string> => {
  const { code, output } = await run(command, args, cwd);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}\n${output}`);
  return output;
};

/** A new application that gets our packages from the local registry and everything else from the usual one. */
async function createApplication(scratch: string, name: string, registry: string): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", private: true }));
  await writeFile(join(folder, ".npmrc"), `@telnyx-kit:registry=${registry}\naudit=false\nfund=false\n`);
  return folder;
}

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

/** What the linters of packages say of the tarballs. */
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

async function tryTypes(application: string, programs: readonly InstalledProgram[]): Promise<Result[]> {
  for (const program of programs)
    for (const kind of ["mts", "cts"])
      await writeFile(join(application, `${program.package}.${kind}`), esmText(program));
  const results: Result[] = [];
  const check = async (version: string, resolution: "nodenext" | "bundler", kind: "mts" | "cts") => {
    const file = `tsconfig.${version}.${resolution}.${kind}.json`;
    const compilerOptions = {
      module: resolution === "bundler" ? "esnext" : "nodenext",
      moduleResolution: resolution,
      target: "es2022",
      lib: ["es2022", "dom", "dom.iterable"],
      types: [],
      strict: true,
      noEmit: true,
      // Our declarations are checked too, with everything that they refer to.
      skipLibCheck: false,
    };
    await writeFile(
      join(application, file),
      JSON.stringify({ compilerOptions, files: programs.map((program) => `${program.package}.${kind}`) }),
    );
    const { code, output } = await run(
      process.execPath,
      [await compilerAt(application, version), "-p", file],
      application,
    );
    const how = kind === "mts" ? "import" : "CommonJS";
    results.push({ what: `TypeScript ${version}, ${resolution}, ${how}`, failure: code === 0 ? "" : output });
  };
  for (const version of compilers.keys()) {
    await check(version, "nodenext", "mts");
    await check(version, "bundler", "mts");
    if (compilersOfCommonJs.includes(version)) await check(version, "nodenext", "cts");
  }
  return results;
}

async function compilerAt(application: string, version: string): Promise<string> {
  const folder = join(application, "node_modules", aliasOf(version));
  const { bin } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { bin: Record<string, string> };
  return join(folder, bin.tsc ?? "bin/tsc");
}

const aliasOf = (version: string): string => `typescript-${version.replace(".", "-")}`;

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

/** A minor version of core: whoever updates everything has one copy; whoever updates half has two, which work together. */
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

/** Everything, in a temporary folder. */
export async function installTest(): Promise<Result[]> {
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
    const aliases = [...compilers].map(([version, range]) => `${aliasOf(version)}@npm:typescript@${range}`);
    // The tarballs themselves, into an empty folder.
    await must("npm", ["install", ...first.map(({ tarball }) => tarball)], application);
    const programs = await writePrograms(root, await packagesInOrder(root));
    const results = [...(await lintTarballs(first)), ...(await tryPrograms(application, programs))];
    await must("npm", ["install", "--no-save", ...aliases], application);
    results.push(...(await tryTypes(application, programs)));
    results.push(...(await tryCoreUpdate(scratch, local.url)));
    return results;
  } finally {
    close();
    await remove();
    await rm(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith("install-test.ts")) {
  await runCommand(async () => {
    readArguments({ usage: "pnpm test:install" });
    const results = await installTest();
    for (const { what, failure } of results) {
      console.log(`${what.padEnd(64)}${failure ? "FAILED" : "passed"}`);
      if (failure) console.log(failure.split("\n").slice(0, 12).join("\n"));
    }
    const failed = results.filter(({ failure }) => failure).length;
    console.log(`\ninstallation: ${results.length - failed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  });
}
