import { problems } from "./problem.js";

/** @throws {Problem} where the number in a field is beyond its bounds: 10033, or the code that the field has of its own. */
export function requireBetween(
  value: number,
  lowest: number,
  highest: number,
  field: string,
  code?: string | undefined,
): void {
  if (value >= lowest && value <= highest) return;
  const title = code ? `Invalid ${field}` : "Value outside of range";
  const bounds = highest === Number.MAX_SAFE_INTEGER ? `${lowest} or more` : `from ${lowest} to ${highest}`;
  throw problems.invalid(code ?? "10033", title, `The '${field}' parameter must be ${bounds}.`, `/${field}`);
}
