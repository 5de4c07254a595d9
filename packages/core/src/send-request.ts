import { bare } from "./bare.js";
import { ConfigurationError } from "./errors.js";
import type { Operation } from "./operation.js";
import { checkOptions, requestOptionNames } from "./options.js";
import type { RequestInput } from "./telnyx.js";
import type { Send } from "./transport.js";

const names = [...requestOptionNames, "path", "query", "body", "safety", "response"];

/** Sends what `telnyx.request` was given, with what the tables know of the operation. */
export async function sendRequest(
  send: Send,
  known: ReadonlyMap<string, Operation>,
  method: string,
  path: string,
  input: RequestInput = {},
): Promise<unknown> {
  const { path: values, query, body, safety, response, ...options } = checkOptions(input, names);
  if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method) || typeof path !== "string") {
    throw new ConfigurationError("A request takes GET, POST, PUT, PATCH or DELETE, in capitals, and a path.");
  }
  const unknown = { method, path, safety: method === "GET" ? "safe" : "unsafe", response: "optional" } as const;
  const operation: Operation = bare<Operation>(
    known.get(`${method} ${path}`) ?? unknown,
    safety && { safety },
    response && { response },
    // What is promised to know command_id gets one, also where it needs no other field.
    (body !== undefined || safety === "deduped") && method !== "GET" && { input: "body" },
  );
  return send(operation, { path: values, query, body }, options);
}
