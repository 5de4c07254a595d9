import { execFile } from "node:child_process";

/** A runtime that was found, in an application with the programs. */
export interface Host {
  readonly command: readonly string[];
  readonly folder: string;
}

/** The output of a program. */
export interface Answer<Result> {
  readonly version: string;
  readonly result: Result;
}

/** Tests of a program and what went wrong in each; empty where nothing did. */
export type Failures = Readonly<Record<string, string>>;

interface Tasks {
  readonly smoke: Failures;
  readonly withoutNative: Failures;
  /** How each command ended. */
  readonly faults: readonly string[];
  /** A verdict for each case, as `judge` writes them. */
  readonly node: string;
  readonly webcrypto: string;
  readonly noble: string;
}

/** Runs a task of `programs/tasks.mjs` in a process of its own. The input is the name of a JSON file in the folder. */
export function runTask<Task extends keyof Tasks>(
  { command: [binary = "", ...args], folder }: Host,
  task: Task,
  input?: string,
): Promise<Answer<Tasks[Task]>> {
  const options = { cwd: folder, timeout: 180_000, maxBuffer: 2 ** 24 };
  return new Promise((resolve, reject) => {
    execFile(binary, [...args, task, ...(input ? [input] : [])], options, (error, stdout, stderr) => {
      if (!error) return resolve(JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Answer<Tasks[Task]>);
      const how = error.killed ? `took more than ${options.timeout / 1000} s` : `ended with ${error.code}`;
      reject(new Error(`the program ${how}\n${(stderr || stdout).trim().split("\n").slice(-12).join("\n")}`));
    });
  });
}
