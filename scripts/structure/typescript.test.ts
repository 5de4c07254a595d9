import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The settings of the repository, read by the TypeScript that this package has beside the repository's own. */
function settings(): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

const typeTests = readdirSync(`${root}packages`)
  .flatMap((name) =>
    readdirSync(`${root}packages/${name}/src`, { recursive: true, encoding: "utf8" }).map(
      (file) => `packages/${name}/src/${file}`,
    ),
  )
  .filter((file) => file.endsWith(".test-d.ts"));

describe(`the type tests, compiled by TypeScript ${ts.version}`, () => {
  const program = ts.createProgram(
    typeTests.map((file) => root + file),
    settings(),
  );

  test("are there", () => {
    expect(ts.version).toMatch(/^5\.9\./);
    expect(typeTests).toContain("packages/voice/src/voice.test-d.ts");
  });

  test.each(typeTests)("%s holds", (file) => {
    const source = program.getSourceFile(root + file);
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(
      ts.formatDiagnostics(diagnostics, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => root,
        getNewLine: () => "\n",
      }),
    ).toBe("");
  });
});
