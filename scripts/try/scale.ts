import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { camelCase } from "../generate/model/names.js";
import { dereference, httpMethods, isObject } from "../openapi/document.js";
import { readSource } from "../openapi/read.js";
import { generate } from "../readers/generate-files.js";
import { specSync } from "../update/sync.js";

/** Time and memory of one run of the pipeline. */
export interface Measured {
  readonly operations: number;
  readonly readSeconds: number;
  readonly syncSeconds: number;
  readonly generateSeconds: number;
  /** The most that the process ever held. */
  readonly megabytes: number;
}

/** Takes the first `size` operations of a document through the whole pipeline, as one domain, in a temporary folder. */
export async function measure(place: string, size: number): Promise<Measured> {
  const root = await mkdtemp(join(tmpdir(), "telnyx-kit-scale-"));
  const { log } = console;
  console.log = () => undefined;
  try {
    const readAt = process.cpuUsage();
    const { document } = await readSource(place);
    const readSeconds = secondsSince(readAt);
    const paths = isObject(document.paths) ? document.paths : {};
    const identities = Object.entries(paths).flatMap(([path, item]) =>
      httpMethods
        .filter((method) => dereference(document, item)?.[method])
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const chosen = identities.slice(0, size);
    const operations = Object.fromEntries(
      chosen.map((identity, index) => [`${camelCase(identity)}${index}`, identity]),
    );
    await mkdir(join(root, "spec"), { recursive: true });
    await mkdir(join(root, "packages/everything"), { recursive: true });
    await writeFile(
      join(root, "spec/domains.yaml"),
      stringify({ family: {}, domains: { everything: { operations } } }),
    );
    // Upstream has ids that two operations share, which the pipeline refuses.
    for (const [index, identity] of identities.entries()) {
      const [method = "", path = ""] = identity.split(" ");
      const operation = dereference(document, dereference(document, paths[path])?.[method.toLowerCase()]);
      if (operation) operation.operationId = `Operation${index}`;
    }
    const mended = join(root, "upstream.json");
    await writeFile(mended, JSON.stringify(document));
    const syncAt = process.cpuUsage();
    await specSync([mended], root);
    const syncSeconds = secondsSince(syncAt);
    const generateAt = process.cpuUsage();
    await generate({ root, packages: [], check: false });
    const generateSeconds = secondsSince(generateAt);
    if ((await readdir(join(root, "packages/everything/src/generated"))).length < 4)
      throw new Error("nothing was generated");
    return {
      operations: chosen.length,
      readSeconds,
      syncSeconds,
      generateSeconds,
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    console.log = log;
    await rm(root, { recursive: true, force: true });
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Each size in a process of its own, so that one does not warm up or fill the memory of the next. */
async function measureApart(place: string, size: number): Promise<Measured> {
  const args = ["--import", "tsx", fileURLToPath(import.meta.url), place, "--size", String(size)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const { positionals, values } = readArguments({
      usage: "pnpm spec:scale <document> [--size <operations>]",
      options: { size: { type: "string" } },
      takes: { least: 1, most: 1, what: "one upstream document" },
    });
    const [place = ""] = positionals;
    if (values.size) {
      console.log(JSON.stringify(await measure(place, Number(values.size))));
      return 0;
    }
    console.log("operations   reading   spec:sync   generate   memory   (seconds of processor)");
    const rows: Measured[] = [];
    for (const size of [144, 289, 578, Number.MAX_SAFE_INTEGER]) {
      const row = await measureApart(place, size);
      rows.push(row);
      const seconds = (value: number): string => `${value.toFixed(2)} s`;
      console.log(
        `${String(row.operations).padStart(10)}${seconds(row.readSeconds).padStart(10)}${seconds(row.syncSeconds).padStart(12)}${seconds(row.generateSeconds).padStart(11)}${`${row.megabytes.toFixed(0)} MB`.padStart(9)}`,
      );
    }
    const [half, whole] = rows.slice(-2);
    if (!half || !whole) return 1;
    const growth = (whole.syncSeconds + whole.generateSeconds) / (half.syncSeconds + half.generateSeconds);
    const expected = whole.operations / half.operations;
    console.log(`\n${expected.toFixed(1)} times the operations take ${growth.toFixed(1)} times as long.`);
    // The tolerance above a straight line is for a machine that does something else meanwhile.
    return growth > expected * 1.5 ? 1 : 0;
  });
}
