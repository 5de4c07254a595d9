import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Runs a program on the sources in a Node process of its own, which has to end by itself; gives what it printed. */
export async function runProgram(code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "emulator-"));
  const outfile = join(folder, "program.mjs");
  await build({
    stdin: { contents: code, resolveDir: source("../"), loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    plugins: [
      {
        name: "sources",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^@telnyx-kit\// }, ({ path }) => {
            const [, name = "", subpath = "index"] = path.split("/");
            return { path: source(`../../../${name}/src/${subpath}.ts`) };
          }),
      },
    ],
  });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile], { timeout: 60_000 });
  await rm(folder, { recursive: true });
  return stdout;
}
