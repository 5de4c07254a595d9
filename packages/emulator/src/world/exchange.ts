/** When something began: its place among everything that happened, and the emulator's time in milliseconds. */
export interface Start {
  readonly order: number;
  readonly at: number;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface SentResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The part that the timeline's entry leaves out because it differs from run to run: when it began, and what was sent. */
export interface Exchange {
  readonly start: Start;
  /** The leg that the answer names, where a command makes one. */
  leg?: string | undefined;
  request?: SentRequest | undefined;
  response?: SentResponse | undefined;
}

/** A request as it is shown; its body has been read already. */
export function shownRequest(request: Request, body: unknown): SentRequest {
  return { method: request.method, url: request.url, headers: shownHeaders(request.headers), body };
}

/** An answer as it is shown; its body has been read already. */
export function shownResponse(response: Response, body: unknown): SentResponse {
  return { status: response.status, headers: shownHeaders(response.headers), body };
}

/** Headers as they are shown: the API key is not. */
function shownHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, name === "authorization" ? value.replace(/\S{4,}$/, "…") : value]),
  );
}

/** A body as it is shown: the value of JSON, the text of anything else, cut at 20,000 characters. */
export function shownBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 20_000);
  }
}
