import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.js";
import { loadEffective } from "../effective.js";
import { parseText } from "../read.js";
import { textPlaces, wordRuns } from "../texts.js";
import { proseRuns, upstreamTextAt } from "../upstream-texts.js";

/**
 * Hashes that our texts are compared with, without a sentence of upstream's: one of every run of eight words, and for each
 * of our properties one of upstream's text at that place, or nothing. Made from the document that the fragments were cut from:
 * `pnpm exec tsx scripts/openapi/__tests__/upstream-hashes.ts <document>`.
 */
export interface UpstreamHashes {
  readonly runs: Pick<ReadonlySet<string>, "has">;
  readonly texts: Readonly<Record<string, string>>;
}

const runsFile = new URL("../__fixtures__/upstream-runs.bin", import.meta.url);
const textsFile = new URL("../__fixtures__/upstream-texts.json", import.meta.url);

/** 40 bits: of 25 million runs that upstream does not have, one is taken for one of its 46,000. */
const runBytes = 5;
const runHash = (run: string): string =>
  createHash("sha256").update(run).digest().subarray(0, runBytes).toString("latin1");
const textHash = (text: string): string =>
  createHash("sha256")
    .update([...wordRuns(text, 1)].join(" "))
    .digest("hex")
    .slice(0, 10);

export async function readUpstreamHashes(): Promise<UpstreamHashes> {
  const bytes = (await readFile(runsFile)).toString("latin1");
  const known = new Set<string>();
  for (let at = 0; at < bytes.length; at += runBytes) known.add(bytes.slice(at, at + runBytes));
  return { runs: { has: (run) => known.has(runHash(run)) }, texts: JSON.parse(await readFile(textsFile, "utf8")) };
}

/** The same of a whole document. */
export function hashTexts(upstream: Document, ours: Document): { runs: Buffer; texts: Record<string, string> } {
  const runs = [...new Set([...proseRuns(upstream)].map(runHash))].sort();
  const properties = textPlaces(ours).filter(({ kind }) => kind === "property");
  const texts = properties.map(({ pointer }) => {
    const text = upstreamTextAt(upstream, ours, pointer);
    return [pointer, text === undefined ? "" : textHash(text)] as const;
  });
  return { runs: Buffer.from(runs.join(""), "latin1"), texts: Object.fromEntries(texts) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const place = process.argv[2] ?? "";
  const { merged } = await loadEffective(".", { choices: "extension" });
  const { runs, texts } = hashTexts(parseText(place, await readFile(place, "utf8")) as Document, merged);
  await writeFile(runsFile, runs);
  await writeFile(textsFile, `${JSON.stringify(texts, undefined, 1)}\n`);
}
