import {
  ApiError,
  type ApiErrorDetails,
  type ApiErrorItem,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from "./api-error.js";
import { bare } from "./bare.js";
import { parseRetryAfter } from "./retry-after.js";
import { createScrub, readRequestId, type Scrub } from "./scrub.js";

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

/** Makes the error for an answer that is not 2xx. Everything that came from outside is scrubbed and cut. */
export function toApiError(
  { status, headers }: Response,
  text: string | undefined,
  name: string,
  secrets: unknown,
): ApiError {
  const scrub = createScrub(secrets);
  const now = Date.now();
  const errors = readItems(text, scrub);
  const details: ApiErrorDetails = {
    status,
    errors,
    requestId: readRequestId(headers, secrets),
    retryAfterMs: parseRetryAfter(headers.get("retry-after"), now),
  };
  if (status === 429) {
    const read = (key: string) => {
      const value = headers.get(`x-ratelimit-${key}`);
      return value && /^\d{1,13}$/.test(value) ? +value : undefined;
    };
    const reset = read("reset");
    // Telnyx documents seconds on one page and a Unix time on others: a small number is the former.
    const resetMs = reset && (reset < 1e9 ? reset * 1000 : Math.max(0, reset * 1000 - now));
    details.rateLimit = { limit: read("limit"), remaining: read("remaining"), resetMs };
  }
  const target = /^https?:\/\/[^/?#@\\]{1,200}/.exec(headers.get("location") ?? "")?.[0] ?? "the same origin";
  const [first] = errors;
  const hint =
    status < 400
      ? `A redirect to ${scrub(target, 200)} is not followed: check baseUrl.`
      : status === 404 && !first
        ? "Telnyx explains its errors and this answer does not: check baseUrl, which ends in /v2."
        : hints[status];
  const parts = [
    `Request failed with status ${status}${first ? ` (${first.code})` : ""}: ${name}.`,
    [first?.title, first?.detail].filter(Boolean).join(": "),
    hint,
  ];
  return new (classes[status] ?? (status < 500 ? ApiError : ServerError))(parts.filter(Boolean).join(" "), details);
}

interface WireError {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly source?: { readonly pointer?: unknown; readonly parameter?: unknown };
}

function readItems(text: string | undefined, scrub: Scrub): ApiErrorItem[] {
  const clean = (value: unknown, longest: number) => scrub(value ?? "", longest);
  try {
    const { errors } = bare(JSON.parse(text as string) as { errors: WireError[] });
    return errors
      .slice(0, 20)
      .map(bare<WireError>)
      .map(({ code, title, detail, source }) => ({
        code: clean(code, 32),
        title: clean(title, 200),
        detail: clean(detail, 800) || undefined,
        pointer: clean(source?.pointer ?? source?.parameter, 200) || undefined,
      }));
  } catch {
    return [];
  }
}
