import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Plugin, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const kibibyte = 1024;

/** What a webhook handler of the usual kind costs: it verifies, answers and speaks. */
const handler = `
  import { createTelnyx } from "@telnyx-kit/core";
  import { createMedia } from "@telnyx-kit/media";
  import { createVoice } from "@telnyx-kit/voice";
  import { createWebhooks } from "@telnyx-kit/webhooks";
  const telnyx = createTelnyx();
  const voice = createVoice(telnyx);
  const media = createMedia(telnyx);
  const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });
  webhooks.on("call.initiated", (event) => voice.answer(event.payload.call_control_id));
  webhooks.on("call.answered", (event) =>
    media.speak(event.payload.call_control_id, { payload: "Hello", voice: "female" }));
  export default { fetch: (request) => webhooks.handle(request) };`;

/** Bytes that a bundle may have at first load, and with everything that it can load later. */
const limits = { "a handler: verify, answer, speak": [handler, 8 * kibibyte] } as const;

const sources: Plugin = {
  name: "sources",
  setup({ onResolve }) {
    onResolve({ filter: /^@telnyx-kit\// }, ({ path }) => {
      const [, name, subpath = "index"] = /^@telnyx-kit\/([a-z]+)(?:\/(.+))?$/.exec(path) ?? [];
      return { path: `${root}packages/${name}/src/${subpath}.ts`, sideEffects: false };
    });
  },
};

const gzip = (contents: string | Uint8Array): number => gzipSync(contents, { level: 9 }).length;

/** Bundles a program as an application does, and adds up what is loaded at once and what later. */
async function measure(program: string): Promise<{ first: number; all: number }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: root, sourcefile: "program.ts" },
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    outdir: `${root}dist`,
    absWorkingDir: root,
    plugins: [sources],
    logLevel: "error",
  });
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const imported of metafile.outputs[path]?.imports ?? []) {
      if (imported.kind !== "dynamic-import") reach(imported.path);
    }
  };
  for (const [path, output] of Object.entries(metafile.outputs)) if (output.entryPoint === "program.ts") reach(path);
  const sizes = outputFiles.map((file) => ({ path: file.path.slice(root.length), size: gzip(file.contents) }));
  const sum = (list: typeof sizes) => list.reduce((total, { size }) => total + size, 0);
  return { first: sum(sizes.filter(({ path }) => reached.has(path))), all: sum(sizes) };
}

for (const name of (await readdir(`${root}packages`)).sort()) {
  const folder = `${root}packages/${name}/src/`;
  const files = await readdir(folder, { recursive: true });
  const modules = await Promise.all(
    files
      .filter((file) => /\.ts$/.test(file) && !/\.test(-d)?\.ts$|__\w+__/.test(file))
      .map(async (file) => {
        const { code } = await transform(await readFile(folder + file, "utf8"), { loader: "ts", minify: true });
        return { file, size: gzip(code) };
      }),
  );
  // Files of types alone leave nothing behind; the emulator is a tool of development.
  const shipped = name === "emulator" ? [] : modules.filter(({ size }) => size > 30).sort((a, b) => b.size - a.size);
  const total = modules.reduce((sum, { size }) => sum + size, 0);
  console.log(`${name.padEnd(12)} ${String(total).padStart(7)} B gzipped, module by module`);
  const lines = shipped.map(({ file, size }) => `${file.replace(/\.ts$/, "")} ${size}`);
  if (lines.length > 0) console.log(`             ${lines.join(", ")}`);
}

for (const [name, [program, limit]] of Object.entries(limits)) {
  const { first, all } = await measure(program);
  console.log(`\n${name}: ${first} B gzipped at first load (limit ${limit}), ${all} B with all that it can load later`);
  if (first <= limit) continue;
  console.error(`The first load is ${first - limit} B too large. See what is in it with esbuild --analyze.`);
  process.exitCode = 1;
}
