import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundle } from "./bundle.js";
import { plain } from "./contenders.js";
import type { Effort } from "./figure.js";
import { place } from "./place.js";
import { interleave, median, paired } from "./rounds.js";
import { buildScaledDomain, checkScaled } from "./scaled-domain.js";

/** Cost of a domain with so many operations, of which one is called. */
export interface GrowthPoint {
  readonly operations: number;
  /** Gzipped bytes of the bundle, first load. */
  readonly bundleBytes: number;
  /** Over an empty process. */
  readonly importMs: number;
  /** TypeScript 5.9, over an empty program. */
  readonly typesSeconds: number;
  readonly typesMegabytes: number;
  readonly generateMs: number;
}

/** How cost grows with the operations of one domain, up to as many as the whole upstream document has. */
export async function measureGrowth(effort: Effort): Promise<GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  await buildScaledDomain(10);
  for (const operations of effort.quick ? [10, 100] : [10, 50, 100, 200, 400, 800, 1_156]) {
    const { directory, generateMs } = await buildScaledDomain(operations);
    const size = await bundle({ file: join(directory, "one-call.mjs") });
    const imports = await interleave(
      effort.of(5, 25),
      new Map([
        ["one", () => wall(join(directory, "import.mjs"))],
        ["empty", () => wall(join(place(plain), "empty.mjs"))],
      ]),
    );
    const types = await interleave(
      effort.of(1, 3),
      new Map([
        ["one", () => checkScaled(directory, "one-call.ts")],
        ["empty", () => checkScaled(directory, "empty.ts")],
      ]),
    );
    const over = (read: (cost: { seconds: number; megabytes: number }) => number) =>
      median((types.get("one") ?? []).map(read)) - median((types.get("empty") ?? []).map(read));
    points.push({
      operations,
      bundleBytes: size.first.gzipped,
      importMs: median(paired(imports, "one", "empty", (one, empty) => one - empty)),
      typesSeconds: over(({ seconds }) => seconds),
      typesMegabytes: over(({ megabytes }) => megabytes),
      generateMs,
    });
  }
  return points;
}

function wall(file: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - started;
}
