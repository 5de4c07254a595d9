import { execFileSync, spawn } from "node:child_process";
import { freePort } from "../servers.js";

/** What to run where the binary is missing. */
export const installCommand = "apt-get update && apt-get install -y redis-server";

function isInstalled(): boolean {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether a Redis can be started here. With CI set it is installed first, so that no run passes without one. */
export function redisIsAvailable(): boolean {
  if (isInstalled()) return true;
  if (!process.env.CI) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("sh", ["-c", installCommand], { stdio: "ignore", env });
  return isInstalled();
}

/** Starts a Redis that keeps nothing on disk. */
export async function startRedis(): Promise<{ url: string; stop(): void }> {
  const port = String(await freePort());
  const inMemory = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", ["--port", port, ...inMemory]);
  await new Promise<void>((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}.`)));
    server.stdout.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve());
  });
  return { url: `redis://127.0.0.1:${port}`, stop: () => void server.kill("SIGKILL") };
}
