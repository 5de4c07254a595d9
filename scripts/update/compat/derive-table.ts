import { camelCase } from "../../generate/model/names.js";
import { whyUnsendable } from "../../generate/model/operation-model.js";
import { type Document, dereference, httpMethods, isObject, type JsonObject } from "../../openapi/document.js";
import { anonymous, type DomainOperation, type DomainTable, ownerOfEvent, ownerOfPath } from "../../openapi/domains.js";
import { findEvents } from "../../openapi/find-events.js";

/**
 * A table of domains for a document that is not the vendored one: every operation and event of the voice family that it
 * has, in the package that owns it, claimed or not. A method that the real table does not name is named after method and
 * path, so that it has the same name in every document.
 */
export function deriveTable(table: DomainTable, document: JsonObject): DomainTable {
  const operations = new Map<string, DomainOperation[]>();
  for (const [path, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    for (const method of httpMethods) {
      const owner = ownerOfPath(table, path);
      const operation = dereference(document, dereference(document, item)?.[method]);
      if (!owner || !operation || whyUnsendable(document as Document, item as JsonObject, operation)) continue;
      const name = nameIn(table, owner, `${method} ${anonymous(path)}`);
      operations.set(owner, [...(operations.get(owner) ?? []), { name, method, path, line: 0 }]);
    }
  }
  const events = [...findEvents(document).keys()].map((type) => ({ type, owner: ownerOfEvent(table, type) }));
  const domains = table.domains.map((domain) => ({
    ...domain,
    operations: operations.get(domain.name) ?? [],
    events: events.filter(({ owner }) => owner === domain.name).map(({ type }) => ({ type, line: 0, own: true })),
  }));
  return { ...table, domains };
}

function nameIn(table: DomainTable, owner: string, identity: string): string {
  const operations = table.domains.find(({ name }) => name === owner)?.operations ?? [];
  const known = operations.find(({ method, path }) => `${method} ${anonymous(path)}` === identity);
  return known?.name ?? camelCase(identity.replaceAll("{}", "one").replaceAll(/[^A-Za-z0-9]+/g, "_"));
}
