import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { Problem, runCommand } from "./spec/problem.js";

const exec = promisify(execFile);

/** What a release would publish of one package. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  /** Version after the pending changesets; the same where none names the package. */
  readonly next: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly sha256: string;
  readonly tarball: string;
}

interface Plan {
  readonly releases: readonly {
    readonly name: string;
    readonly newVersion: string;
    readonly changesets: readonly string[];
  }[];
  readonly changesets: readonly { readonly id: string; readonly summary: string }[];
}

/** Runs the package manager that the repository pins. */
async function pnpm(args: readonly string[], cwd: string): Promise<string> {
  const { packageManager } = JSON.parse(await readFile("package.json", "utf8")) as { packageManager: string };
  const { stdout } = await exec("npx", ["-y", packageManager, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Packs a package's folder into `destination`, the way publishing does. */
export async function pack(folder: string, destination: string): Promise<string> {
  await mkdir(destination, { recursive: true });
  await pnpm(["pack", "--silent", "--pack-destination", destination], folder);
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  return join(destination, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
}

export const sha256 = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

async function plan(scratch: string): Promise<Plan> {
  const file = join(scratch, "plan.json");
  await exec("node_modules/.bin/changeset", ["status", `--output=${file}`]).catch(
    (error: { stderr?: string; stdout?: string }) => {
      throw new Problem(
        "changeset status",
        `${error.stderr || error.stdout}`.trim(),
        "Add a changeset for what changed (`pnpm changeset`), or check .changeset/config.json.",
      );
    },
  );
  return JSON.parse(await readFile(file, "utf8")) as Plan;
}

async function dryRun(): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-release-"));
  try {
    const pending = await plan(scratch);
    const packed: Packed[] = [];
    for (const folder of (await readdir("packages")).sort())
      packed.push(await packTwice(join("packages", folder), pending, scratch));
    await pnpm(["sbom", "--sbom-format", "cyclonedx", "--out", join(scratch, "sbom.json")], ".");
    const sbom = JSON.parse(await readFile(join(scratch, "sbom.json"), "utf8")) as { components?: unknown[] };

    console.log(
      `\n${"package".padEnd(26)}${"version".padEnd(18)}${"files".padStart(6)}${"size".padStart(11)}   sha256`,
    );
    for (const { name, version, next, files, bytes, sha256: hash } of packed) {
      console.log(
        `${name.padEnd(26)}${(version === next ? version : `${version} → ${next}`).padEnd(18)}${String(files.length).padStart(6)}${`${(bytes / 1024).toFixed(1)} KB`.padStart(11)}   ${hash.slice(0, 16)}`,
      );
    }
    console.log(`\nbill of materials: ${sbom.components?.length ?? 0} components (CycloneDX)\n`);
    for (const { name, newVersion, changesets } of pending.releases) {
      console.log(`## ${name} ${newVersion}`);
      for (const id of changesets)
        console.log(`\n${pending.changesets.find((changeset) => changeset.id === id)?.summary ?? ""}`);
      if (changesets.length === 0) console.log("\nUpdated dependencies.");
      console.log("");
    }
    console.log("Nothing was published.");
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function packTwice(folder: string, pending: Plan, scratch: string): Promise<Packed> {
  const {
    name,
    version,
    scripts = {},
  } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    scripts?: Record<string, string>;
  };
  const installScript = ["preinstall", "install", "postinstall", "prepare"].find((script) => scripts[script]);
  if (installScript)
    throw new Problem(
      `${folder}/package.json`,
      `has the install script \`${installScript}\``,
      "Packages run nothing on a user's machine: remove it.",
    );
  const [first, second] = [await pack(folder, join(scratch, "a")), await pack(folder, join(scratch, "b"))];
  const hash = await sha256(first);
  if (hash !== (await sha256(second)))
    throw new Problem(folder, "two packs differ", "Something in the package depends on the time or the machine.");
  const { stdout } = await exec("tar", ["-tzf", first]);
  const files = stdout
    .trim()
    .split("\n")
    .map((file) => file.replace(/^package\//, ""));
  const missing = ["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts"].filter(
    (file) => !files.includes(file),
  );
  if (missing.length > 0)
    throw new Problem(
      folder,
      `the tarball lacks ${missing.join(", ")}`,
      "Build first, and check `files` in its package.json.",
    );
  console.log(`packed ${basename(first)}`);
  const next = pending.releases.find((release) => release.name === name)?.newVersion ?? version;
  return { name, version, next, files, bytes: (await readFile(first)).byteLength, sha256: hash, tarball: first };
}

if (process.argv[1]?.endsWith("release.ts")) {
  await runCommand(async () => {
    const { values } = parseArgs({ options: { "dry-run": { type: "boolean" } } });
    await run("node_modules/.bin/turbo", ["run", "build", "--output-logs=errors-only"]);
    if (values["dry-run"]) return dryRun();
    await run("node_modules/.bin/changeset", ["publish"]);
    return 0;
  });
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: "inherit", env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" } }).on(
      "close",
      (code) => (code === 0 ? resolve() : reject(new Problem(command, `exited with ${code}`, "See its output above."))),
    );
  });
}
