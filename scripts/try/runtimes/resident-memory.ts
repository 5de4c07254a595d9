import { readFileSync } from "node:fs";

/** Resident memory of a process and of all that it started, in MiB; 0 where the system does not say. */
function residentMiB(pid: number): number {
  try {
    const own = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return Number(own) / 1024 + children.reduce((sum, child) => sum + residentMiB(Number(child)), 0);
  } catch {
    return 0;
  }
}

/** How much more memory a process takes at its peak, while something runs, than before. */
export async function measureGrowth(pid: number, during: () => Promise<void>): Promise<number> {
  const before = residentMiB(pid);
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMiB(pid));
  }, 10);
  try {
    await during();
  } finally {
    clearInterval(sampling);
  }
  return peak - before;
}
