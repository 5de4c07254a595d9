import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { installCommand } from "../../../packages/emulator/src/ladder/__tests__/chromium.js";
import { installArguments, installPackages } from "../../cli/install-packages.js";
import { folderOf, type Runtime } from "./all-runtimes.js";

/** How a runtime is started, or why this machine has none and what would bring it. */
export type Found = { readonly command: readonly string[] } | { readonly missing: string; readonly remedy: string };

/** Finds a runtime, and fetches it first where it comes from npm and was not fetched before. */
export async function findRuntime(runtime: Runtime): Promise<Found> {
  const { name, fetched } = runtime;
  if (fetched && !existsSync(join(folderOf(name), "node_modules", fetched.file))) {
    console.log(`  fetching ${fetched.package} …`);
    try {
      await fetchInto(folderOf(name), fetched.package);
    } catch (error) {
      const remedy = ["npm", ...installArguments(folderOf(name), [fetched.package])].join(" ");
      return { missing: reasonOf(error), remedy };
    }
  }
  try {
    const command = runtime.command();
    return command ? { command } : { missing: "it is not installed", remedy: installCommand };
  } catch (error) {
    return { missing: reasonOf(error), remedy: installCommand };
  }
}

/** Installs beside, then renames: a download that was cut off never looks like a runtime. */
async function fetchInto(folder: string, name: string): Promise<void> {
  const beside = `${folder}-${process.pid}`;
  try {
    await installPackages(beside, [name]);
    await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** npm says much; its code is enough here, and its whole words come with the command that is printed. */
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  const code = /npm error code (\w+)/.exec(message)?.[1];
  return `it could not be fetched (${code ?? message.trim().split("\n")[0]})`;
}
