import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { silentChanges, writeReports } from "./api.js";

const source = `import type { Row } from "./generated/schema.js";
export type { Row } from "./generated/schema.js";
/** Waits. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
export interface Options { readonly row: Row; readonly limit?: number }
`;

/** A repository with one package whose report is committed. */
async function repositoryWith(version: string) {
  const root = await mkdtemp(join(tmpdir(), "telnyx-kit-api-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  const git = (...args: string[]) =>
    promisify(execFile)("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: root });
  const options = { target: "es2022", module: "nodenext", strict: true, types: [] };
  await write("tsconfig.json", JSON.stringify({ compilerOptions: options, files: [] }));
  const exports = { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } };
  await write("packages/small/package.json", JSON.stringify({ type: "module", version, exports }));
  await write("packages/small/src/index.ts", source);
  await write("packages/small/src/generated/schema.ts", "export interface Row { a: string }\n");
  await writeReports(root, ["small"]);
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-qm", "First");
  const complaints = async () => (await silentChanges(root, ["small"], "HEAD")).map(({ message }) => message);
  return { root, write, complaints };
}

describe("the report of a package's API", { timeout: 60_000 }, () => {
  it("holds the declarations of what is exported, without comments, and names what is generated", async () => {
    const { root } = await repositoryWith("0.1.0");
    expect(await readFile(join(root, "scripts/release/api/small.txt"), "utf8")).toBe(
      `# @telnyx-kit/small

export interface Options {
    readonly row: Row;
    readonly limit?: number;
}

generated Row

export declare function wait(ms: number): Promise<void>;
`,
    );
  });

  it("lets a changed export through with a changeset only", async () => {
    const { write, complaints } = await repositoryWith("0.1.0");
    await write("packages/small/src/index.ts", source.replace("ms: number", "seconds: number"));
    expect(await complaints()).toEqual([
      expect.stringMatching(/public API differs .*no changeset says so\n.*pnpm changeset/),
    ]);
    await write(".changeset/other.md", '---\n"@telnyx-kit/other": patch\n---\n\nOther.\n');
    expect(await complaints()).toHaveLength(1);
    await write(".changeset/small.md", '---\n"@telnyx-kit/small": minor\n---\n\n`wait` takes seconds.\n');
    expect(await complaints()).toEqual([]);
  });

  it.each([
    ["a comment", source.replace("Waits.", "Waits a while.")],
    ["the inside of a function", source.replace("setTimeout(resolve, ms)", "setTimeout(resolve, ms + 1)")],
  ])("asks nothing for %s", async (_, text) => {
    const { write, complaints } = await repositoryWith("0.1.0");
    await write("packages/small/src/index.ts", text);
    expect(await complaints()).toEqual([]);
  });

  it("asks nothing of a package that was never released", async () => {
    const { write, complaints } = await repositoryWith("0.0.0");
    await write("packages/small/src/index.ts", "export const nothing = 1;\n");
    expect(await complaints()).toEqual([]);
  });
});
