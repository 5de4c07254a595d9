import { Problem, throwAll } from "../../cli/problem.js";
import { type Document, dereference, type Json, type JsonObject } from "../../openapi/document.js";
import { byName, pascalCase } from "./names.js";
import { contentOf, propertyOf } from "./operation-model.js";

/** An event as the generator sees it. */
export interface EventModel {
  /** `call.answered` */
  readonly type: string;
  /** `CallAnswered` */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly domains: readonly string[];
  readonly payload: JsonObject;
}

/** The events of a document, by type. Both forms of the envelope are read: with `data` around it, and flat. */
export function readEvents(document: Document, place: string): EventModel[] {
  const problems: Problem[] = [];
  const names = new Map<string, string>();
  const events = Object.entries(document.webhooks).flatMap(([type, item]): EventModel[] => {
    const operation = dereference(document, item.post) ?? {};
    const body = [...contentOf(dereference(document, operation.requestBody)).values()][0];
    const payload = propertyOf(document, propertyOf(document, body, "data") ?? body, "payload");
    const name = pascalCase(type);
    const twin = names.get(name);
    names.set(name, type);
    if (!payload)
      problems.push(
        new Problem(
          place,
          `the event ${type} has no payload`,
          "Give its schema `data.payload`, or `payload`, in spec/overlays/corrections.",
        ),
      );
    if (twin)
      problems.push(
        new Problem(
          place,
          `the events ${type} and ${twin} would both be called ${name}Event`,
          "Teach scripts/generate/model/names.ts to tell them apart.",
        ),
      );
    if (!payload || twin) return [];
    return [
      {
        type,
        name,
        summary: text(operation.summary),
        description: text(operation.description),
        domains: strings(item["x-telnyx-domains"]),
        payload,
      },
    ];
  });
  throwAll(problems);
  return events.sort((a, b) => byName(a.type, b.type));
}

/** The payloads by the names that they get in schema.ts. */
export const payloadSchemas = (events: readonly EventModel[]): Record<string, JsonObject> =>
  Object.fromEntries(events.map(({ name, payload }) => [payloadName(name), payload]));

export const payloadName = (name: string): string => `${name}Payload`;

const text = (value: Json | undefined): string => (typeof value === "string" ? value.trim() : "");
const strings = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
