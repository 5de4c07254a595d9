import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("./packages/", import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run on the sources: a package's name is its index, a subpath is the file of that name.
    alias: [
      { find: /^@telnyx-kit\/([a-z]+)$/, replacement: `${packages}$1/src/index.ts` },
      { find: /^@telnyx-kit\/([a-z]+)\/([a-z-]+)$/, replacement: `${packages}$1/src/$2.ts` },
    ],
  },
  test: {
    include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts", "examples/**/*.test.ts"],
    testTimeout: 20_000,
  },
});
