import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { createWorkshop, repository } from "../cli/workshop.js";
import { buildAll, type Packed, packAll, pnpm } from "./pack.js";
import { publishFirst, trustSteps } from "./publish-first.js";

/** The sum of the pending changesets. */
export interface Plan {
  readonly releases: readonly {
    readonly name: string;
    readonly newVersion: string;
    readonly changesets: readonly string[];
  }[];
  readonly changesets: readonly { readonly id: string; readonly summary: string }[];
}

/** Asks changesets what it would release in the repository at `root`. */
export async function planRelease(root: string): Promise<Plan> {
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-plan-"));
  const file = join(scratch, "plan.json");
  try {
    // The path is relative to the repository, wherever that stands.
    await promisify(execFile)(join(repository, "node_modules/.bin/changeset"), ["status", `--output=${file}`], {
      cwd: root,
    });
    const plan = JSON.parse(await readFile(file, "utf8")) as Plan;
    // It also names private packages, which have no version and are never released.
    return { ...plan, releases: plan.releases.filter(({ newVersion }) => newVersion) };
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new Problem(
      "changeset status",
      `${stderr || stdout || error}`.trim(),
      "Add a changeset for what changed (`pnpm changeset`), or check .changeset/config.json.",
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Builds and packs twice, in two folders; the same sources have to give the same bytes. */
export async function packTwice(destination: string): Promise<Packed[]> {
  const packs: Packed[][] = [];
  for (const round of ["first", "second"]) {
    const { root, remove } = await createWorkshop("release");
    try {
      await buildAll(root);
      packs.push(await packAll(root, join(destination, round)));
    } finally {
      await remove();
    }
  }
  const [first = [], second = []] = packs;
  for (const [index, { folder, sha256 }] of first.entries())
    if (sha256 !== second[index]?.sha256)
      throw new Problem(
        `packages/${folder}`,
        "two builds give two different tarballs",
        "Something in the package depends on the time, the folder or the machine.",
      );
  return first;
}

async function dryRun(): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-release-"));
  try {
    const plan = await planRelease(process.cwd());
    const packed = await packTwice(scratch);
    const entries = await writeBills(join(scratch, "sbom"));
    for (const line of describeRelease(packed, plan)) console.log(line);
    console.log(
      `bills of materials: one per package, ${entries} entries (CycloneDX)\nTwo builds gave the same tarballs. Nothing was published.`,
    );
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The first release of packages that the registry does not have: see RELEASING.md. */
async function first(): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-release-"));
  try {
    await buildAll(process.cwd());
    const names = await publishFirst(await packAll(process.cwd(), scratch));
    for (const name of names) console.log(trustSteps(name));
    console.log(
      names.length === 0
        ? "The registry has every package."
        : `${names.length} packages were published for the first time.`,
    );
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Writes a bill of materials for each package: what a user gets with it. Gives how many entries they have together. */
async function writeBills(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const out = join(folder, "%s-%v.cdx.json");
  await pnpm(
    ["--filter", "./packages/*", "sbom", "--sbom-format", "cyclonedx", "--prod", "--split", "--out", out],
    process.cwd(),
  );
  const bills = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
  return bills.reduce(
    (sum, bill) => sum + ((JSON.parse(bill) as { components?: unknown[] }).components?.length ?? 0),
    0,
  );
}

/** The table of what would go out, then the changelog entries. */
export function describeRelease(packed: readonly Packed[], plan: Plan): string[] {
  const lines = [`${"package".padEnd(26)}${"version".padEnd(18)}${"files".padStart(6)}${"size".padStart(11)}   sha256`];
  for (const { name, version, files, bytes, sha256 } of packed) {
    const next = plan.releases.find((release) => release.name === name)?.newVersion ?? version;
    const size = `${(bytes / 1024).toFixed(1)} KB`;
    lines.push(
      `${name.padEnd(26)}${(next === version ? `${version} (stays)` : `${version} → ${next}`).padEnd(18)}${String(files.length).padStart(6)}${size.padStart(11)}   ${sha256.slice(0, 16)}`,
    );
  }
  for (const { name, newVersion, changesets } of plan.releases) {
    const entries = changesets.map((id) => plan.changesets.find((changeset) => changeset.id === id)?.summary ?? "");
    lines.push("", `## ${name} ${newVersion}`, "", ...(entries.length > 0 ? entries : ["Updated dependencies."]));
  }
  return [...lines, ""];
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit" });
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Problem(command, `exited with ${code}`, "See its output above.")),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const { values } = readArguments({
      usage: "pnpm release [--dry-run | --first] [--sbom <dir>]",
      options: { "dry-run": { type: "boolean" }, first: { type: "boolean" }, sbom: { type: "string" } },
    });
    if (values["dry-run"]) return dryRun();
    if (values.first) return first();
    // From nothing: what a deleted source left in `dist` must not go out.
    await buildAll(process.cwd());
    if (values.sbom) console.log(`bills of materials: ${await writeBills(values.sbom)} entries`);
    await run("node_modules/.bin/changeset", ["publish"]);
    return 0;
  });
}
