import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderFiles } from "../scripts/generate/main.js";
import type { Document, JsonObject } from "../scripts/openapi/document.js";
import { readDomains } from "../scripts/openapi/domains.js";
import { effectiveFrom, loadEffective } from "../scripts/openapi/effective.js";
import { check } from "./measure-types.js";
import { compilerPath, freshFolder, root } from "./place.js";

const methods = ["get", "put", "post", "patch", "delete"] as const;

/** A built package of so many operations: this tree's own ones, copied with their components until there are enough. */
export interface ScaledDomain {
  readonly directory: string;
  readonly generateMs: number;
}

export async function buildScaledDomain(size: number): Promise<ScaledDomain> {
  const { merged, table } = await loadEffective(root);
  const own = table.domains.flatMap(({ operations }) => operations);
  const document: Document = {
    openapi: "3.1.0",
    info: merged.info ?? {},
    paths: {},
    webhooks: {},
    components: { schemas: {} },
  };
  const lines: string[] = [];
  for (let copy = 0; copy * own.length < size; copy++) {
    // Components of a copy are its own, as those of other operations would be.
    const rename = (text: string) =>
      copy === 0 ? text : text.replaceAll(/"#\/components\/(\w+)\/([^"/]+)/g, `"#/components/$1/$2Copy${copy}`);
    for (const [kind, members] of Object.entries(merged.components)) {
      document.components[kind] ??= {};
      const target = document.components[kind] as JsonObject;
      for (const [name, value] of Object.entries(members as JsonObject))
        target[copy === 0 ? name : `${name}Copy${copy}`] = JSON.parse(rename(JSON.stringify(value)));
    }
    for (const { name, method, path } of own.slice(0, size - copy * own.length)) {
      const place = copy === 0 ? path : `/copy${copy}${path}`;
      const item = JSON.parse(rename(JSON.stringify(merged.paths[path]))) as JsonObject;
      const operation = item[method] as JsonObject;
      operation.operationId = `${String(operation.operationId ?? name)}Copy${copy}`;
      document.paths[place] ??= { ...item };
      const target = document.paths[place] as JsonObject;
      for (const other of methods) if (other !== method && !isWanted(other, place)) delete target[other];
      target[method] = operation;
      lines.push(`      op${lines.length}: ${method.toUpperCase()} ${place}`);
    }
    function isWanted(method: string, place: string): boolean {
      return lines.some((line) => line.endsWith(`: ${method.toUpperCase()} ${place}`));
    }
  }
  const directory = freshFolder(`scaled-${size}`);
  const scaled = effectiveFrom(document, readDomains("bench", tableOf(lines)));
  const started = performance.now();
  const files = await renderFiles("/nowhere", scaled, ["voice"]);
  const generateMs = performance.now() - started;

  mkdirSync(join(directory, "src/generated"), { recursive: true });
  for (const [file, text] of files)
    if (/\/generated\/.*\.ts$/.test(file))
      writeFileSync(join(directory, "src/generated", file.split("/").at(-1) ?? ""), text);
  writeFileSync(join(directory, "src/index.ts"), factory);
  writeFileSync(join(directory, "package.json"), manifest);
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ extends: `${root}tsconfig.package.json` }));
  mkdirSync(join(directory, "node_modules/@telnyx-kit"), { recursive: true });
  symlinkSync(join(root, "packages/core"), join(directory, "node_modules/@telnyx-kit/core"), "dir");
  const { status, stdout } = spawnSync(process.execPath, [compilerPath("typescript-7"), "-p", directory], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`a domain of ${size} operations does not compile: ${stdout.slice(0, 2_000)}`);
  writeFileSync(join(directory, "one-call.mjs"), oneCall);
  writeFileSync(join(directory, "one-call.ts"), oneCall);
  writeFileSync(join(directory, "import.mjs"), 'import "./dist/index.js";\n');
  writeFileSync(join(directory, "empty.ts"), "export {};\n");
  return { directory, generateMs };
}

const oneCall = `import { createScaled } from "./dist/index.js";

const scaled = createScaled();
await scaled.op0({ connection_id: "1", from: "+12025550101", to: "+12025550102" });
`;

const manifest = '{ "type": "module", "sideEffects": false }\n';

const factory = `import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { VoiceMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

export function createScaled(telnyx: Telnyx | TelnyxOptions = {}): VoiceMethods & DomainClient<paths> {
  return createDomain<VoiceMethods, paths>(telnyx, operations);
}
`;

const tableOf = (lines: readonly string[]) => `family: {}\ndomains:\n  voice:\n    operations:\n${lines.join("\n")}\n`;

export const checkScaled = (directory: string, file: string) => check("typescript-5.9", directory, file);
