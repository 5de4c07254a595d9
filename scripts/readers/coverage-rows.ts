import type { Effective } from "../openapi/effective.js";
import type { Field, Fields } from "../openapi/fields.js";
import { surfaceOf } from "../openapi/surface.js";
import {
  type EventRow,
  type Fact,
  type OperationRow,
  type SourceDocuments,
  typeOf,
  valuesOf,
} from "./source-documents.js";

/** Where a row of the source documents is found, and what is wrong there. */
export interface Coverage {
  readonly document: string;
  /** `POST /calls` or an event type. */
  readonly row: string;
  /** The package whose method it is, or whose union of events has it. */
  readonly package: string | undefined;
  /** Name of the method; undefined for an event. */
  readonly method: string | undefined;
  readonly fields: number;
  readonly faults: readonly string[];
}

/** Finds each operation and event of the source documents in the effective documents, field by field and value by value. */
export function coverageOf({ merged, table, domains }: Effective, { operations, events }: SourceDocuments): Coverage[] {
  const surface = surfaceOf(merged, table);
  const ofOperation = (row: OperationRow): Coverage => {
    const found = surface.operations.get(row.operation.replaceAll(/\{[^}]*\}/g, "{}"));
    const wanted = { ...row.required, ...row.optional };
    const faults = found
      ? [
          ...(row.package && row.package !== found.package ? [`is in ${found.package}, not in ${row.package}`] : []),
          ...fieldFaults(wanted, (name) => found.request.get(`body.${name}`) ?? found.request.get(`query.${name}`)),
          ...Object.keys(row.required).flatMap((name) =>
            (found.request.get(`body.${name}`) ?? found.request.get(`query.${name}`))?.required
              ? []
              : [`${name} is not required`],
          ),
          ...(row.answers ?? []).flatMap((name) =>
            found.response.has(`data.${name}`) ? [] : [`does not answer ${name}`],
          ),
        ]
      : ["there is no such operation"];
    return {
      document: row.document,
      row: row.operation,
      package: found?.package,
      method: found?.method,
      fields: Object.keys(wanted).length,
      faults,
    };
  };
  const ofEvent = (row: EventRow): Coverage => {
    const found = surface.events.get(row.event);
    const owner = row.package ?? found?.package;
    const isThere = owner !== undefined && domains.get(owner)?.webhooks[row.event] !== undefined;
    return {
      document: row.document,
      row: row.event,
      package: owner,
      method: undefined,
      fields: Object.keys(row.fields).length,
      faults: [
        ...(isThere ? [] : [`is no event of ${owner ?? "any package"}`]),
        ...fieldFaults(row.fields, (name) => found?.fields.get(name)),
      ],
    };
  };
  return [...operations.map(ofOperation), ...events.map(ofEvent)];
}

function fieldFaults(
  wanted: Readonly<Record<string, Fact>>,
  find: (name: string) => ReturnType<Fields["get"]>,
): string[] {
  return Object.entries(wanted).flatMap(([name, fact]) => {
    const field = find(name);
    if (!field) return [`${name} is missing`];
    const have = new Set(field.values);
    const values = valuesOf(fact).filter((value) => !have.has(JSON.stringify(value)));
    return [
      ...(suits(typeOf(fact), field)
        ? []
        : [`${name} is ${typeOf(fact)} there and ${field.types.join("|") || "anything"} here`]),
      ...values.map((value) => `${name} lacks the value ${value}`),
    ];
  });
}

const jsonTypes: Readonly<Record<string, readonly string[]>> = {
  boolean: ["boolean"],
  object: ["object"],
  integer: ["integer", "number"],
  int32: ["integer", "number"],
  int64: ["integer", "number"],
  number: ["integer", "number"],
  float: ["number"],
  null: ["null"],
  array: ["array"],
};

/** Whether a field takes what the documents say; their `uuid`, `url` and `date-time` are strings. */
function suits(wanted: string, { types, values }: Field): boolean {
  if (wanted === "any") return true;
  return wanted.split("|").every((one) => {
    if (one === "enum") return values !== undefined;
    return (jsonTypes[one.replace(/\[.*$/, "")] ?? ["string"]).some((type) => types.includes(type));
  });
}
