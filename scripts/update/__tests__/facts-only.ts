import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  dereference,
  httpMethods,
  isObject,
  type JsonObject,
  pointerOf,
  pointerSegments,
  resolvePointer,
  visitReferences,
} from "../../openapi/document.js";
import { type DomainTable, loadDomains, ownerOfEvent, ownerOfPath } from "../../openapi/domains.js";
import { findEvents } from "../../openapi/find-events.js";
import { readSource } from "../../openapi/read.js";
import { componentFacts } from "../cut.js";
import { operationFacts } from "../facts.js";

/**
 * An upstream document cut to the facts of what the packages are made of, still one document: the operations and events
 * that a domain owns and their components, without a sentence. Test data is made with it:
 * `pnpm exec tsx scripts/update/__tests__/facts-only.ts <document> <new file>`.
 */
export function factsOnly(upstream: JsonObject, table: DomainTable): JsonObject {
  const paths: JsonObject = {};
  for (const [path, rawItem] of Object.entries(isObject(upstream.paths) ? upstream.paths : {})) {
    const item = dereference(upstream, rawItem);
    if (!item || ownerOfPath(table, path) === undefined) continue;
    const inherited = Array.isArray(item.parameters) ? item.parameters : [];
    const operations = httpMethods.flatMap((method) => {
      const operation = dereference(upstream, item[method]);
      return operation ? [[method, operationFacts(operation, inherited)] as const] : [];
    });
    paths[path] = Object.fromEntries(operations);
  }
  const webhooks: JsonObject = {};
  for (const [type, event] of findEvents(upstream))
    if (ownerOfEvent(table, type) !== undefined) webhooks[type] = { post: operationFacts(event) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Facts of an upstream document",
      version: isObject(upstream.info) ? (upstream.info.version ?? "0") : "0",
    },
    paths,
    webhooks,
    components: reachableComponents(upstream, { paths, webhooks }),
  };
}

function reachableComponents(upstream: JsonObject, roots: JsonObject): JsonObject {
  const components: Record<string, JsonObject> = {};
  const visit = (node: JsonObject): void =>
    visitReferences(node, (reference) => {
      const [, kind = "", name = ""] = pointerSegments(reference);
      const target = resolvePointer(upstream, pointerOf(["components", kind, name]));
      const facts = isObject(target) ? componentFacts(kind, name, target) : undefined;
      if (!isObject(facts) || components[kind]?.[name] !== undefined) return undefined;
      components[kind] = { ...components[kind], [name]: facts };
      visit(facts);
      return undefined;
    });
  visit(roots);
  return components;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , from = "", to = ""] = process.argv;
  const { document } = await readSource(from);
  await writeFile(to, `${JSON.stringify(factsOnly(document, await loadDomains(".")))}\n`);
}
