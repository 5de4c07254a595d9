import { ConfigurationError } from "./errors.js";

/** The longest time that a timer takes: it fires at once when it is given more than 31 bits. */
export const longestTimerMs = 2 ** 31 - 1;

/**
 * Checks a number against its bounds, both inclusive. NaN and Infinity are outside of all bounds.
 *
 * @throws {ConfigurationError}
 */
export function checkNumber(
  name: string,
  value: unknown,
  [least, most]: readonly [number, number],
  kind: "number" | "whole number" = "number",
): number {
  const fits = typeof value === "number" && value >= least && value <= most;
  if (fits && (kind === "number" || Number.isInteger(value))) return value;
  // Anything but a number may be a secret in the wrong place.
  const found = typeof value === "number" ? value : value === null ? "null" : typeof value;
  throw new ConfigurationError(`${name} must be a ${kind} from ${least} to ${most}. Found ${found}.`);
}
