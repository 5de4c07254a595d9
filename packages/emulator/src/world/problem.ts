/** Where in the request the mistake is: a JSON pointer into the body, or the name of a query parameter. */
export interface ProblemSource {
  readonly pointer?: string;
  readonly parameter?: string;
}

export interface ProblemOptions {
  readonly source?: ProblemSource | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Adds the link to the error's page that general errors carry and voice errors do not. */
  readonly meta?: boolean | undefined;
  /** The code of a refusal by the account, beside `errors`. */
  readonly telnyxError?: string | undefined;
}

/** A refusal of a request, and the reply that it is. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly options: ProblemOptions;

  constructor(status: number, code: string, title: string, detail: string, options: ProblemOptions = {}) {
    super(`${status} ${code} ${title}: ${detail}`);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.options = options;
  }

  /** The error's JSON. */
  get body(): Readonly<Record<string, unknown>> {
    const { source, meta, telnyxError } = this.options;
    const error = {
      code: this.code,
      title: this.title,
      detail: this.detail,
      ...(source ? { source } : {}),
      ...(meta ? { meta: { url: `https://developers.telnyx.com/docs/overview/errors/${this.code}` } } : {}),
    };
    return { errors: [error], ...(telnyxError ? { telnyx_error: { error_code: telnyxError } } : {}) };
  }

  get headers(): Readonly<Record<string, string>> | undefined {
    return this.options.headers;
  }
}

const at = (pointer: string): ProblemOptions => ({ source: { pointer } });

export const problems = {
  noCredentials: (status: 401 | 404) =>
    status === 404
      ? new Problem(
          404,
          "10005",
          "Resource not found",
          "The resource was not found: the request has no Authorization header.",
          { meta: true },
        )
      : new Problem(
          401,
          "10009",
          "Authentication failed",
          "No usable credentials: the Authorization header is missing.",
          { meta: true },
        ),
  badCredentials: () =>
    new Problem(401, "10009", "Authentication failed", "The API key is unknown here. Use the emulator's `apiKey`.", {
      meta: true,
    }),
  notEmulated: (what: string) =>
    new Problem(
      501,
      "501",
      "Not emulated",
      `${what} is not emulated: the vendor has it, and the emulator knows the operations of its specification only. Answer it with \`fallback\`.`,
      { headers: { "x-should-retry": "false" } },
    ),
  methodNotAllowed: (method: string, allowed: readonly string[]) =>
    new Problem(
      405,
      "10030",
      "Method not allowed",
      `${method} is not possible here; possible: ${allowed.join(", ")}.`,
      {
        headers: { allow: allowed.join(", ") },
      },
    ),
  invalidJson: (why: string) =>
    new Problem(400, "10023", "Invalid JSON", `The body could not be read as a JSON object: ${why}.`),
  notUtf8: () => new Problem(400, "10028", "Character encoding error", "The body is not valid UTF-8."),
  unsupportedContent: (found: string, wanted: readonly string[]) =>
    new Problem(415, "10029", "Unsupported content type", `The content type is ${found}; send ${wanted.join(" or ")}.`),
  notFound: (what: string) => new Problem(404, "10005", "Resource not found", `${what} was not found.`, { meta: true }),
  unknownCall: (status: 422 | 404) =>
    status === 404
      ? new Problem(404, "10005", "Resource not found", "The call was not found.", { meta: true })
      : new Problem(
          422,
          "90015",
          "Invalid Call Control ID",
          "The call_control_id is malformed or names no call.",
          at("/call_control_id"),
        ),
  callEnded: () =>
    new Problem(422, "90018", "Call has already ended", "This call is no longer active and takes no commands."),
  notAnswered: (command: string) =>
    new Problem(
      422,
      "90034",
      "Call not answered yet",
      `This call can't receive the ${command} command because it has not been answered yet.`,
    ),
  invalidCommand: (detail: string) => new Problem(422, "90102", "Command is invalid", detail),
  badRequest: (detail: string, pointer?: string) =>
    new Problem(422, "10015", "Bad request", detail, pointer ? at(pointer) : {}),
  missing: (detail: string, pointer: string) =>
    new Problem(422, "10004", "Missing required parameter", detail, at(pointer)),
  invalid: (code: string, title: string, detail: string, pointer: string) =>
    new Problem(422, code, title, detail, at(pointer)),
  state: (code: string, title: string, detail: string) => new Problem(422, code, title, detail),
  unknownFilter: (name: string) =>
    new Problem(422, "10031", "Invalid request filter", `There is no filter ${name}.`, {
      source: { parameter: `filter[${name}]` },
    }),
  account: (telnyxError: string, detail: string) =>
    new Problem(403, "10010", "Not authorized", detail, { telnyxError }),
  audioFailed: () => new Problem(400, "90040", "Downloading audio failed", "The audio file could not be downloaded."),
  injected: (status: number, code: string) =>
    new Problem(status, code, "Injected fault", "A fault of the emulator refuses this request."),
  dialsPerSecond: () =>
    new Problem(
      429,
      "90103",
      "Dials per second limit exceeded",
      "More than 150 dials in the last 5 seconds. Dial more slowly.",
    ),
  tooManyRequests: (retryAfterSeconds: number | undefined) =>
    new Problem(429, "10011", "Too many requests", "The rate limit of the API was exceeded.", {
      headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
    }),
  server: (status: number) =>
    new Problem(
      status,
      status === 503 ? "10007" : "10007",
      status === 503 ? "Service unavailable" : "Internal server error",
      "The request could not be processed.",
    ),
} as const;
