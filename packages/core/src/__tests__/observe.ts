import {
  createDomain,
  createTelnyx,
  type DomainClient,
  type Operations,
  type Telnyx,
  type TelnyxOptions,
} from "../index.js";

/** The state of one request when it was sent. */
export interface Observed {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Operations of every kind, enough to test what core does with a table. */
export const operations = {
  dial: {
    method: "POST",
    path: "/calls",
    safety: "deduped",
    input: "body",
    required: true,
    expects: ["data.call_control_id"],
  },
  answer: { method: "POST", path: "/calls/{call_control_id}/actions/answer", safety: "deduped", input: "body" },
  updateState: {
    method: "PUT",
    path: "/calls/{call_control_id}/actions/client_state_update",
    safety: "unsafe",
    input: "body",
    required: true,
  },
  retrieve: { method: "GET", path: "/calls/{call_control_id}", safety: "safe" },
  "applications.list": {
    method: "GET",
    path: "/call_control_applications",
    safety: "safe",
    input: "query",
    page: "number",
  },
  "applications.create": {
    method: "POST",
    path: "/call_control_applications",
    safety: "unsafe",
    input: "body",
    required: true,
  },
  "applications.delete": { method: "DELETE", path: "/call_control_applications/{id}", safety: "repeatable" },
  "activeCalls.list": {
    method: "GET",
    path: "/connections/{connection_id}/active_calls",
    safety: "safe",
    input: "query",
    page: "cursor",
  },
  "connectors.delete": {
    method: "DELETE",
    path: "/siprec_connectors/{connector_name}",
    safety: "unsafe",
    response: "empty",
  },
  "storage.upload": { method: "POST", path: "/media", safety: "unsafe", input: "body", multipart: "media" },
  "storage.download": { method: "GET", path: "/media/{media_name}/download", safety: "safe", response: "bytes" },
} as const satisfies Operations;

type Method = (...given: unknown[]) => Promise<unknown>;

/** The methods of {@link operations}, loosely typed, because these tests also pass what types forbid. */
export interface Methods {
  dial: Method;
  answer: Method;
  updateState: Method;
  retrieve: Method;
  applications: {
    list: (...given: unknown[]) => Promise<unknown> & AsyncIterable<unknown>;
    create: Method;
    delete: Method;
  };
  activeCalls: { list: (...given: unknown[]) => Promise<unknown> & AsyncIterable<unknown> };
  connectors: { delete: Method };
  storage: { upload: Method; download: Method };
}

export const apiKey = "KEY0123456789_secret";

/** Makes a client whose `fetch` is the test's own handler: request in, response out, everything sent written down. */
export function observe(
  handler: (request: Request, count: number) => Response | Promise<Response>,
  options: TelnyxOptions = {},
): { requests: Observed[]; telnyx: Telnyx; domain: Methods & DomainClient<object> } {
  const requests: Observed[] = [];
  const telnyx = createTelnyx({
    apiKey,
    async fetch(url, init) {
      const request = new Request(url, init);
      const headers = Object.fromEntries(request.headers);
      requests.push({ method: request.method, url, headers, body: await request.clone().text() });
      return handler(request, requests.length);
    },
    ...options,
  });
  return { requests, telnyx, domain: createDomain<Methods, object>(telnyx, operations) };
}

/** Gives what a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("The promise was expected to reject.");
}

/** Telnyx's answer to a command. */
export const accepted = () => Response.json({ data: { result: "ok" } });

/** Telnyx's body for an error. */
export const refusal = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ errors: [{ code, title: "Title", detail: "Detail." }] }, { status, headers });

/** A rejected fetch, as Node makes it. */
export function netError(code: string, syscall?: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }) });
}
