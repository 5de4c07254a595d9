import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const packages = fileURLToPath(new URL("../../", import.meta.url));
const kilobyte = 1024;

/** Bundles a program with splitting, and gives the gzipped bytes of what loads first and of all there is. */
async function measure(contents: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: packages, sourcefile: "program.js" },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    outdir: "/out",
    write: false,
    metafile: true,
    alias: {
      "@telnyx-kit/webhooks": `${packages}webhooks/src/index.ts`,
      "@telnyx-kit/core/errors": `${packages}core/src/errors.ts`,
    },
  });
  const sizes = new Map(outputFiles.map(({ path, contents: bytes }) => [path, gzipSync(bytes, { level: 9 }).length]));
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [`/${path.replace(/^.*out\//, "out/")}`, output]),
  );
  const first = new Set<string>();
  const visit = (path: string) => {
    if (first.has(path)) return;
    first.add(path);
    for (const { kind, path: next } of outputs.get(path)?.imports ?? []) {
      if (kind === "import-statement") visit(`/${next.replace(/^.*out\//, "out/")}`);
    }
  };
  visit("/out/stdin.js");
  const sum = (paths: Iterable<string>) =>
    [...paths].reduce((total, path) => total + (sizes.get(path) ?? Number.NaN), 0);
  const receiver = [...sizes.keys()].filter((path) => path.includes("receiver-"));
  const noble = [...sizes.keys()].filter((path) => path.includes("noble-"));
  return { first: sum(first), withReceiver: sum([...first, ...receiver]), all: sum(sizes.keys()), noble: sum(noble) };
}

describe("the bundle of createWebhooks and handle", () => {
  it("loads at most 3 KB gzipped first, and noble apart from it", async () => {
    const size = await measure(`
      import { createWebhooks } from "@telnyx-kit/webhooks";
      const webhooks = createWebhooks({ publicKey: globalThis.KEY });
      webhooks.on("call.answered", (event) => console.log(event.id));
      export default { fetch: (request) => webhooks.handle(request) };
    `);
    console.log(
      `gzipped: ${size.first} first, ${size.withReceiver} with the first delivery, ${size.all} all, of it ${size.noble} noble`,
    );
    expect(size.first).toBeLessThanOrEqual(3 * kilobyte);
    expect(size.noble).toBeGreaterThan(2 * kilobyte);
    expect(size.all).toBeLessThanOrEqual(12 * kilobyte);
  });
});
