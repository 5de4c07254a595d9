/**
 * Runs the packed packages in every framework that the guide names, on real sockets, and prints one table:
 * `pnpm test:frameworks [word…]` takes those whose name has one of the words.
 *
 * Frameworks come from the npm registry into a folder of the system's temporary files and stay there. Without them the
 * command says "not run"; with CI set that is a failure.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installArguments, installPackages } from "../cli/install-packages.js";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { repository } from "../cli/workshop.js";
import { packAll } from "../release/pack.js";

const folder = join(tmpdir(), "telnyx-kit-frameworks");
const frameworks = [
  ...["@azure/functions@4", "@hono/node-server@2", "@whatwg-node/server", "express@5", "express-4@npm:express@4"],
  ...["fastify@5", "hono@4", "koa@3", "koa-bodyparser@4", "undici@7", "next@16", "react@19", "react-dom@19"],
  ...["@nestjs/common@11", "@nestjs/core@11", "@nestjs/platform-express@11", "@nestjs/platform-fastify@11"],
  ...["reflect-metadata", "rxjs@7"],
];

/** The output of a framework's program. */
interface Row {
  readonly name: string;
  /** Whether it is a set-up that works; else one whose error names the remedy. */
  readonly works: boolean;
  readonly wrong: string;
}

await runCommand(async () => {
  const { positionals: words } = readArguments({
    usage: "pnpm test:frameworks [word…]",
    takes: { least: 0, most: frameworks.length, what: "words of frameworks' names" },
  });
  await mkdir(folder, { recursive: true });
  const packed = await packAll(repository, join(folder, "tarballs"));
  const ours = packed.filter((each) => ["core", "webhooks"].includes(each.folder)).map(({ tarball }) => tarball);
  try {
    await installPackages(folder, ["--prefer-offline", ...ours, ...frameworks]);
  } catch {
    console.log(
      `frameworks: not run, they could not be fetched: npm ${installArguments(folder, frameworks).join(" ")}`,
    );
    return process.env.CI ? 1 : 0;
  }
  const programs = join(folder, "programs");
  await rm(programs, { recursive: true, force: true });
  await cp(join(repository, "scripts/try/frameworks/programs"), programs, { recursive: true });

  const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs", ...words], {
    cwd: programs,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    timeout: 300_000,
  });
  const rows = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Row => JSON.parse(line));
  for (const { name, works, wrong } of rows) {
    const outcome = wrong ? `FAILED  ${wrong}` : works ? "works" : "refused, and the error names the remedy";
    console.log(`  ${name.padEnd(54)} ${outcome}`);
  }
  const failed = rows.filter(({ wrong }) => wrong).length;
  console.log(`\nframeworks: ${rows.length - failed} passed, ${failed} failed`);
  return failed > 0 || rows.length === 0 ? 1 : 0;
});
