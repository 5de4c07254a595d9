import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const packages = fileURLToPath(new URL("../../", import.meta.url));
const program = `
  import { createWebhooks } from "@telnyx-kit/webhooks";
  const webhooks = createWebhooks({ publicKey: globalThis.KEY });
  webhooks.on("call.answered", (event) => console.log(event.id));
  export default { fetch: (request) => webhooks.handle(request) };
`;

describe("the bundle of createWebhooks and handle", () => {
  it("is one file of at most 12 KB gzipped", async () => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: packages, sourcefile: "program.js" },
      bundle: true,
      splitting: true,
      minify: true,
      format: "esm",
      target: "es2022",
      outdir: "/out",
      write: false,
      alias: {
        "@telnyx-kit/webhooks": `${packages}webhooks/src/index.ts`,
        "@telnyx-kit/core/errors": `${packages}core/src/errors.ts`,
        "@telnyx-kit/core/internal": `${packages}core/src/internal.ts`,
      },
    });
    // A second file would be something that is loaded only when a delivery has come.
    expect(outputFiles).toHaveLength(1);
    const size = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
    console.log(`gzipped: ${size} bytes`);
    expect(size).toBeLessThanOrEqual(12 * 1024);
  });
});
