import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { cpuSecondsSince } from "../../cli/cpu-seconds.js";
import { silently } from "../../cli/silently.js";
import { repository } from "../../cli/workshop.js";
import { pascalCase } from "../../generate/model/names.js";
import type { JsonObject } from "../../openapi/document.js";
import { generate } from "../../readers/generate-files.js";
import { specSync } from "../../update/sync.js";
import type { Claims } from "./whole-domains.js";

/** A folder in which a document was cut and generated, and the seconds of processor that this took. */
export interface WholeTree {
  readonly root: string;
  readonly syncSeconds: number;
  readonly generateSeconds: number;
  remove(): Promise<void>;
}

/** Cuts and generates a document in a temporary folder, by a table of domains. */
export async function createWholeTree(document: JsonObject, claims: Claims): Promise<WholeTree> {
  const root = await mkdtemp(join(tmpdir(), "telnyx-kit-scale-"));
  const remove = () => rm(root, { recursive: true, force: true });
  const write = async (file: string, text: string) => {
    await mkdir(join(root, file, ".."), { recursive: true });
    await writeFile(join(root, file), text);
  };
  try {
    const domains = Object.entries(claims).map(([name, operations]) => [name, { operations }] as const);
    await write("spec/domains.yaml", stringify({ family: {}, domains: Object.fromEntries(domains) }));
    await write("upstream.json", JSON.stringify(document));
    await write("package.json", '{ "type": "module" }');
    for (const name of Object.keys(claims)) await write(`packages/${name}/src/index.ts`, factoryOf(name));
    const syncAt = process.cpuUsage();
    await silently(() => specSync([join(root, "upstream.json")], root));
    const syncSeconds = cpuSecondsSince(syncAt);
    const generateAt = process.cpuUsage();
    await silently(() => generate({ root, packages: [], check: false }));
    return { root, syncSeconds, generateSeconds: cpuSecondsSince(generateAt), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The package of a domain, as in `packages/media/src/media.ts`. */
const factoryOf = (name: string): string => {
  const methods = `${pascalCase(name)}Methods`;
  return `import { createDomain, type DomainClient, type Telnyx } from "@telnyx-kit/core";
import type { ${methods} } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";
export const create = (telnyx: Telnyx): ${methods} & DomainClient<paths> => createDomain<${methods}, paths>(telnyx, operations);
`;
};

/** The compiler's messages about the packages of the folder, line by line. */
export async function compileTree(root: string, compiler: string): Promise<string[]> {
  const source = join(repository, "packages/core/src");
  const settings = {
    extends: join(repository, "tsconfig.package.json"),
    compilerOptions: {
      noEmit: true,
      declaration: false,
      declarationMap: false,
      rootDir: "/",
      types: ["node"],
      paths: { "@telnyx-kit/core": [`${source}/index.ts`], "@telnyx-kit/core/*": [`${source}/*.ts`] },
    },
    include: [join(root, "packages/*/src")],
  };
  await writeFile(join(root, "tsconfig.json"), JSON.stringify(settings));
  await symlink(join(repository, "node_modules"), join(root, "node_modules")).catch(() => undefined);
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [compiler, "-p", "tsconfig.json", "--pretty", "false"],
      { cwd: root, maxBuffer: 1e8 },
      (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}`.trim().split("\n") : []),
    ),
  );
}
