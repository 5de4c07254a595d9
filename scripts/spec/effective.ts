import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Document, isObject, type Json, type JsonObject, pointerOf, pointerSegments, resolvePointer, visitReferences } from "./document.js";
import { type DomainTable, hasPackage, loadDomains } from "./domains.js";
import { expressChoices } from "./choices.js";
import { applyOverlays, loadOverlays } from "./overlays.js";
import { Problem, throwAll } from "./problem.js";
import { parseText } from "./read.js";

export interface Effective {
  /** A standalone document for every domain that has a package; that of `webhooks` holds all events. */
  readonly domains: Map<string, Document>;
  /** Everything in one document. */
  readonly merged: Document;
  readonly table: DomainTable;
}

export interface EffectiveOptions {
  /** `expressed` (default) turns `x-telnyx-choices` into JSON Schema, for types and validation; `extension` leaves it as written. */
  readonly choices?: "expressed" | "extension";
}

/** Fragments plus overlays: the documents that the packages are generated from. Throws when an overlay does not apply. */
export async function loadEffective(root: string, options: EffectiveOptions = {}): Promise<Effective> {
  const table = await loadDomains(root);
  const merged = await mergeFragments(root);
  throwAll(applyOverlays(merged, await loadOverlays(root)));
  if (options.choices !== "extension") expressChoices(merged);
  return effectiveFrom(merged, table);
}

/** Names the methods, checks every reference, and cuts the documents of the domains out of the merged one. */
export function effectiveFrom(merged: Document, table: DomainTable): Effective {
  merged.servers = [{ url: "https://api.telnyx.com/v2" }];
  merged.security = [{ bearerAuth: [] }];
  merged.components.securitySchemes = { bearerAuth: { type: "http", scheme: "bearer" } };
  nameMethods(merged, table);
  checkReferences(merged);
  const domains = new Map<string, Document>();
  for (const domain of table.domains) {
    if (!hasPackage(domain)) continue;
    const paths: Document["paths"] = {};
    for (const { path, method } of domain.operations) {
      const operation = merged.paths[path]?.[method];
      if (operation !== undefined) paths[path] = { ...paths[path], [method]: operation };
    }
    const types = domain.name === "webhooks" ? Object.keys(merged.webhooks) : domain.events.map(({ type }) => type);
    const webhooks = Object.fromEntries(types.sort().flatMap((type) => (merged.webhooks[type] ? [[type, merged.webhooks[type]]] : [])));
    domains.set(domain.name, standalone(merged, domain.name, paths, webhooks));
  }
  return { domains, merged, table };
}

/** One document from all fragments, with `./shared.yaml#…` references made local. */
export async function mergeFragments(root: string): Promise<Document> {
  const folder = join(root, "spec", "fragments");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".yaml")).sort();
  if (names.length === 0) throw new Problem("spec/fragments", "there are no fragments", "Run `pnpm spec:sync <upstream document>`.");
  const merged: Document = { openapi: "3.1.0", info: { title: "Telnyx Voice", version: "0" }, paths: {}, webhooks: {}, components: {} };
  for (const name of names) {
    const fragment = parseText(`spec/fragments/${name}`, await readFile(join(folder, name), "utf8"));
    visitReferences(fragment, (reference) => reference.replace(/^\.\/[\w-]+\.yaml#/, "#"));
    if (isObject(fragment.info)) merged.info = { ...fragment.info, title: "Telnyx Voice" };
    for (const [path, item] of Object.entries((fragment.paths ?? {}) as Document["paths"])) merged.paths[path] = { ...merged.paths[path], ...item };
    Object.assign(merged.webhooks, fragment.webhooks);
    for (const [kind, components] of Object.entries((fragment.components ?? {}) as Document["components"])) {
      merged.components[kind] = { ...merged.components[kind], ...components };
    }
  }
  return merged;
}

function nameMethods(merged: Document, table: DomainTable): void {
  const problems: Problem[] = [];
  for (const domain of table.domains) {
    for (const { name, method, path, line } of domain.operations) {
      const operation = merged.paths[path]?.[method];
      if (isObject(operation)) operation["x-telnyx-method"] = { domain: domain.name, name };
      else problems.push(new Problem(`${table.place}:${line}`, `${domain.name}.${name} is ${method.toUpperCase()} ${path}, which no fragment has`, "Run `pnpm spec:sync` with an upstream document that has it, or correct the line."));
    }
    for (const { type } of domain.events) {
      const event = merged.webhooks[type];
      if (event) event["x-telnyx-domains"] = [...((event["x-telnyx-domains"] ?? []) as string[]), domain.name];
    }
  }
  throwAll(problems);
}

function checkReferences(merged: Document): void {
  const problems: Problem[] = [];
  visitReferences(merged, (reference, at) => {
    if (resolvePointer(merged, reference) === undefined) {
      problems.push(new Problem(`spec (${pointerOf(at)})`, `refers to ${reference}, which leads nowhere`, "Run `pnpm spec:sync` again, or correct the overlay that brought the reference."));
    }
    return undefined;
  });
  throwAll(problems);
}

/** A document with the given paths and webhooks, and the components that they reach. */
function standalone(merged: Document, name: string, paths: Document["paths"], webhooks: Document["webhooks"]): Document {
  const document: Document = {
    openapi: merged.openapi,
    info: { ...merged.info, title: `Telnyx ${name}` },
    servers: merged.servers as Json,
    security: merged.security as Json,
    ...(merged["x-telnyx-errors"] !== undefined && { "x-telnyx-errors": merged["x-telnyx-errors"] }),
    paths: structuredClone(paths),
    webhooks: structuredClone(webhooks),
    components: { securitySchemes: structuredClone(merged.components.securitySchemes ?? {}) },
  };
  const visit = (node: Json): void =>
    visitReferences(node, (reference) => {
      const [, kind = "", component = ""] = pointerSegments(reference);
      document.components[kind] ??= {};
      const components = document.components[kind] as JsonObject;
      if (components[component] === undefined) {
        const copy = structuredClone(resolvePointer(merged, reference) as Json);
        components[component] = copy;
        visit(copy);
      }
      return undefined;
    });
  visit(document.paths);
  visit(document.webhooks);
  return document;
}
