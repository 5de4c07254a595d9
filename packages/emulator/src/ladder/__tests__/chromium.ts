import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The command to run if the browser is missing. */
export const installCommand = "apt-get update && apt-get install -y chromium";

const paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const find = () => [process.env.CHROMIUM_PATH ?? "", ...paths].find((path) => path !== "" && existsSync(path));

/** Where a real Chromium is. With CI set it is installed first, so that no run passes without one. */
export function findChromium(): string | undefined {
  const found = find();
  if (found || !process.env.CI) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("sh", ["-c", installCommand], { stdio: "ignore", env });
  const installed = find();
  if (!installed) throw new Error(`Chromium is missing after: ${installCommand}`);
  return installed;
}
