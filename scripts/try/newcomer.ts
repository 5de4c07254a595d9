/**
 * A newcomer's path, with a watch: `tsx scripts/try/newcomer.ts [--cold] [--from <repository>]`.
 *
 * Clones the last commit into an empty folder and does there what the README says, read out of its blocks: the demo, and the
 * quick start as pasted, on packed tarballs in an empty folder; then the same by the packages' names, as it is once they are
 * published, from a registry in this process. Fails when a step does, when the call does not come to its end, or after five
 * minutes. `--cold` starts without any cache of npm and pnpm, as on a machine that has neither.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { repository } from "../cli/workshop.js";
import { serveRegistry } from "../release/install/registry.js";
import { type Path, readPath, type Step } from "./newcomer-steps.js";

const limit = 5 * 60_000;
const upstream = "https://github.com/telnyx-kit/telnyx-kit";
/** The entries that the timeline of the quick start must show. */
const shown = ["call.initiated", "call.answered", "call.speak.ended", "call.hangup"];

/** A place to type commands in, which remembers where it is. */
interface Shell {
  cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly deadline: number;
}

function type(shell: Shell, command: string): Promise<string> {
  const mark = "\u0001cwd ";
  const options = {
    cwd: shell.cwd,
    env: shell.env,
    timeout: Math.max(1, shell.deadline - Date.now()),
    maxBuffer: 1e8,
  };
  return new Promise((done, failed) => {
    execFile("sh", ["-ec", `${command}\nprintf '${mark}%s' "$PWD"`], options, (error, stdout, stderr) => {
      const [output = "", cwd] = stdout.split(mark);
      if (error || cwd === undefined) {
        const last = `${output}${stderr}`.trim().split("\n").slice(-20).join("\n");
        failed(new Problem("README.md", `does not work for a newcomer: ${command}\n${last}`, "Correct it there."));
      }
      shell.cwd = cwd ?? shell.cwd;
      done(output);
    });
  });
}

async function take(shell: Shell, step: Step): Promise<void> {
  if ("file" in step) return writeFile(join(shell.cwd, step.file), step.code);
  const output = await type(shell, step.command);
  const absent = step.command.startsWith("node ") ? shown.filter((event) => !output.includes(event)) : [];
  if (absent.length > 0)
    throw new Problem("README.md", `its quick start printed no ${absent.join(", ")}\n${output}`, "Correct it there.");
}

/** The environment of a machine on which the repository is not on GitHub yet and, if cold, nothing is cached. */
function environment(scratch: string, from: string, cold: boolean): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|pnpm_|CI$|INIT_CWD$|TURBO|NODE_OPTIONS)/i.test(name),
  );
  const kept = Object.entries(process.env).filter(([name]) => /^npm_config_(registry|userconfig|cafile)$/i.test(name));
  const empty = (name: string) => join(scratch, "empty", name);
  return {
    ...Object.fromEntries([...own, ...kept]),
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `url.${from}.insteadOf`,
    GIT_CONFIG_VALUE_0: upstream,
    ...(cold && {
      npm_config_cache: empty("npm"),
      npm_config_store_dir: empty("store"),
      pnpm_config_store_dir: empty("store"),
      XDG_CACHE_HOME: empty("cache"),
      XDG_DATA_HOME: empty("data"),
      XDG_STATE_HOME: empty("state"),
    }),
  };
}

/** The quick start once more in an empty folder, with the packages installed by name. */
async function takePublished(shell: Shell, { steps, published }: Path, watch: Watch): Promise<void> {
  const packed = join(shell.cwd, "..", "telnyx-kit", "packed");
  const names = (await readdir(packed)).filter((name) => name.endsWith(".tgz"));
  const packages = names.map((name) => {
    const [, folder = "", version = ""] = /^telnyx-kit-(\w+)-(\d.*)\.tgz$/.exec(basename(name)) ?? [];
    return { name: `@telnyx-kit/${folder}`, version, tarball: join(packed, name) };
  });
  const local = await serveRegistry(packages);
  try {
    const folder = join(shell.cwd, "..", "by-name");
    await mkdir(folder);
    await writeFile(join(folder, "package.json"), "{}\n");
    await writeFile(join(folder, ".npmrc"), `@telnyx-kit:registry=${local.url}\n`);
    shell.cwd = folder;
    const own = steps.slice(steps.findIndex((step) => "file" in step));
    for (const step of [...published.map((command) => ({ command })), ...own]) await watch(shell, step);
  } finally {
    local.close();
  }
}

type Watch = (shell: Shell, step: Step) => Promise<void>;

await runCommand(async () => {
  const { values } = readArguments({
    usage: "pnpm test:newcomer [--cold] [--from <repository>]",
    options: { cold: { type: "boolean" }, from: { type: "string" } },
  });
  const root = resolve(values.from ?? repository);
  const scratch = await mkdtemp(join(tmpdir(), "telnyx-kit-newcomer-"));
  const shell: Shell = {
    cwd: scratch,
    env: environment(scratch, pathToFileURL(root).href, values.cold === true),
    deadline: Date.now() + limit,
  };
  let total = 0;
  const watch: Watch = async (in_, step) => {
    const started = performance.now();
    process.stdout.write(("file" in step ? `save ${step.file}` : step.command).padEnd(96));
    await take(in_, step);
    const taken = performance.now() - started;
    total += taken;
    console.log(`${(taken / 1000).toFixed(1).padStart(6)} s`);
  };
  try {
    const readme = await type({ ...shell, cwd: root }, "git show HEAD:README.md");
    const path = readPath(readme);
    const changed = (await type({ ...shell, cwd: root }, "git status --porcelain")).trim().split("\n").filter(Boolean);
    const commit = (await type({ ...shell, cwd: root }, "git rev-parse --short HEAD")).trim();
    console.log(`The README of ${commit}, ${values.cold ? "nothing cached" : "with this machine's caches"}.`);
    if (changed.length > 0) console.log(`Not in it: ${changed.length} files that are changed here and not committed.`);
    console.log();
    for (const step of path.steps) await watch(shell, step);
    const call = total;
    console.log(`${"to the first call of one's own".padEnd(96)}${(call / 1000).toFixed(1).padStart(6)} s\n`);
    await takePublished(shell, path, watch);
    console.log(`${"altogether".padEnd(96)}${(total / 1000).toFixed(1).padStart(6)} s of ${limit / 1000} s`);
    return total > limit ? 1 : 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});
