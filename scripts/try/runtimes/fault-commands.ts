import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Operation, Safety } from "@telnyx-kit/core";
import { repository } from "../../cli/workshop.js";

/**
 * How a connection breaks. The server has read the whole request and executed it, except where `429` turns it away and
 * where a name ends in `unread`.
 */
export const faults = [
  "reset, unread",
  "reset",
  "close",
  "reset after a pause",
  "reset in the status line",
  "close in the status line",
  "reset in the headers",
  "close in the headers",
  "reset after the headers",
  "close after the headers",
  "reset in the body",
  "close in the body",
  "reset after 103",
  "garbage",
  "silence",
  "408",
  "408 and close",
  "429",
  "500",
  "503 and close",
] as const;
export type Fault = (typeof faults)[number];

/** One command: a method of a packed domain package, and what happens to its first request. */
export interface Command {
  readonly domain: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly operation: Operation;
  readonly fault: Fault;
  /** Whether a connection is open that served a request before. The last response before `new` closes it. */
  readonly connection: "reused" | "new";
  /** Whether the program gives its own `fetch`, which core leaves alone. */
  readonly ownFetch: boolean;
}

/** Operations without `command_id` × faults × connections, and those with one on reused connections. */
export async function createCommands(isFast: boolean): Promise<Command[]> {
  const operations = await readOperations();
  const of = (safety: Safety) => operations.filter(({ operation }) => operation.safety === safety);
  const commands: Command[] = [];
  const add = (each: (typeof operations)[number], fault: Fault, connection: "reused" | "new", ownFetch = false) =>
    commands.push({ ...each, fault, connection, ownFetch });
  for (const [place, fault] of faults.entries()) {
    const isTaken = (index: number, share: number) => !isFast || (index + place) % share === 0;
    for (const [index, each] of of("unsafe").entries()) {
      if (isTaken(index, 2)) add(each, fault, "reused");
      if (isTaken(index, 8)) add(each, fault, "new");
    }
    for (const [index, each] of [...of("repeatable"), ...of("deduped")].entries())
      if (isTaken(index, 16)) add(each, fault, "reused");
  }
  // The runtime's own behaviour when nothing keeps it from repeating.
  for (const each of of("unsafe")) add(each, "reset", "reused", true);
  return commands;
}

async function readOperations(): Promise<Pick<Command, "domain" | "method" | "args" | "operation">[]> {
  const packages = join(repository, "packages");
  const found: Pick<Command, "domain" | "method" | "args" | "operation">[] = [];
  for (const domain of (await readdir(packages)).sort()) {
    const file = join(packages, domain, "src/generated/operations.ts");
    if (!existsSync(file)) continue;
    const { operations } = (await import(file)) as { operations: Readonly<Record<string, Operation>> };
    for (const [method, operation] of Object.entries(operations)) {
      if (operation.method === "GET") continue;
      const parameters = Array.from(operation.path.matchAll(/\{.*?\}/g), () => "v3:id");
      const body = operation.multipart ? { [operation.multipart]: "a file" } : {};
      found.push({ domain, method, operation, args: [...parameters, ...(operation.input === "body" ? [body] : [])] });
    }
  }
  return found;
}
