import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { repository } from "../../cli/workshop.js";
import { smallDomains, smallUpstream } from "../../openapi/__tests__/small-upstream.js";
import { pinnedPnpm } from "../../release/pack.js";

const exec = promisify(execFile);

/** The result of a command. */
export interface Ran {
  readonly code: number;
  /** Its output, without pnpm's lines about the script. */
  readonly output: string;
}

/** A folder that commands may write in. */
export interface Tree {
  readonly root: string;
  /** Runs a line as GitHub does, with `pnpm` at hand. */
  bash(line: string, env?: NodeJS.ProcessEnv): Promise<Ran>;
  remove(): Promise<void>;
}

/** A copy of this working tree, installed. */
export async function createClone(): Promise<Tree> {
  const tree = await emptyTree({});
  const { stdout } = await exec("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: repository,
    maxBuffer: 1e8,
  });
  for (const file of stdout.split("\0").filter(Boolean))
    await cp(join(repository, file), join(tree.root, file), { recursive: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error; // deleted, and not yet committed
      },
    );
  await must(tree.bash("pnpm install --frozen-lockfile --prefer-offline && git init -q && git add -A"));
  return tree;
}

/** The scripts over a table of two domains, which have taken in `upstream.yml`; further documents are beside it. */
export async function createSmall(): Promise<Tree> {
  const tree = await emptyTree({ pnpm_config_verify_deps_before_run: "false", pnpm_config_pm_on_fail: "ignore" });
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(tree.root, file)), { recursive: true });
    await writeFile(join(tree.root, file), text);
  };
  await cp(join(repository, "package.json"), join(tree.root, "package.json"));
  await cp(join(repository, "scripts"), join(tree.root, "scripts"), {
    recursive: true,
    filter: (file) => !/node_modules|\.turbo/.test(file.slice(repository.length)),
  });
  for (const modules of ["node_modules", "scripts/node_modules"])
    await symlink(join(repository, modules), join(tree.root, modules));
  await write(".gitignore", "node_modules\n*.yml\n");
  await write(".changeset/.gitkeep", "");
  for (const name of ["voice", "media"]) await write(`packages/${name}/package.json`, '{ "version": "0.1.0" }');
  await write("spec/domains.yaml", smallDomains);
  const { "/media": _, ...paths } = smallUpstream().paths;
  const added = smallUpstream();
  Object.assign(added.components.schemas.AnswerRequest.properties as object, { new_field: { type: "string" } });
  await write("upstream.yml", stringify(smallUpstream()));
  await write("gone.yml", stringify({ ...smallUpstream(), paths }));
  await write("added.yml", stringify(added));
  // Types are generated of every event, and the small one that no domain claims has nothing to generate.
  const plain = ({ webhooks: { callSung: _sung, ...webhooks }, ...rest }: ReturnType<typeof smallUpstream>) =>
    stringify({ ...rest, webhooks });
  await write("plain.yml", plain(smallUpstream()));
  await write("plain-added.yml", plain(added));
  await must(tree.bash("pnpm spec:sync upstream.yml && git init -q && git add -A"));
  return tree;
}

async function emptyTree(own: NodeJS.ProcessEnv): Promise<Tree> {
  const root = await mkdtemp(join(tmpdir(), "telnyx-kit-commands-"));
  const { stdout: pnpm } = await exec("npx", ["-y", "-p", await pinnedPnpm(), "-c", "command -v pnpm"]);
  const ours = /^(npm_|pnpm_|VITEST|TURBO|NODE_OPTIONS|TELNYX_|GITHUB_)/i;
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    PATH: [dirname(pnpm.trim()), process.env.PATH].join(delimiter),
    NO_COLOR: "1",
    // The repository's own builds are reused, since the sources are the same.
    TURBO_CACHE_DIR: join(repository, ".turbo/cache"),
    TURBO_TELEMETRY_DISABLED: "1",
    ...own,
  };
  return {
    root,
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
    bash: (line, more = {}) =>
      new Promise((resolve) => {
        const options = { cwd: root, env: { ...env, ...more }, maxBuffer: 1e8, timeout: 240_000 };
        execFile("bash", ["-ec", line], options, (error, stdout, stderr) => {
          const output = `${stdout}${stderr}`.replace(/^\$ .*\n/gm, "");
          resolve({ code: error ? Number(error.code ?? 1) : 0, output });
        });
      }),
  };
}

async function must(running: Promise<Ran>): Promise<void> {
  const { code, output } = await running;
  if (code !== 0 || /Unsupported engine/i.test(output)) throw new Error(output);
}
