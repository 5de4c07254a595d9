import { type WebhookFailure, WebhookVerificationError } from "./errors.js";
import { type HeadersInput, headerValues } from "./headers.js";

/** Details beside the failure's name. No value of the delivery gets into a message, only kinds and counts. */
export interface RefusalDetails {
  cause?: unknown;
  method?: string;
  headers?: HeadersInput;
  body?: unknown;
  /** Now minus the signed time, in seconds. */
  skew?: number;
  tolerance?: number;
  limit?: number;
  keys?: number;
}

const version1 =
  "This is a webhook of API version 1, which is the default of new applications and is signed in another way. " +
  'Set webhook_api_version to "2" on the application.';

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  if (Array.isArray(value)) return "an array";
  const { type, data, pipe } = value as { type?: unknown; data?: unknown; pipe?: unknown };
  if (value instanceof ReadableStream || typeof pipe === "function") return "a stream";
  if (type === "Buffer" && Array.isArray(data)) return "a Buffer that went through JSON";
  return "a parsed object";
}

const rawBodyRemedy =
  'Pass the body as it arrived, bytes or text. Express: mount `express.raw({ type: "*/*" })` on this route, before any ' +
  "`express.json()`. Koa: mount this route before the body parser. Nest: `NestFactory.create(AppModule, { rawBody: true })`. " +
  "Fastify: use `@telnyx-kit/webhooks/fastify`. Next: pass the request itself. Hono: `context.req.raw`, or behind a middleware " +
  "that read it `new Request(context.req.raw, { body: await context.req.arrayBuffer() })`. Lambda: pass `event.body`.";

function skewed({ skew = 0, tolerance }: RefusalDetails): string {
  const direction = skew > 0 ? "old" : "in the future";
  return `The signed time is ${Math.abs(skew)} seconds ${direction}, the tolerance is ${tolerance}. Check this machine's clock; an old delivery may also be a replay.`;
}

const messages: Readonly<Record<WebhookFailure, (details: RefusalDetails) => string>> = {
  "header-missing": () =>
    "The headers telnyx-timestamp and telnyx-signature-ed25519 are not both there. Telnyx sends them with every webhook of API version 2: check that a proxy keeps them, and that the sender is Telnyx.",
  "header-repeated": () =>
    "A signature header has several values, or one that is no text. Exactly one is accepted: check what stands between Telnyx and this server.",
  "headers-unreadable": ({ headers, body }) =>
    headers === undefined && typeof body === "object"
      ? `This is ${kindOf(body)} and no Request. Node, Express and Koa: use \`createNodeHandler\` of @telnyx-kit/webhooks/node. Hono: pass \`context.req.raw\`. Elsewhere: \`receive({ method, headers, body })\`.`
      : `The headers are ${kindOf(headers)}. Pass the request's headers: a Headers object, Node's request.headers, pairs or a plain object.`,
  "timestamp-malformed": () =>
    "The header telnyx-timestamp is not a time in whole seconds since 1970. Pass it as it arrived.",
  "timestamp-outside-tolerance": skewed,
  "signature-malformed": () =>
    "The header telnyx-signature-ed25519 is not a signature, 88 characters of standard base64. Pass it as it arrived.",
  "signature-mismatch": ({ keys }) =>
    `The signature fits none of the ${keys} configured public keys. Check that the key is of the account that sends, and that nothing changed the body on its way (a parser, a proxy, a character set).`,
  "body-parsed": ({ body }) =>
    `The body is ${kindOf(body)}, and a signature can only be checked on the raw body. ${rawBodyRemedy}`,
  "body-consumed": () =>
    `The body of the request was read before. Verify first, or verify a \`request.clone()\`. ${rawBodyRemedy}`,
  "body-unreadable": () => "The body could not be read to its end: the connection was closed or reset.",
  "body-too-large": ({ limit }) =>
    `The body is larger than ${limit} bytes (maxBodyBytes). Webhooks of Telnyx are a few kilobytes.`,
  "body-empty": () =>
    "The body is empty: an earlier handler has read it, or the application delivers by GET. Set webhook_url_method to POST.",
  "body-not-utf8": () => "The signature is right, and the body is not UTF-8.",
  "body-not-json": () => "The signature is right, and the body is not JSON.",
  "body-not-event": () =>
    "The signature is right, and the body is JSON but no object, so it is no event. Read its bytes with `verify`.",
  "form-encoded": () =>
    "The body is form-encoded: a TeXML callback. The signature is right; read its bytes with `verify`, `unwrap` is for Call Control events.",
  "get-delivery": () =>
    "The delivery is a GET request, whose signature covers no body. Set webhook_url_method to POST on the connection.",
  method: ({ method }) => `The delivery is a ${method} request. Telnyx delivers by POST: check the route.`,
  "version-1": () => version1,
};

/** Finds out which of the checks on method and headers failed, in the order in which they are explained. */
function failureOf({ method = "POST", headers, skew = Number.NaN }: RefusalDetails): WebhookFailure {
  if (method !== "POST") return method === "GET" ? "get-delivery" : "method";
  if (typeof headers !== "object" || headers === null) return "headers-unreadable";
  const names = ["telnyx-timestamp", "telnyx-signature-ed25519", "x-telnyx-signature"];
  const [timestamps, signatures, version1s] = headerValues(headers, names);
  if (!timestamps?.length || !signatures?.length) return version1s?.length ? "version-1" : "header-missing";
  const isOne = ([value, ...more]: unknown[]) => typeof value === "string" && more.length === 0 && !value.includes(",");
  if (!isOne(timestamps) || !isOne(signatures)) return "header-repeated";
  if (Number.isNaN(skew)) return "timestamp-malformed";
  return "timestamp-outside-tolerance";
}

/** Throws the error of a refused delivery; without a name, the failure is found from method and headers. */
export function refuse(name: WebhookFailure | undefined, details: RefusalDetails = {}): never {
  // A refusal inside a reader arrives as the cause of "unreadable": it is the better answer.
  if (WebhookVerificationError.isInstance(details.cause)) throw details.cause;
  const failure = name === "body-parsed" && details.body === undefined ? "body-consumed" : (name ?? failureOf(details));
  const cause = "cause" in details ? { cause: details.cause } : undefined;
  throw new WebhookVerificationError(messages[failure](details), failure, cause);
}
