import { fork } from "node:child_process";
import { join } from "node:path";
import { ours } from "./contenders.js";
import type { Effort, Figure } from "./figure.js";
import { root } from "./place.js";
import { median } from "./rounds.js";

interface Load {
  readonly rate: number;
  readonly atOnce: number;
  readonly leftBehind: number;
}

/** The emulator in process, its built files, a fresh process a round. */
export async function measureEmulator(effort: Effort): Promise<Figure[]> {
  const calls = 1_000;
  const counts = [effort.of(2_000, 12_000), calls, effort.of(2_000, 10_000)];
  const loads: Load[] = [];
  for (let round = 0; round < effort.of(1, 3); round++) {
    loads.push(
      await new Promise<Load>((resolve, reject) => {
        const child = fork(join(root, "bench/load-emulator.mjs"), counts.map(String), { execArgv: ["--expose-gc"] });
        child.once("message", (load) => resolve(load as Load));
        child.once("exit", (code) => code && reject(new Error("the emulator's load ended early")));
      }),
    );
  }
  const of = (read: (load: Load) => number) => median(loads.map(read));
  const [rate, atOnce, left] = [of((load) => load.rate), of((load) => load.atOnce), of((load) => load.leftBehind)];
  const figure = (id: string, what: string, unit: string, value: number, text: string, met: boolean): Figure => ({
    id,
    what,
    unit,
    values: { [ours.name]: value },
    ratios: {},
    target: { text, met },
  });
  return [
    figure(
      "emulator-rate",
      "emulator: validated commands per second, in process",
      "/s",
      rate,
      "≥ 3,000 /s",
      rate >= 3_000,
    ),
    figure("emulator-calls", "emulator: calls at once", "calls", atOnce, "1,000 at once", atOnce === calls),
    figure("emulator-memory", "emulator: heap left by an ended call", "B", left, "constant (< 100 B)", left < 100),
  ];
}
