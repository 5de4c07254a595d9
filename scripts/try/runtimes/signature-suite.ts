import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { judge } from "../../../packages/webhooks/src/__tests__/judge.js";
import {
  matrixCases,
  mutationCases,
  publishedCases,
  type SignatureCase,
} from "../../../packages/webhooks/src/__tests__/signature-cases.js";
import { createVerifier, nodeBackend } from "../../../packages/webhooks/src/ed25519.js";
import { parsePublicKeys } from "../../../packages/webhooks/src/public-key.js";
import type { Backend } from "./all-runtimes.js";
import { type Host, runTask } from "./run-task.js";

/** Cases, and what the sources answer to each with Node's own functions. */
export interface Signatures {
  readonly cases: readonly SignatureCase[];
  readonly reference: string;
  /** Their names, in words. */
  readonly described: string;
}

/** All cases, with 10,000 mutations of right signatures or, for a quick run, 500. */
export async function createSignatures(isFast: boolean): Promise<Signatures> {
  const published = publishedCases();
  const matrix = await matrixCases();
  const mutations = await mutationCases(isFast ? 500 : 10_000);
  const cases = [...published, ...matrix, ...mutations];
  const reference = await judge(cases, nodeBackend, { createVerifier, parsePublicKeys });
  const described = `${cases.length} cases a backend (${published.length} published, ${matrix.length} constructed, ${mutations.length} mutations)`;
  return { cases, reference, described };
}

/** Compares the verdicts of every backend with the reference, then hides native Ed25519. Says what was wrong. */
export async function signatureSuite(
  host: Host,
  backends: readonly Backend[],
  { cases, reference }: Signatures,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  await writeFile(join(host.folder, "cases.json"), JSON.stringify(cases));
  for (const backend of backends) {
    try {
      const { result } = await runTask(host, backend, "cases.json");
      const found = differences(cases, reference, result);
      if (found.length > 0)
        wrong.push(`${backend}: ${found.length} of ${cases.length} differ: ${found.slice(0, 5).join("; ")}`);
    } catch (error) {
      wrong.push(`${backend}: ${(error as Error).message}`);
    }
  }
  try {
    const { result } = await runTask(host, "withoutNative");
    for (const [what, failure] of Object.entries(result))
      if (failure) wrong.push(`without native Ed25519, ${what}: ${failure}`);
  } catch (error) {
    wrong.push(`without native Ed25519: ${(error as Error).message}`);
  }
  return wrong;
}

const words: Readonly<Record<string, string>> = { "1": "accepted", "0": "refused", k: "key refused", x: "thrown" };

/** Cases in which verdicts are not those of the reference, or not the one that is known. */
export function differences(cases: readonly SignatureCase[], reference: string, verdicts: string): string[] {
  const isWrong = ({ expected }: SignatureCase, index: number) =>
    verdicts[index] !== reference[index] || (expected !== undefined && expected !== (verdicts[index] === "1"));
  return cases.flatMap((each, index) => {
    if (!isWrong(each, index)) return [];
    const right = each.expected === undefined ? words[reference[index] ?? ""] : each.expected ? "accepted" : "refused";
    return [`${each.name} is ${words[verdicts[index] ?? ""] ?? "missing"}, not ${right}`];
  });
}
