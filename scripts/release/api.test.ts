import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { writeAll } from "../cli/write-all.js";
import { changedReports, faultsSince, onDisk } from "./api.js";

const declarations = `import type { Row } from "./generated/schema.js";
export type { Row } from "./generated/schema.js";
export type * from "./generated/events.js";
/** Waits. */
export declare function wait(ms: number): Promise<void>;
export interface Options {
    readonly row: Row;
    readonly limit?: number;
}
`;
const built = "packages/small/dist/index.d.ts";

/** A repository with one built package whose report is committed. */
async function repositoryWith(version: string) {
  const root = await mkdtemp(join(tmpdir(), "telnyx-kit-api-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  const git = (...args: string[]) =>
    promisify(execFile)("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: root });
  const exports = {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./package.json": "./package.json",
  };
  await write("packages/small/package.json", JSON.stringify({ type: "module", version, exports }));
  await write("packages/small/src/index.ts", "export const source = 1;\n");
  await write(built, declarations);
  await write("packages/small/dist/generated/schema.d.ts", "export interface Row { a: string }\n");
  await write("packages/small/dist/generated/events.d.ts", "export interface Answered { a: string }\n");
  await write(".gitignore", "dist\n");
  const reports = await changedReports(root, onDisk(root));
  await writeAll(root, reports, [...reports.keys()]);
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-qm", "First");
  const complaints = async () => (await faultsSince(root, "HEAD")).map(({ message }) => message);
  return { root, write, complaints };
}

const changeset = (name: string, text = "`wait` takes seconds.") =>
  `---\n"@telnyx-kit/${name}": minor\n---\n\n${text}\n`;

describe("the report of a package's API", () => {
  it("holds the declarations of what is exported, without comments, and names what is generated", async () => {
    const { root } = await repositoryWith("0.1.0");
    expect(await readFile(join(root, "scripts/release/api/small.txt"), "utf8")).toBe(
      `# @telnyx-kit/small

export type * from "./generated/events.js";

export interface Options {
    readonly row: Row;
    readonly limit?: number;
}

generated Row

export declare function wait(ms: number): Promise<void>;
`,
    );
  });

  it("changes with an export", async () => {
    const { root, write } = await repositoryWith("0.1.0");
    expect([...(await changedReports(root, onDisk(root))).keys()]).toEqual([]);
    await write(built, declarations.replace("ms: number", "seconds: number"));
    expect([...(await changedReports(root, onDisk(root))).keys()]).toEqual(["scripts/release/api/small.txt"]);
  });

  it.each([
    ["a comment", built, declarations.replace("Waits.", "Waits a while.")],
    [
      "what an update of the specification adds",
      "packages/small/dist/generated/events.d.ts",
      "export interface Sung {}\n",
    ],
  ])("stays as it is for %s", async (_, file, text) => {
    const { root, write } = await repositoryWith("0.1.0");
    await write(file, text);
    expect([...(await changedReports(root, onDisk(root))).keys()]).toEqual([]);
  });

  it("is missed where the package was not built", async () => {
    const { root } = await repositoryWith("0.1.0");
    await rm(join(root, built));
    await expect(changedReports(root, onDisk(root))).rejects.toThrow("Run `pnpm build`");
  });
});

describe("the changesets since a commit", () => {
  it("have to name a package whose API differs", async () => {
    const { write, complaints } = await repositoryWith("0.1.0");
    await write(built, declarations.replace("ms: number", "seconds: number"));
    expect(await complaints()).toEqual([
      expect.stringMatching(/public API differs .*no changeset says so\n.*pnpm changeset/),
    ]);
    await write("packages/small/src/index.ts", "export const source = 2;\n");
    await write(".changeset/small.md", changeset("small"));
    expect(await complaints()).toEqual([]);
  });

  it("need not name a package that was never released", async () => {
    const { write, complaints } = await repositoryWith("0.0.0");
    await write(built, "export declare const nothing = 1;\n");
    expect(await complaints()).toEqual([]);
  });

  it("name no package of which nothing that users get differs", async () => {
    const { write, complaints } = await repositoryWith("0.1.0");
    await write(".changeset/small.md", changeset("small"));
    await write("packages/small/src/index.test.ts", "// A test.\n");
    expect(await complaints()).toEqual([
      expect.stringMatching(/^\.changeset\/small\.md: names @telnyx-kit\/small.*\n.*out of/),
    ]);
    await write("packages/small/README.md", "# Small\n");
    expect(await complaints()).toEqual([]);
  });
});
