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
import { parseRetryAfter } from "./retry-after.js";
import type { Scrub } from "./scrub.js";

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
export function toApiError(response: Response, text: string | undefined, name: string, scrub: Scrub): ApiError {
  const { status, headers } = response;
  const now = Date.now();
  const details: ApiErrorDetails = {
    status,
    errors: readItems(text, scrub),
    requestId: readRequestId(headers, scrub),
    retryAfterMs: parseRetryAfter(headers.get("retry-after"), now),
  };
  if (status === 429) {
    const read = (key: string) => readNumber(headers.get(`x-ratelimit-${key}`));
    const reset = read("reset");
    // Telnyx documents seconds on one page and a Unix time on others: a small number is the former.
    const resetMs = reset && (reset < 1e9 ? reset * 1000 : Math.max(0, reset * 1000 - now));
    details.rateLimit = { limit: read("limit"), remaining: read("remaining"), resetMs };
  }
  const [first] = details.errors ?? [];
  const parts = [
    `Request failed with status ${status}${first ? ` (${first.code})` : ""}: ${name}.`,
    first && [first.title, first.detail].filter(Boolean).join(": "),
    status < 400 ? `A redirect to ${readOrigin(response)} is not followed. Check baseUrl.` : hints[status],
  ];
  return new (classes[status] ?? (status >= 500 ? ServerError : ApiError))(parts.filter(Boolean).join(" "), details);
}

/** Reads the request id, if it is one. A header that echoes something else is not kept. */
export function readRequestId(headers: Headers, scrub?: Scrub): string | undefined {
  const id = headers.get("x-request-id");
  return id && /^[\w.:/=+-]{1,128}$/.test(id) && (!scrub || scrub(id, 128) === id) ? id : undefined;
}

function readNumber(value: string | null): number | undefined {
  return value && /^\d{1,13}$/.test(value) ? Number(value) : undefined;
}

function readOrigin(response: Response): string {
  try {
    return new URL(response.headers.get("location") as string, response.url).origin;
  } catch {
    return "another place";
  }
}

interface WireError {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly source?: { readonly pointer?: unknown; readonly parameter?: unknown };
}

function readItems(text: string | undefined, scrub: Scrub): ApiErrorItem[] {
  // Echoed phone numbers may be written otherwise than in the request.
  const clean = (value: unknown, longest: number) =>
    value === undefined || value === null
      ? undefined
      : scrub(value, longest).replace(/\+?\d[\d ().-]{5,18}\d/g, "[redacted]");
  try {
    const { errors } = JSON.parse(text as string) as { errors: WireError[] };
    return errors.slice(0, 20).map(({ code, title, detail, source }) => ({
      code: clean(code, 32) ?? "",
      title: clean(title, 200) ?? "",
      detail: clean(detail, 800),
      pointer: clean(source?.pointer ?? source?.parameter, 200),
    }));
  } catch {
    return [];
  }
}
