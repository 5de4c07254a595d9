import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { accepted, apiKey, failure, observe, operations } from "./__tests__/observe.js";
import {
  createDomain,
  createTelnyx,
  encodeClientState,
  type Hooks,
  type TelnyxError,
  type TelnyxOptions,
} from "./index.js";
import { createLogger, type LogRecord } from "./logger.js";

const body = {
  to: "+12025550102",
  from: "+1 (202) 555-0101",
  sip_auth_username: "agent-seven",
  sip_auth_password: 'p"ss\\w\u00f6rd/hunter2',
  client_state: encodeClientState({ card: "4111111111111111" }),
  custom_headers: [{ name: "X-Token", value: "sip-header-token" }],
  webhook_url: "https://user:webhook-pass@example.com/hook?token=webhook-token",
  payload: "Your one-time code is 774 193",
  media_encryption_key: "c2VjcmV0LW1lZGlh",
  link_to: "v3:capability-id/with+signs=",
};
const callId = body.link_to;
const headers = { "x-proxy-token": "proxy-header-token" };
const defaults = { "x-tenant-secret": "tenant-header-secret" };

const secrets: readonly string[] = [
  apiKey,
  body.to,
  body.from,
  body.sip_auth_username,
  body.sip_auth_password,
  body.client_state,
  "sip-header-token",
  body.webhook_url,
  body.payload,
  body.media_encryption_key,
  headers["x-proxy-token"],
  defaults["x-tenant-secret"],
  callId,
];
/** Each secret as it is, in JSON, in a URL, and a number in its other spelling. */
const needles = [
  ...secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
  "2025550102",
  "202-555-0101",
  "202 555 0101",
];

function leaks(text: string): string[] {
  return needles.filter((needle) => text.includes(needle));
}

const echo = JSON.stringify({ headers: { authorization: `Bearer ${apiKey}`, ...headers, ...defaults }, body, callId });
const wire = [
  ...secrets,
  ...secrets.map((secret) => encodeURIComponent(secret)),
  "+1 202-555-0101",
  "202 555 0101",
  echo,
].join(" ");
const json = { "content-type": "application/json" };
const echoing = {
  "x-request-id": apiKey,
  "retry-after": apiKey,
  "x-ratelimit-limit": apiKey,
  location: `https://evil.example/${encodeURIComponent(apiKey)}`,
};

/** An error of a network library that keeps all that it was given. */
class ChattyError extends Error {
  request = { headers: { authorization: `Bearer ${apiKey}` }, body };
  code = `E_${apiKey}`;
}

const faults: [name: string, fault: () => Response][] = [
  [
    "422 that echoes in title and detail",
    () =>
      Response.json(
        { errors: [{ code: wire, title: wire, detail: wire, source: { pointer: wire } }] },
        { status: 422, headers: echoing },
      ),
  ],
  [
    "429 with echoing headers",
    () =>
      Response.json({ errors: [{ code: apiKey, title: body.to, detail: echo }] }, { status: 429, headers: echoing }),
  ],
  ["500 with an echo as text", () => new Response(wire, { status: 500, headers: echoing })],
  ["200 that is not JSON", () => new Response(wire, { headers: json })],
  ["200 with an echoing type", () => new Response("{}", { headers: { "content-type": `text/${apiKey}` } })],
  ["200 without what it must hold", () => Response.json({ data: { echo: wire } }, { headers: echoing })],
  ["302", () => new Response(null, { status: 302, headers: echoing })],
  [
    "302 to a host that spells the key",
    () => new Response(null, { status: 302, headers: { location: `https://${apiKey}.example/` } }),
  ],
  [
    "a rejection with everything in it",
    () => {
      throw new ChattyError(`${wire}`, { cause: new ChattyError(wire, { cause: new ChattyError(wire) }) });
    },
  ],
  [
    "a rejection that is no error",
    () => {
      throw { message: wire, headers: { authorization: apiKey } };
    },
  ],
  [
    "a reset",
    () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error(wire), { code: "ECONNRESET" }) });
    },
  ],
];

describe(`${secrets.length} secrets`, () => {
  it.each(faults)("stay out of errors, logs and hooks after %s", async (_, fault) => {
    const seen: unknown[] = [];
    const watch = (event: unknown) => {
      seen.push(event);
    };
    const hooks: Hooks = { onRequest: watch, onResponse: watch, onRetry: watch, onError: watch };
    const records: LogRecord[] = [];
    const loggers = (["debug", "info", "warn", "error"] as const).map((level) =>
      createLogger({ level, write: (record) => records.push(record) }),
    );
    const { domain, telnyx } = observe(fault, {
      headers: defaults,
      hooks: [hooks, ...loggers],
      deadlineMs: 1500,
      maxRetries: 1,
    });

    const results = await Promise.allSettled([
      domain.dial(body, { headers }),
      domain.answer(callId, body, { headers }),
      telnyx.request("GET", "/calls/{id}", { path: { id: callId }, query: { filter: { echo: secrets } }, headers }),
    ]);
    const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason as TelnyxError] : []));
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      const causes: unknown[] = [];
      for (let cause = error.cause; cause !== undefined; cause = (cause as Error).cause)
        causes.push(cause, (cause as Error).stack, JSON.stringify(cause));
      const forms = [
        inspect(error, { depth: 10, showHidden: true }),
        JSON.stringify(error),
        String(error),
        error.message,
        error.stack,
        inspect(causes, { depth: 10, showHidden: true }),
      ];
      expect(leaks(forms.join("\n"))).toEqual([]);
    }
    expect(records.length).toBeGreaterThan(3);
    expect(leaks(inspect(records, { depth: 10 }) + JSON.stringify(records))).toEqual([]);
    expect(leaks(inspect(seen, { depth: 10, showHidden: true }) + JSON.stringify(seen))).toEqual([]);
  });

  it("are looked for in any body that can be sent, also one with cycles or with megabytes in it", async () => {
    const cyclic: Record<string, unknown> = { toJSON: () => ({ note: "inner-secret" }) };
    cyclic.self = cyclic;
    const { domain } = observe(() =>
      Response.json({ errors: [{ code: "1", title: "inner-secret" }] }, { status: 422 }),
    );
    expect(await failure(domain.answer("id", { cyclic, note: "inner-secret" }))).toMatchObject({
      errors: [{ title: "[redacted]" }],
    });
    const begin = process.cpuUsage();
    await failure(domain.storage.upload({ media: new Uint8Array(20_000_000) }));
    // Time of the processor: a search through 20 MB takes a fraction of this, whatever else the machine does.
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(5000);
  });

  it("stay out of a client, its domains and what they turn into", () => {
    const options: TelnyxOptions = { apiKey, headers: defaults };
    const telnyx = createTelnyx(options);
    const domain = createDomain<object, object>(telnyx, operations);
    for (const value of [telnyx, domain]) {
      const hidden = Object.getOwnPropertySymbols(value).map((symbol) => (value as Record<symbol, unknown>)[symbol]);
      expect(
        leaks(inspect([value, hidden], { depth: 10, showHidden: true }) + JSON.stringify(value) + String(value)),
      ).toEqual([]);
    }
  });

  it("stay out of the messages about options", async () => {
    const errors: unknown[] = [];
    for (const options of [
      { apiKey: `${apiKey}\n` },
      { apiKey: `${apiKey} x` },
      { apiKey: `${apiKey}é` },
      { headers: { authorization: apiKey } },
      { headers: { "x-a": `${apiKey}\r\n` } },
      { baseUrl: `https://${apiKey}@api.telnyx.com` },
      { baseUrl: `https://api.telnyx.com/?key=${apiKey}` },
    ]) {
      try {
        createTelnyx(options);
      } catch (error) {
        errors.push(error);
      }
    }
    const { domain } = observe(accepted, { apiKey: () => `${apiKey}\n` });
    errors.push(await failure(domain.answer("id")));
    errors.push(await failure(domain.answer(`../${apiKey}`)));
    errors.push(await failure(domain.applications.list({ filter: { a: `${apiKey}\ud800` } })));
    expect(errors).toHaveLength(10);
    expect(leaks(inspect(errors, { depth: 10, showHidden: true }) + JSON.stringify(errors))).toEqual([]);
  });
});
