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

function has(error: unknown, code: string, status?: number): error is ApiError {
  return (
    ApiError.isInstance(error) &&
    (status === undefined || error.status === status) &&
    error.errors.some((item) => item.code === code)
  );
}
