import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { installPackages } from "../../cli/install-packages.js";
import { repository } from "../../cli/workshop.js";
import { packAll } from "../../release/pack.js";

/** A folder in which the packed packages are installed as a user would, with the programs beside them. */
export async function createApplication(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "telnyx-kit-application-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await fill(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

async function fill(folder: string): Promise<void> {
  const packed = await packAll(repository, join(folder, "tarballs"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await installPackages(folder, ["--prefer-offline", ...packed.map(({ tarball }) => tarball)]);
  await cp(join(repository, "scripts/try/runtimes/programs"), folder, { recursive: true });
  const judge = await readFile(join(repository, "packages/webhooks/src/__tests__/judge.ts"), "utf8");
  await writeFile(join(folder, "judge.mjs"), (await transform(judge, { loader: "ts" })).code);
  await bundle(folder);
}

/** One file each for the runtimes that load no packages: workerd and Chromium. */
async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: { "worker.bundle": join(folder, "worker.mjs"), "page.bundle": join(folder, "page.mjs") },
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    outdir: folder,
    logLevel: "error",
  });
}
