import { readFileSync } from "node:fs";
import { arch, cpus, platform, release, totalmem } from "node:os";
import { contenders, ours } from "./contenders.js";
import { compilerNames, root, versionOf } from "./place.js";

/** Machine and versions behind a figure, one line each. */
export function describeEnvironment(quick: boolean): string[] {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const { version } = JSON.parse(readFileSync(`${root}packages/core/package.json`, "utf8")) as { version: string };
  const versions = contenders.map((contender) => `${contender.name} ${versionOf(contender)}`.trim());
  return [
    `${new Date().toISOString().slice(0, 10)}, ${quick ? "a quick run: figures are rough" : "a full run"}`,
    `${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()} ${arch()}`,
    `Node ${process.versions.node}, ${compilerNames.map((name) => name.replace("typescript-", "TypeScript ")).join(", ")}`,
    `${ours.name} ${version} from this tree; ${versions.slice(1).join(", ")}`,
  ];
}
