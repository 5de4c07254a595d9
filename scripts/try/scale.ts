import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cpuSecondsSince } from "../cli/cpu-seconds.js";
import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { camelCase } from "../generate/model/names.js";
import { readSource } from "../openapi/read.js";
import { type Compared, compareRequests } from "./scale/compare-requests.js";
import { explainDifferences } from "./scale/differences.js";
import { claimWhole, sendableIn } from "./scale/whole-domains.js";
import { compileTree, createWholeTree } from "./scale/whole-tree.js";

/** Time and memory of one run of the pipeline. */
interface Measured {
  readonly operations: number;
  readonly readSeconds: number;
  readonly syncSeconds: number;
  readonly generateSeconds: number;
  /** The most that the process ever held. */
  readonly megabytes: number;
}

/** Takes the first `size` operations of a document through the whole pipeline, as one domain, in a temporary folder. */
async function measure(place: string, size: number): Promise<Measured> {
  const readAt = process.cpuUsage();
  const { document } = await readSource(place);
  const readSeconds = cpuSecondsSince(readAt);
  const chosen = sendableIn(document).sendable.slice(0, size);
  for (const [index, { operation }] of chosen.entries()) operation.operationId = `Operation${index}`;
  const claims = chosen.map(({ identity }, index) => [`${camelCase(identity)}${index}`, identity] as const);
  const tree = await createWholeTree(document, { everything: Object.fromEntries(claims) });
  await tree.remove();
  const { syncSeconds, generateSeconds } = tree;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { operations: chosen.length, readSeconds, syncSeconds, generateSeconds, megabytes };
}

/** Each size in a process of its own, so that one does not warm up or fill the memory of the next. */
async function measureApart(place: string, size: number): Promise<Measured> {
  const args = ["--import", "tsx", fileURLToPath(import.meta.url), place, "--size", String(size)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}

/** Measures a quarter, a half and all of a document. */
async function measureGrowth(place: string): Promise<number> {
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
}

const list = (title: string, lines: readonly string[]): void =>
  console.log([`\n${title}`, ...lines.map((line) => `  ${line}`)].join("\n"));

/** Generates every operation of a document, by tag, compiles them, and compares each request with the official client's. */
async function proveWhole(place: string): Promise<number> {
  const { document } = await readSource(place);
  const { claims, refused, renamed } = claimWhole(document);
  const tree = await createWholeTree(document, claims);
  try {
    const identities = Object.values(claims).flatMap((methods) => Object.values(methods));
    console.log(
      `${identities.length + refused.size} operations. ${identities.length} in ${Object.keys(claims).length} domains, one per tag: cut in ${tree.syncSeconds.toFixed(1)} s and generated in ${tree.generateSeconds.toFixed(1)} s of processor.`,
    );
    list(`${refused.size} are refused by the generator:`, byReason([...refused]));
    list(`${renamed.length} got an operationId of their own:`, renamed);
    const below = identities.filter((identity) => / \/v2\//.test(identity));
    console.log(
      `\n${below.length} have a path that begins with /v2: it is sent below the server's own /v2, as documented.`,
    );

    const errors: string[] = [];
    for (const from of ["../../package.json", "../package.json"]) {
      const compiler = createRequire(fileURLToPath(new URL(from, import.meta.url))).resolve("typescript/package.json");
      const { version } = createRequire(import.meta.url)(compiler) as { version: string };
      const found = await compileTree(tree.root, compiler.replace("package.json", "bin/tsc"));
      console.log(`TypeScript ${version}: ${found.length} errors.`);
      errors.push(...found);
    }
    for (const line of errors.slice(0, 20)) console.log(`  ${line}`);

    const { same, explained, unexplained } = explainDifferences(await compareRequests(tree.root));
    console.log(`\n${same} send what the official client sends: method, path, query, body and content type.`);
    for (const [reason, found] of explained) list(`${found.length} differ: ${reason}.`, found);
    if (unexplained.length > 0) list(`${unexplained.length} differ without a reason:`, unexplained.map(bothSides));
    return errors.length + unexplained.length > 0 ? 1 : 0;
  } finally {
    await tree.remove();
  }
}

function byReason(refused: readonly (readonly [identity: string, reason: string])[]): string[] {
  const reasons = new Set(refused.map(([, reason]) => reason));
  return [...reasons].flatMap((reason) => [
    reason,
    ...refused.filter(([, each]) => each === reason).map(([identity]) => `  ${identity}`),
  ]);
}

const bothSides = ({ identity, ours, theirs }: Compared): string =>
  `${identity}\n    ours:   ${JSON.stringify(ours)}\n    theirs: ${JSON.stringify(theirs)}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const { positionals, values } = readArguments({
      usage: "pnpm spec:scale [document] [--all | --size <operations>]",
      options: { all: { type: "boolean" }, size: { type: "string" } },
      takes: { least: 0, most: 1, what: "one upstream document" },
    });
    const place = positionals[0] ?? process.env.UPSTREAM_SPEC;
    if (!place) throw new Problem("spec:scale", "no document", "Give its path, or set UPSTREAM_SPEC to it.");
    if (values.all) return proveWhole(place);
    if (!values.size) return measureGrowth(place);
    console.log(JSON.stringify(await measure(place, Number(values.size))));
    return 0;
  });
}
