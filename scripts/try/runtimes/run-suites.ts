import type { Runtime } from "./all-runtimes.js";
import type { Command } from "./fault-commands.js";
import { type FaultCounts, faultSuite } from "./fault-suite.js";
import { type Answer, type Failures, type Host, runTask } from "./run-task.js";
import { serverSuite } from "./server-suite.js";
import { type Signatures, signatureSuite } from "./signature-suite.js";

export const smokeTests = ["retry", "pages", "webhook", "dedupe", "emulator", "calls"] as const;
export const suites = [...smokeTests, "signatures", "server", "faults"] as const;
export type Suite = (typeof suites)[number];

/** One runtime, run: by suite what went wrong, `undefined` where the suite makes no sense there. */
export interface Outcome {
  readonly version: string;
  readonly wrong: Readonly<Record<Suite, readonly string[] | undefined>>;
  readonly deliveries: number;
  readonly grownMiB: number;
  readonly faultCounts: ReadonlyMap<string, FaultCounts>;
}

/** Runs everything on one runtime. */
export async function runSuites(
  { backends, serves }: Runtime,
  host: Host,
  signatures: Signatures,
  commands: readonly Command[],
): Promise<Outcome> {
  const { version, result } = await runTask(host, "smoke").catch(
    ({ message }: Error): Answer<Failures> => ({ version: "?", result: { retry: message } }),
  );
  const failuresOf = (test: string) => {
    const failure = result[test] ?? "did not run";
    return failure === "" ? [] : [failure];
  };
  const served = serves ? await serverSuite(host) : undefined;
  const faulted = serves ? await faultSuite(host, commands) : undefined;
  return {
    version,
    wrong: {
      retry: failuresOf("retry"),
      pages: failuresOf("pages"),
      webhook: failuresOf("webhook"),
      dedupe: failuresOf("dedupe"),
      emulator: failuresOf("emulator"),
      calls: failuresOf("calls"),
      signatures: await signatureSuite(host, backends, signatures),
      server: served?.wrong,
      faults: faulted?.wrong,
    },
    deliveries: served?.deliveries ?? 0,
    grownMiB: served?.grownMiB ?? 0,
    faultCounts: faulted?.counts ?? new Map(),
  };
}
