import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createConfig, lint, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./__tests__/temporary-root.js";
import { loadEffective } from "./effective.js";
import { toYaml } from "./to-yaml.js";

type Problems = Awaited<ReturnType<typeof lintFromString>>;

const errorsOf = (problems: Problems): string[] =>
  problems
    .filter(({ severity }) => severity === "error")
    .map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`);

describe("the effective documents", async () => {
  const { domains } = await loadEffective(repositoryRoot, { choices: "extension" });
  const config = await createConfig({ extends: ["recommended"] });
  const check = async (name: string, source: string) =>
    errorsOf(await lintFromString({ source, absoluteRef: `/${name}.yaml`, config }));

  it.each([...domains])("%s.yaml has no error under the recommended rules of redocly", async (name, document) => {
    expect(await check(name, toYaml(document))).toEqual([]);
  });

  it("would show an error if there were one", async () => {
    expect(
      await check("broken", `openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths: {/a: {get: {responses: {}}}}\n`),
    ).not.toEqual([]);
  });
});

describe("the fragments", async () => {
  const fragments = join(repositoryRoot, "spec/fragments");
  const config = await createConfig({ rules: { struct: "error", "no-unresolved-refs": "error" } });

  it.each(readdirSync(fragments))("%s is a valid OpenAPI 3.1 document", async (name) => {
    expect(errorsOf(await lint({ ref: join(fragments, name), config }))).toEqual([]);
  });
});
