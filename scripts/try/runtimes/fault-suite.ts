import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "./fault-commands.js";
import { type Seen, startFaultServers } from "./fault-server.js";
import { type Host, runTask } from "./run-task.js";

/** The outcomes of the commands of one safety class. */
export interface FaultCounts {
  commands: number;
  /** Commands whose first request came on a connection that had served another. */
  reused: number;
  requests: number;
  effects: number;
  /** Commands with more than one effect. */
  doubled: number;
}

export interface Faulted {
  readonly wrong: readonly string[];
  /** By class; `own fetch` is what the runtime does with an unsafe command by itself. */
  readonly counts: ReadonlyMap<string, FaultCounts>;
}

const lanes = 6;

/** Breaks the connection of every command once. At most one effect, and no error that denies it. */
export async function faultSuite(host: Host, commands: readonly Command[]): Promise<Faulted> {
  const servers = await startFaultServers(lanes, commands);
  try {
    await writeFile(join(host.folder, "commands.json"), JSON.stringify({ ports: servers.ports, commands }));
    const { result } = await runTask(host, "faults", "commands.json");
    return judge(commands, servers.seen, result);
  } catch (error) {
    return { wrong: [(error as Error).message], counts: new Map() };
  } finally {
    servers.close();
  }
}

export function judge(
  commands: readonly Command[],
  seen: ReadonlyMap<number, Seen>,
  endings: readonly string[],
): Faulted {
  const counts = new Map<string, FaultCounts>();
  const wrong: string[] = [];
  for (const [id, { domain, method, operation, fault, connection, ownFetch }] of commands.entries()) {
    const row = ownFetch ? "own fetch" : operation.safety;
    const sum = counts.get(row) ?? { commands: 0, reused: 0, requests: 0, effects: 0, doubled: 0 };
    counts.set(row, sum);
    const { requests, reused, effects } = seen.get(id) ?? { requests: 0, reused: false, effects: 0 };
    // A repeat of these leaves the same state.
    const distinct = operation.safety === "repeatable" ? Math.min(effects, 1) : effects;
    sum.commands++;
    sum.reused += Number(reused);
    sum.requests += requests;
    sum.effects += distinct;
    sum.doubled += Number(distinct > 1);
    if (ownFetch) continue;
    const ending = endings[id] ?? "never ended";
    const blame = (what: string) => wrong.push(`${domain}.${method}, ${fault}, ${connection}: ${what} (${ending})`);
    if (distinct > 1) blame(`${distinct} effects`);
    if (distinct > 0 && ending.endsWith("not executed")) blame("executed, and the error denies it");
    if (ending === "never ended") blame("never ended");
  }
  if (counts.get("deduped")?.reused === 0) wrong.push("no connection was reused, so no kept connection broke");
  // A busy machine loses a few requests before the server reads them.
  if (seen.size < commands.length * 0.98) wrong.push(`only ${seen.size} of ${commands.length} commands were received`);
  return { wrong: wrong.length > 8 ? [...wrong.slice(0, 8), `and ${wrong.length - 8} more`] : wrong, counts };
}
