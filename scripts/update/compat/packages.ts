import { readErrorCodes } from "../../generate/model/error-table.js";
import { payloadSchemas, readEvents } from "../../generate/model/event-model.js";
import { type OperationModel, readOperations } from "../../generate/model/operation-model.js";
import { renderEvents } from "../../generate/render/events.js";
import { renderMethods } from "../../generate/render/methods.js";
import { renderSchema } from "../../generate/render/schema.js";
import { typeDocument } from "../../generate/types/type-document.js";
import type { Document } from "../../openapi/document.js";
import { type DomainTable, presentIn } from "../../openapi/domains.js";
import { type Effective, effectiveFrom } from "../../openapi/effective.js";

/** The generated types of one package, and what they were made from. */
export interface TypedPackage {
  readonly name: string;
  /** `methods.ts`, `schema.ts` and, for webhooks, `events.ts`. */
  readonly files: Readonly<Record<string, string>>;
  readonly operations: readonly OperationModel[];
  /** Event types. */
  readonly events: readonly string[];
}

/** Renders the types of every package of a merged effective document, in memory. All events go to `webhooks`. */
export async function renderPackages(merged: Document, table: DomainTable): Promise<Map<string, TypedPackage>> {
  const document = structuredClone(merged);
  // What an earlier naming wrote; lists would be written twice.
  for (const event of Object.values(document.webhooks)) delete event["x-telnyx-domains"];
  const { domains } = effectiveFrom(document, presentIn(table, document));
  const packages = new Map<string, TypedPackage>();
  for (const [name, part] of documentsOf(domains, document)) packages.set(name, await renderPackage(name, part));
  return packages;
}

/** A table without operations of webhooks still has events. */
function documentsOf(domains: Effective["domains"], merged: Document): Map<string, Document> {
  if (domains.has("webhooks") || Object.keys(merged.webhooks).length === 0) return domains;
  return new Map([...domains, ["webhooks", { ...structuredClone(merged), paths: {} }]]);
}

async function renderPackage(name: string, document: Document): Promise<TypedPackage> {
  const events = name === "webhooks" ? readEvents(document, name) : [];
  const types = typeDocument(document, payloadSchemas(events));
  const operations = readOperations(document, name, name);
  return {
    name,
    files: {
      "schema.ts": await renderSchema(name, types),
      "methods.ts": renderMethods({
        from: name,
        domain: name,
        document,
        types,
        operations,
        errors: readErrorCodes(document),
      }),
      ...(name === "webhooks" && { "events.ts": renderEvents(name, events) }),
    },
    operations,
    events: events.map(({ type }) => type),
  };
}
