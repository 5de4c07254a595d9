import { problems } from "../world/problem.js";

/** How often a prompt plays: 1 to 100 times, or without end. */
export function loopOf(loop: string | number | undefined): number {
  if (loop === undefined) return 1;
  if (loop === "infinity") return Number.POSITIVE_INFINITY;
  const times = typeof loop === "number" ? loop : /^\d{1,3}$/.test(loop) ? Number(loop) : Number.NaN;
  if (Number.isInteger(times) && times >= 1 && times <= 100) return times;
  throw problems.invalid(
    "90009",
    "Invalid loop",
    "The 'loop' parameter must be infinity or a number from 1 to 100.",
    "/loop",
  );
}
