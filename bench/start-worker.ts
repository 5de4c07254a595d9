import { fork } from "node:child_process";
import { join } from "node:path";
import type { Contender } from "./contenders.js";
import { place, root } from "./place.js";

/** Cost of one run of a worker, per repetition; memory after a collection where it was asked for. */
export interface Cost {
  readonly cpuUs: number;
  readonly wallUs: number;
  readonly heapUsed: number;
  readonly rss: number;
}

export interface Worker {
  run(count: number): Promise<Cost>;
  stop(): void;
}

type Message = Partial<Cost> & { readonly ready?: true; readonly error?: string };

/** Starts a program of a contender in a process of its own, which waits for the command to run. */
export async function startWorker(
  contender: Contender,
  program: string,
  context: Readonly<Record<string, unknown>>,
  nodeOptions: readonly string[] = [],
): Promise<Worker> {
  const child = fork(join(root, "bench/worker.mjs"), [join(place(contender), program), JSON.stringify(context)], {
    cwd: place(contender),
    execArgv: [...nodeOptions],
    env: { PATH: process.env.PATH },
  });
  const next = () =>
    new Promise<Message>((resolve, reject) => {
      const failed = () => reject(new Error(`${contender.name}: ${program} ended`));
      child.once("exit", failed);
      child.once("message", (message: Message) => {
        child.off("exit", failed);
        if (message.error) reject(new Error(`${contender.name}: ${program}: ${message.error}`));
        else resolve(message);
      });
    });
  await next();
  return {
    async run(count) {
      const answer = next();
      child.send({ count });
      return (await answer) as Cost;
    },
    stop: () => void child.kill(),
  };
}
