import { ApiError } from "./api-error.js";
import { ErrorCode } from "./generated/error-codes.js";

/** Tells whether a command failed because its call had already ended. Often this is no fault: someone hung up first. */
export function isCallEnded(error: unknown): error is ApiError {
  return has(error, ErrorCode.CallEnded);
}

/** Tells whether a command failed because its call has not been answered yet. */
export function isNotAnswered(error: unknown): error is ApiError {
  return has(error, ErrorCode.CallNotAnswered);
}

/**
 * Tells whether a command failed because Telnyx does not know the call: its id is malformed, unknown, or forgotten since
 * the call ended. The status is 422 or 404.
 */
export function isUnknownCall(error: unknown): error is ApiError {
  if (has(error, ErrorCode.InvalidCallControlId)) return true;
  return ApiError.isInstance(error) && error.status === 404 && !!error.operation?.includes("{call_control_id}");
}

/** Tells whether a rate limit refused a request: the API's (10011 with 429) or that of dials (90103). */
export function isRateLimited(error: unknown): error is ApiError {
  return ApiError.isInstance(error) && error.status === 429;
}

/** Tells whether a dial asked for media encryption that is not available: 10011 again, but with 422. */
export function isMediaEncryptionRefused(error: unknown): error is ApiError {
  return has(error, ErrorCode.RateLimited) && error.status === 422;
}

/** Tells whether Telnyx failed or was unavailable: any 5xx. The code 10007 alone is not enough: it also comes with 404. */
export function isServiceUnavailable(error: unknown): error is ApiError {
  return ApiError.isInstance(error) && error.status >= 500;
}

function has(error: unknown, code: string): error is ApiError {
  return ApiError.isInstance(error) && error.errors.some((item) => item.code === code);
}
