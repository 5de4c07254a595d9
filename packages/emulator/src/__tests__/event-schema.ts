import { createValidator } from "../api/spec/validation.js";
import { document } from "../generated/spec.js";

const validator = createValidator(document);
const webhooks = document.webhooks as Record<string, unknown>;

/** The event types that the specification describes. */
export const eventTypes: readonly string[] = Object.keys(webhooks);

/** The body of a webhook; that of one event has no `data`. */
export interface WireBody {
  readonly data?: { readonly event_type: string };
  readonly event_type?: string;
}

export const typeOf = (body: WireBody): string => body.data?.event_type ?? body.event_type ?? "";

/** The faults of a webhook's body by the specification; undefined for a correct body. */
export function findEventProblem(body: WireBody): string | undefined {
  const type = typeOf(body);
  if (!webhooks[type]) return `no schema for ${type}`;
  const finding = validator.check(`/webhooks/${type}/post/requestBody/content/application~1json/schema`, body);
  return finding && `${type} ${finding.pointer}: ${finding.detail}`;
}

/** The same for the body of a response of an operation. */
export function findResponseProblem(path: string, method: string, status: number, body: unknown): string | undefined {
  const operation = (document.paths as Record<string, Record<string, { responses: Record<string, unknown> }>>)[path]?.[
    method
  ];
  let response = operation?.responses[String(status)] as
    | { $ref?: string; content?: Record<string, unknown> }
    | undefined;
  let pointer = `/paths/${path.replaceAll("/", "~1")}/${method}/responses/${status}`;
  if (!response) return `${method} ${path} has no response ${status}`;
  if (response.$ref) {
    pointer = response.$ref.slice(1);
    response = pointer
      .split("/")
      .slice(1)
      .reduce((node: unknown, key) => (node as Record<string, unknown>)[key], document) as typeof response;
  }
  if (!response?.content?.["application/json"]) return undefined;
  const finding = validator.check(`${pointer}/content/application~1json/schema`, body);
  return finding && `${method} ${path} ${finding.pointer}: ${finding.detail}`;
}
