import { renderPackage } from "../../generate/main.js";
import { readEvents } from "../../generate/model/event-model.js";
import { type OperationModel, readOperations } from "../../generate/model/operation-model.js";
import type { Document } from "../../openapi/document.js";
import { type DomainTable, presentIn } from "../../openapi/domains.js";
import { type Effective, effectiveFrom } from "../../openapi/effective.js";

/** The generated files of one package, and what they were made from. */
export interface TypedPackage {
  readonly name: string;
  /** `methods.ts`, `schema.ts`, `operations.ts` and, for webhooks, `events.ts`; `spec.ts` of the emulator. */
  readonly files: Readonly<Record<string, string>>;
  readonly operations: readonly OperationModel[];
  /** Event types. */
  readonly events: readonly string[];
}

/** Renders every package of a merged effective document, in memory, as `pnpm generate` does. All events go to `webhooks`. */
export async function renderPackages(merged: Document, table: DomainTable): Promise<Map<string, TypedPackage>> {
  const document = structuredClone(merged);
  // An earlier naming wrote these; lists would be written twice.
  for (const event of Object.values(document.webhooks)) delete event["x-telnyx-domains"];
  const effective = effectiveFrom(document, presentIn(table, document));
  const domains = documentsOf(effective.domains, document);
  const packages = new Map<string, TypedPackage>();
  for (const [name, part] of [...domains, ["emulator", document] as const]) {
    const { generated } = await renderPackage({ ...effective, domains }, name);
    packages.set(name, {
      name,
      files: generated,
      operations: name === "emulator" ? [] : readOperations(part, name, name),
      events: name === "webhooks" ? readEvents(part, name).map(({ type }) => type) : [],
    });
  }
  return packages;
}

/** A table without operations of webhooks still has events. */
function documentsOf(domains: Effective["domains"], merged: Document): Map<string, Document> {
  if (domains.has("webhooks") || Object.keys(merged.webhooks).length === 0) return domains;
  return new Map([...domains, ["webhooks", { ...structuredClone(merged), paths: {} }]]);
}
