import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const packages = `${root}packages/`;

/** A package's project also checks its type tests, against the sources of the others. */
const projectOf = (name: string, folder: string, typecheck: boolean): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    root: root + folder,
    include: ["**/*.test.ts"],
    typecheck: { enabled: typecheck, include: ["src/**/*.test-d.ts"], tsconfig: "tsconfig.test.json" },
  },
});

export default defineConfig({
  resolve: {
    // Tests run on the sources: a package's name is its index, a subpath is the file of that name.
    alias: [
      { find: /^@telnyx-kit\/([a-z]+)$/, replacement: `${packages}$1/src/index.ts` },
      { find: /^@telnyx-kit\/([a-z]+)\/([a-z-]+)$/, replacement: `${packages}$1/src/$2.ts` },
    ],
  },
  test: {
    // For what hangs, not for what is slow: eight busy programs on two cores make a test five times slower.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    projects: [
      ...readdirSync(packages).map((name) => projectOf(name, `packages/${name}`, true)),
      projectOf("scripts", "scripts", false),
      projectOf("examples", "examples", false),
    ],
  },
});
