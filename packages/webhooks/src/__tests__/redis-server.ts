import { execFileSync, spawn } from "node:child_process";
import { freePort } from "./free-port.js";

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

/** Whether a real server can be started. With CI set it is installed first, so that the suite cannot pass without one. */
export function redisIsAvailable(): boolean {
  if (isInstalled()) return true;
  if (!process.env.CI) return false;
  execFileSync("sh", ["-c", installCommand], {
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return isInstalled();
}

/** Starts a server that keeps nothing on disk. */
export async function startRedis(): Promise<{ port: number; stop(): void }> {
  const port = await freePort();
  const server = spawn("redis-server", [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
  ]);
  await new Promise<void>((resolve, reject) => {
    server.on("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve());
  });
  return { port, stop: () => server.kill("SIGKILL") };
}
