import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const repositoryRoot = fileURLToPath(new URL("../../../", import.meta.url));

export interface TemporaryRoot {
  readonly root: string;
  write(path: string, text: string): Promise<void>;
  /** Replaces the one occurrence of a text in a file. */
  replace(path: string, before: string, after: string): Promise<void>;
  /** Every file below `spec` with its text, to show that nothing was touched. */
  files(): Promise<Record<string, string>>;
}

/** An empty folder, or a copy of the repository's spec; it is gone when the test is over. */
export async function temporaryRoot(content: "empty" | "spec" = "empty"): Promise<TemporaryRoot> {
  const root = await mkdtemp(join(tmpdir(), "spec-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, "spec"), { recursive: true });
  if (content === "spec") await cp(join(repositoryRoot, "spec"), join(root, "spec"), { recursive: true });
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  return {
    root,
    write,
    async replace(path, before, after) {
      const text = await readFile(join(root, path), "utf8");
      if (text.split(before).length !== 2) throw new Error(`${path} does not hold this once: ${before}`);
      await writeFile(
        join(root, path),
        text.replace(before, () => after),
      );
    },
    async files() {
      const names = await readdir(join(root, "spec"), { recursive: true, withFileTypes: true });
      const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Object.fromEntries(
        await Promise.all(paths.sort().map(async (path) => [path, await readFile(path, "utf8")])),
      );
    },
  };
}

/** The message of the error that a promise ends with. */
export async function messageOf(work: () => Promise<unknown> | unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && error.name === "Problem") return error.message;
    throw error;
  }
  throw new Error("Nothing was wrong.");
}
