import { createSigningKey, type SigningKey } from "@telnyx-kit/webhooks/testing";
import type { Handles, Rehearsal } from "../rehearse.js";
import { EndingFailure, parseReplay } from "./ending-failure.js";
import type { EndingsReport } from "./report.js";
import { type EndingsEmulatorOptions, type RunParts, runOnce } from "./run.js";
import type { Scenario } from "./scenario.js";
import type { Problem } from "./watch.js";

/** Options of {@link everyEnding}. */
export interface EveryEndingOptions<Made extends Handles = Handles> {
  /** Makes the application for each run, as for `rehearse`. It must not depend on real time or chance. */
  readonly app: (rehearsal: Rehearsal) => Made | Promise<Made>;
  /** Who takes part. @default one caller */
  readonly scenario?: Scenario<Made> | undefined;
  /** Options of each emulator, as for `rehearse`: `startTime`, `timings`, `faults`, … */
  readonly emulator?: EndingsEmulatorOptions | undefined;
  /** The most unusual steps in one run: a hang-up, a busy callee, a late webhook. @default 2 */
  readonly steps?: number | undefined;
  /** Runs after which the search ends. @default 20000 */
  readonly runs?: number | undefined;
  /** Real seconds after which the search ends. @default 60 */
  readonly seconds?: number | undefined;
  /** Returns `true` for problems that you know: the run goes on, and the search looks for others. @default none */
  readonly accept?: ((problem: Problem) => boolean) | undefined;
  /** The `replay` of an {@link EndingFailure}: makes that run only. */
  readonly replay?: string | undefined;
  /** Called about once per second. */
  readonly onProgress?: ((progress: EndingsReport) => void) | undefined;
}

/**
 * Tries every small way in which a call can go: each party hangs up at each step; callees answer, are busy or do not pick up;
 * webhooks come late or twice. Runs with fewer steps come first. No list of steps is tried twice.
 *
 * @returns the extent of the search.
 * @throws {EndingFailure} for the first run that leaves a party in silence, fails, or sends a command twice.
 * @throws {RangeError} when a bound is no number, when nothing happens at all, or when a run does not reach a step that it reached before.
 * @example
 * const report = await everyEnding({ app: createApp, scenario: { callees: [{ does: "busy" }] } });
 */
export async function everyEnding<Made extends Handles>(options: EveryEndingOptions<Made>): Promise<EndingsReport> {
  const { app, scenario = {}, accept, emulator, replay } = options;
  const signingKey = rememberSignatures(await createSigningKey());
  const parts: RunParts = { app, scenario: scenario as Scenario<Handles>, accept, emulator, signingKey };
  const search = createSearch(parts, options);
  if (replay === undefined) return search.all();
  await search.run(parseReplay(replay));
  return search.report(true);
}

/** A run that was made, and the ways that lead on from it. */
interface Branch {
  readonly steps: readonly string[];
  readonly open: readonly string[];
}

function createSearch(parts: RunParts, options: Omit<EveryEndingOptions, "app" | "scenario">) {
  const most = {
    steps: bound("steps", options.steps, 2),
    runs: bound("runs", options.runs, 20_000),
    seconds: bound("seconds", options.seconds, 60),
  };
  const { replay, onProgress } = options;
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  let [runs, length, reported] = [0, 0, 0];
  const report = (complete: boolean): EndingsReport => ({
    runs,
    seconds: Math.round(elapsed() * 10) / 10,
    steps: length,
    complete,
  });

  async function run(steps: readonly string[]): Promise<Branch | undefined> {
    length = steps.length;
    const { problem, missed, vain, open, emulator } = await runOnce(parts, steps);
    if (!vain) runs += 1;
    if (problem) throw new EndingFailure(problem, steps, emulator, report(false));
    if (emulator.timeline.events.length === 0) throw new RangeError(nothingHappened);
    if (missed[0] !== undefined) throw notReached(missed[0], replay !== undefined);
    if (onProgress && elapsed() >= reported + 1) {
      reported = elapsed();
      onProgress(report(false));
    }
    return vain ? undefined : { steps, open };
  }

  return {
    report,
    run,
    /** All runs without a step, then all with one, and so on. */
    async all(): Promise<EndingsReport> {
      let level = [await run([])];
      while (length < most.steps && level.length > 0) {
        const next: typeof level = [];
        for (const branch of level)
          for (const way of branch?.open ?? []) {
            if (runs >= most.runs || elapsed() >= most.seconds) return report(false);
            const steps = [...(branch?.steps ?? []), way];
            const found = await run(steps);
            // Those of the last level lead nowhere; there are most of them.
            if (steps.length < most.steps) next.push(found);
          }
        level = next;
      }
      return report(true);
    },
  };
}

/** Most runs begin alike, and so do their webhooks: a body that was signed before is not signed again. */
function rememberSignatures({ publicKey, sign }: SigningKey): SigningKey {
  const signed = new Map<string, ReturnType<SigningKey["sign"]>>();
  return {
    publicKey,
    sign(body, seconds) {
      const key = `${seconds} ${body}`;
      const known = signed.get(key) ?? sign(body, seconds);
      if (signed.size >= mostSigned) signed.clear();
      signed.set(key, known);
      return known;
    },
  };
}

const mostSigned = 10_000;

const nothingHappened =
  "Nothing happened: nobody called, and the application dialled nobody. Pass `callers`, or a `start` that dials.";

function notReached(step: string, isReplay: boolean): RangeError {
  const why = isReplay
    ? "The application or the scenario has changed since."
    : "The application behaves differently on the same events: take its time and chance from the rehearsal that `app` gets.";
  return new RangeError(`The run does not reach the step "${step}". ${why}`);
}

function bound(name: string, given: number | undefined, usual: number): number {
  const value = given ?? usual;
  if (typeof value === "number" && value >= 0) return value;
  throw new RangeError(`\`${name}\` takes a number, 0 or more; it got ${String(value)}.`);
}
