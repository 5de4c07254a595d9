import type { GatherOptions } from "../world/gather.js";
import { problems } from "../world/problem.js";
import { requireBetween } from "../world/require-between.js";

/** The fields that the three gathers of keys share. */
export interface GatherFields {
  readonly minimum_digits?: number;
  readonly maximum_digits?: number;
  readonly maximum_tries?: number;
  readonly terminating_digit?: string;
  readonly valid_digits?: string;
  readonly timeout_millis?: number;
  readonly inter_digit_timeout_millis?: number;
  readonly initial_timeout_millis?: number;
  readonly gather_id?: string;
}

/** Field, its bounds, and the code of the refusal. */
const bounds = [
  ["minimum_digits", 1, 128, "90022"],
  ["maximum_digits", 1, 128, "90023"],
  ["maximum_tries", 1, 128, "90024"],
  ["timeout_millis", 1, Number.MAX_SAFE_INTEGER, "90025"],
  ["inter_digit_timeout_millis", 1, 120_000, "90026"],
  ["initial_timeout_millis", 1, 120_000, "90056"],
] as const;

/** Fills in the documented defaults and checks the documented bounds. */
export function readGather(body: GatherFields): GatherOptions {
  for (const [field, lowest, highest, code] of bounds) {
    const value = body[field];
    if (value !== undefined) requireBetween(value, lowest, highest, field, code);
  }
  const {
    minimum_digits: minimum = 1,
    maximum_digits: maximum = 128,
    terminating_digit: terminating = "#",
    valid_digits: valid = "0123456789#*",
  } = body;
  if (maximum < minimum) {
    throw problems.invalid(
      "90023",
      "Invalid maximum_digits",
      "maximum_digits must not be less than minimum_digits.",
      "/maximum_digits",
    );
  }
  if (!/^[0-9*#]?$/.test(terminating)) {
    throw problems.invalid(
      "90007",
      "Invalid terminating_digit",
      "The terminating_digit must be one of 0-9, * and #.",
      "/terminating_digit",
    );
  }
  if (!/^[0-9A-D*#]+$/.test(valid)) {
    throw problems.invalid(
      "90008",
      "Invalid valid_digits",
      "valid_digits holds the keys 0-9, A-D, * and #.",
      "/valid_digits",
    );
  }
  return {
    minimum,
    maximum,
    terminating,
    valid,
    tries: body.maximum_tries ?? 3,
    timeoutMs: body.timeout_millis ?? 60_000,
    interDigitMs: body.inter_digit_timeout_millis ?? 5_000,
    initialMs: body.initial_timeout_millis ?? 5_000,
    id: body.gather_id,
  };
}
