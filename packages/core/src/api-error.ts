import { type ErrorDetails, TelnyxError } from "./errors.js";
import { ownProperties } from "./own-properties.js";

/** One entry of Telnyx's list of errors. Values that the request held are replaced by `[redacted]`. */
export interface ApiErrorItem {
  /** The platform's code, always as a string, for example `90018`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  /** The place of the fault: a JSON pointer into the body, or the name of a query parameter. */
  readonly pointer: string | undefined;
}

/** The parts of an {@link ApiError}. */
export interface ApiErrorDetails extends ErrorDetails {
  status: number;
  errors?: readonly ApiErrorItem[] | undefined;
  telnyxErrorCode?: string | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  rateLimit?: RateLimit | undefined;
}

/** The values of `x-ratelimit-*`. Each field is `undefined` if the header was missing or no number. */
export interface RateLimit {
  /** Requests allowed in the present window. */
  readonly limit: number | undefined;
  /** Requests left in the present window. */
  readonly remaining: number | undefined;
  /** Milliseconds from the response to the next window. */
  readonly resetMs: number | undefined;
}

/** Thrown when the status of the response is not 2xx. The class shows the status, `code` the reason. */
export class ApiError extends TelnyxError {
  static override readonly kind: string = "ApiError";

  readonly status: number;
  /** The first error's code, or `undefined` if the response has no code (a proxy's error page, an empty body). */
  readonly code: string | undefined;
  readonly errors: readonly ApiErrorItem[];
  /** The account-level reason behind a general code, for example `D38`: no outbound voice profile. Telnyx's `telnyx_error.error_code`. */
  readonly telnyxErrorCode: string | undefined;
  /** `x-request-id` of the response: Telnyx's support asks for it. */
  readonly requestId: string | undefined;
  /** The wait that `Retry-After` asked for, in milliseconds. `undefined` when the header was missing or invalid. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details);
    const { status, errors = [], telnyxErrorCode, requestId, retryAfterMs } = ownProperties(details);
    this.status = status;
    this.code = errors[0]?.code;
    this.errors = errors;
    this.telnyxErrorCode = telnyxErrorCode;
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Thrown on 400: the request could not be read, or a referenced audio file could not be downloaded. */
export class BadRequestError extends ApiError {
  static override readonly kind: string = "BadRequestError";
}

/** Thrown on 401: the key is missing, malformed or revoked. */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = "AuthenticationError";
}

/** Thrown on 403: the key or the account may not do this. */
export class PermissionError extends ApiError {
  static override readonly kind: string = "PermissionError";
}

/** Thrown on 404: the resource does not exist, or belongs to another account. */
export class NotFoundError extends ApiError {
  static override readonly kind: string = "NotFoundError";
}

/** Thrown on 409: the resource is in a state that forbids the request. */
export class ConflictError extends ApiError {
  static override readonly kind: string = "ConflictError";
}

/** Thrown on 422: a field is not acceptable, or the call is in the wrong state. `code` shows which. */
export class ValidationError extends ApiError {
  static override readonly kind: string = "ValidationError";
}

/** Thrown on 429 when the retries are used up. Telnyx promises the `x-ratelimit-*` headers, not `Retry-After`. */
export class RateLimitError extends ApiError {
  static override readonly kind: string = "RateLimitError";

  readonly rateLimit: RateLimit | undefined;

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details);
    this.rateLimit = ownProperties(details).rateLimit;
  }
}

/** Thrown on 500 and above when the retries are used up. A command may have been executed all the same. */
export class ServerError extends ApiError {
  static override readonly kind: string = "ServerError";
}
