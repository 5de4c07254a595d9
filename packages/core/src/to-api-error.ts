import {
  ApiError,
  type ApiErrorDetails,
  type ApiErrorItem,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionError,
  type RateLimit,
  RateLimitError,
  ServerError,
  ValidationError,
} from "./api-error.js";
import { ownProperties } from "./own-properties.js";
import { createRedactor, type Redact, readRequestId } from "./redact.js";
import { parseRetryAfter } from "./retry-policy.js";

const classes: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  422: ValidationError,
  429: RateLimitError,
};

const hints: Readonly<Record<number, string>> = {
  401: "Check the API key.",
  403: "The key or the account lacks a permission.",
  404: "Check the id and the API key.",
};

/** An answer that is not 2xx. */
export interface Refusal {
  readonly response: Response;
  /** The body: JSON that was parsed, or anything else. */
  readonly body: unknown;
  /** The reason why the body could not be read. */
  readonly problem?: string | undefined;
}

/**
 * Makes the error for an answer that is not 2xx. Everything that came from outside is redacted and cut.
 *
 * @param now milliseconds since 1970
 */
export function toApiError(
  { response, body, problem }: Refusal,
  name: string,
  secrets: unknown,
  now: number,
): ApiError {
  const { status, headers } = response;
  const redact = createRedactor(secrets);
  const { errors: items, telnyx_error: account } = ownProperties(Object(body) as WireRefusal);
  const errors = readItems(items, redact);
  const accountCode = ownProperties(Object(account) as { error_code?: unknown }).error_code;
  const details: ApiErrorDetails = {
    status,
    errors,
    telnyxErrorCode: accountCode ? redact(accountCode, 32) : undefined,
    requestId: readRequestId(headers, secrets),
    retryAfterMs: parseRetryAfter(headers.get("retry-after"), now),
    rateLimit: status === 429 ? readRateLimit(headers, now) : undefined,
  };
  const [first] = errors;
  const parts = [
    `Request failed with status ${status}${first ? ` (${first.code})` : ""}: ${name}.`,
    [first?.title, first?.detail].filter(Boolean).join(": "),
    problem && `It came with ${problem}.`,
    hintFor(response, !!first, redact),
  ];
  return new (classes[status] ?? (status < 500 ? ApiError : ServerError))(parts.filter(Boolean).join(" "), details);
}

function hintFor({ status, headers }: Response, explained: boolean, redact: Redact): string | undefined {
  if (status < 400) {
    const target = /^https?:\/\/[^/?#@\\]{1,200}/.exec(headers.get("location") ?? "")?.[0] ?? "the same origin";
    return `A redirect to ${redact(target, 200)} is not followed: check baseUrl.`;
  }
  if (status !== 404 || explained) return hints[status];
  return "Telnyx explains its errors and this answer does not: check baseUrl, which ends in /v2.";
}

function readRateLimit(headers: Headers, now: number): RateLimit {
  const read = (key: string) => {
    const value = headers.get(`x-ratelimit-${key}`);
    return value && /^\d{1,13}$/.test(value) ? +value : undefined;
  };
  const reset = read("reset");
  // Telnyx documents seconds on one page and a Unix time on others: a small number is the former.
  const resetMs = reset && (reset < 1e9 ? reset * 1000 : Math.max(0, reset * 1000 - now));
  return { limit: read("limit"), remaining: read("remaining"), resetMs };
}

interface WireRefusal {
  readonly errors?: unknown;
  readonly telnyx_error?: unknown;
}

interface WireError {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly source?: { readonly pointer?: unknown; readonly parameter?: unknown };
}

function readItems(items: unknown, redact: Redact): ApiErrorItem[] {
  if (!Array.isArray(items)) return [];
  const clean = (value: unknown, longest: number) => redact(value ?? "", longest);
  return items.slice(0, 20).map((item) => {
    const { code, title, detail, source } = ownProperties(Object(item) as WireError);
    const { pointer, parameter } = ownProperties(Object(source) as NonNullable<WireError["source"]>);
    return {
      code: clean(code, 32),
      title: clean(title, 200),
      detail: clean(detail, 800) || undefined,
      pointer: clean(pointer ?? parameter, 200) || undefined,
    };
  });
}
