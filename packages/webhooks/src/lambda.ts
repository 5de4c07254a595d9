/**
 * Receives webhooks in AWS Lambda behind API Gateway (payload versions 1 and 2), a function URL or a load balancer.
 *
 * @module
 * @example
 * import { createLambdaHandler } from "@telnyx-kit/webhooks/lambda";
 *
 * export const handler = createLambdaHandler(webhooks);
 */
import { decodeBase64 } from "@telnyx-kit/core/internal";
import type { HeadersInput } from "./headers.js";
import type { Webhooks } from "./webhooks.js";

/** The part of AWS's events in use. */
export interface LambdaEvent {
  headers?: { readonly [name: string]: string | undefined } | null | undefined;
  /** Payload version 1, and load balancers where it is switched on. */
  multiValueHeaders?: { readonly [name: string]: string[] | null | undefined } | null | undefined;
  httpMethod?: string | undefined;
  /** Payload version 2. */
  requestContext?: { readonly http?: { readonly method?: string | undefined } | undefined } | undefined;
  body?: string | null | undefined;
  isBase64Encoded?: boolean | undefined;
}

/** The reply that AWS passes on. */
export interface LambdaResult {
  statusCode: number;
  headers: { "content-type": string };
  body: string;
}

/**
 * All headers of an event. Load balancers send one of the two forms, API Gateway both, and some local gateways leave one
 * of them empty. Only `multiValueHeaders` shows every value of a repeated header, so it wins where it has the header.
 */
function headersOf({ headers, multiValueHeaders }: LambdaEvent): HeadersInput {
  const all = Object.entries(multiValueHeaders ?? {}).filter(([, values]) => values && values.length > 0);
  const names = new Set(all.map(([name]) => name.toLowerCase()));
  const single = Object.entries(headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
  return [...all, ...single];
}

function decode(text: string, limit: number): string | Uint8Array {
  // Too long either way, and then not worth a copy.
  if (text.length > 2 * limit + 4) return text;
  const bytes = decodeBase64(text);
  if (bytes) return bytes;
  throw new Error("isBase64Encoded is set, and the body is not base64.");
}

/**
 * Makes a Lambda handler. Handlers find Lambda's context object in `context.platform`. Lambda stops the process after
 * the reply, so `acknowledge: "early"` does not work here.
 */
export function createLambdaHandler<Platform = unknown>(
  webhooks: Pick<Webhooks<Platform>, "receive">,
): (event: LambdaEvent, context: Platform) => Promise<LambdaResult> {
  return async (event, context) => {
    const answer = await webhooks.receive(
      {
        method: event.requestContext?.http?.method ?? event.httpMethod,
        headers: headersOf(event),
        body: event.isBase64Encoded ? async (limit: number) => decode(event.body ?? "", limit) : (event.body ?? ""),
      },
      { context },
    );
    return {
      statusCode: answer.status,
      headers: { "content-type": "text/plain;charset=UTF-8" },
      body: answer.body,
    };
  };
}
