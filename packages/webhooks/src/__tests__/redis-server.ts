import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";

/** The command to run if the binary is missing. */
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

/** A server that runs until it is stopped. */
export interface RedisServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a server that keeps nothing on disk. Arguments are options of redis-server. */
export async function startRedis(port?: number, ...options: string[]): Promise<RedisServer> {
  const chosen = port ?? (await freePort());
  const nothing = ["--save", "", "--appendonly", "no"];
  return start(chosen, ["--port", String(chosen), "--bind", "127.0.0.1", ...nothing, ...options]);
}

/** Starts a cluster of one server, which has all slots. */
export async function startCluster(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "telnyx-kit-cluster-"));
  const server = await startRedis(
    undefined,
    "--cluster-enabled",
    "yes",
    "--cluster-announce-ip",
    "127.0.0.1",
    "--dir",
    folder,
  );
  const cli = (...args: string[]) =>
    execFileSync("redis-cli", ["-p", String(server.port), ...args], { encoding: "utf8" });
  cli("cluster", "addslotsrange", "0", "16383");
  while (!cli("cluster", "info").includes("cluster_state:ok")) await new Promise((resolve) => setTimeout(resolve, 50));
  return removing(server, folder);
}

/** Starts a sentinel that watches a server under the name "main". */
export async function startSentinel(watched: RedisServer): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "telnyx-kit-sentinel-"));
  const port = await freePort();
  const file = join(folder, "sentinel.conf");
  writeFileSync(file, `port ${port}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 ${watched.port} 1\n`);
  return removing(await start(port, [file, "--sentinel"]), folder);
}

const removing = ({ port, stop }: RedisServer, folder: string): RedisServer => ({
  port,
  stop: async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

async function start(port: number, args: readonly string[]): Promise<RedisServer> {
  const server = spawn("redis-server", args);
  const ended = new Promise<void>((resolve) => server.on("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.on("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    // A sentinel says no more than its id.
    server.stdout.on("data", (chunk) => /Ready to accept connections|Sentinel ID is/.test(String(chunk)) && resolve());
  });
  return {
    port,
    stop: () => {
      server.kill("SIGKILL");
      return ended;
    },
  };
}
