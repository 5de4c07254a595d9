import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Something that listens on the port it was given. */
export interface RunningServer {
  /** What it printed so far. */
  readonly output: () => string;
  stop(): Promise<void>;
}

export { freePort } from "../packages/webhooks/src/__tests__/free-port.js";

/** PORT, and what the application reads. */
export interface Environment {
  readonly PORT: string;
  readonly [name: string]: string;
}

/** Runs a server of the examples as a user would, and resolves when it prints "ready". */
export async function startProgram(file: string, environment: Environment): Promise<RunningServer> {
  const child = spawn(process.execPath, ["--import", "tsx", `examples/${file}`], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += String(chunk);
      if (output.includes("ready")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}:\n${output}`)));
  });
  return { output: () => output, stop: () => stop(child) };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill();
  });
}
