import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem, throwAll } from "../cli/problem.js";
import { expressChoices } from "./choices.js";
import {
  type Document,
  isObject,
  type Json,
  type JsonObject,
  pointerOf,
  pointerSegments,
  resolvePointer,
  visitReferences,
} from "./document.js";
import { type DomainTable, hasPackage, loadDomains } from "./domains.js";
import { type TextDebt, writeMissingTexts } from "./missing-texts.js";
import { applyOverlays, loadOverlays } from "./overlays.js";
import { lineOf, parseText } from "./read.js";
import { applyFitting } from "./stale-overlays.js";

export interface Effective {
  /** A standalone document for every domain that has a package; that of `webhooks` holds all events. */
  readonly domains: Map<string, Document>;
  /** Everything in one document. */
  readonly merged: Document;
  readonly table: DomainTable;
}

export interface Described extends Effective {
  /** Places that no overlay describes; their texts were made by rule. */
  readonly debt: readonly TextDebt[];
}

export interface EffectiveOptions {
  /** `expressed` (default) turns `x-telnyx-choices` into JSON Schema, for types and validation; `extension` leaves it as written. */
  readonly choices?: "expressed" | "extension";
  /** Given a list, overlay actions that do not apply are skipped and put there; without, they are an error. */
  readonly skipped?: string[];
}

/** Fragments plus overlays: the documents that the packages are generated from. Throws when an overlay does not apply. */
export async function loadEffective(root: string, options: EffectiveOptions = {}): Promise<Described> {
  const table = await loadDomains(root);
  const merged = await mergeFragments(root);
  const actions = await loadOverlays(root);
  if (options.skipped) options.skipped.push(...applyFitting(merged, actions).map(({ text }) => text));
  else throwAll(applyOverlays(merged, actions).map(({ problem }) => problem));
  nameMethods(merged, table); // Faults of names are reported below.
  const debt = writeMissingTexts(merged);
  if (options.choices !== "extension") expressChoices(merged);
  const bringerOf = (reference: string) =>
    actions.find(({ update }) => update !== undefined && JSON.stringify(update).includes(JSON.stringify(reference)));
  return { ...effectiveFrom(merged, table, (reference) => bringerOf(reference)?.place), debt };
}

/**
 * Names the methods, checks every reference, and cuts the documents of the domains out of the merged one. `placeOf` tells
 * which overlay brought a reference, for the message.
 */
export function effectiveFrom(
  merged: Document,
  table: DomainTable,
  placeOf: (reference: string) => string | undefined = () => undefined,
): Effective {
  merged.servers = [{ url: "https://api.telnyx.com/v2" }];
  merged.security = [{ bearerAuth: [] }];
  merged.components.securitySchemes = { bearerAuth: { type: "http", scheme: "bearer" } };
  throwAll(nameMethods(merged, table));
  checkReferences(merged, placeOf);
  const domains = new Map<string, Document>();
  for (const domain of table.domains) {
    if (!hasPackage(domain)) continue;
    const paths: Document["paths"] = {};
    for (const { path, method } of domain.operations) {
      const operation = merged.paths[path]?.[method];
      if (operation !== undefined) paths[path] = { ...paths[path], [method]: operation };
    }
    const types = domain.name === "webhooks" ? Object.keys(merged.webhooks) : domain.events.map(({ type }) => type);
    const webhooks = Object.fromEntries(
      types.sort().flatMap((type) => (merged.webhooks[type] ? [[type, merged.webhooks[type]]] : [])),
    );
    domains.set(domain.name, standalone(merged, domain.name, paths, webhooks));
  }
  return { domains, merged, table };
}

/** One document from all fragments on the disk. */
export async function mergeFragments(root: string): Promise<Document> {
  const folder = join(root, "spec", "fragments");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".yaml")).sort();
  if (names.length === 0)
    throw new Problem("spec/fragments", "there are no fragments", "Run `pnpm spec:sync <upstream document>`.");
  const read: { place: string; text: string; fragment: JsonObject }[] = [];
  for (const name of names) {
    const place = `spec/fragments/${name}`;
    const text = await readFile(join(folder, name), "utf8");
    read.push({ place, text, fragment: parseText(place, text) });
  }
  const merged = mergeDocuments(read.map(({ fragment }) => fragment));
  const lost = read.flatMap(({ place, text, fragment }) =>
    unresolved(merged, fragment).map(
      ({ reference }) =>
        new Problem(
          `${place}:${lineOf(text, reference)}`,
          `refers to ${reference}, which leads nowhere`,
          "Run `pnpm spec:sync` again: the fragments do not fit together.",
        ),
    ),
  );
  throwAll(lost);
  return merged;
}

/** One document from fragments, whose `./shared.yaml#…` references are made local in place. */
export function mergeDocuments(fragments: readonly JsonObject[]): Document {
  const merged: Document = {
    openapi: "3.1.0",
    info: { title: "Telnyx Voice", version: "0" },
    paths: {},
    webhooks: {},
    components: {},
  };
  for (const fragment of fragments) {
    visitReferences(fragment, (reference) => reference.replace(/^\.\/[\w-]+\.yaml#/, "#"));
    if (isObject(fragment.info)) merged.info = { ...fragment.info, title: "Telnyx Voice" };
    for (const [path, item] of Object.entries((fragment.paths ?? {}) as Document["paths"]))
      merged.paths[path] = { ...merged.paths[path], ...item };
    Object.assign(merged.webhooks, fragment.webhooks);
    for (const [kind, components] of Object.entries((fragment.components ?? {}) as Document["components"])) {
      merged.components[kind] = { ...merged.components[kind], ...components };
    }
  }
  return merged;
}

/** Writes the method's name on every operation and the domains on every event; what is claimed and not there comes back. */
export function nameMethods(merged: Document, table: DomainTable): Problem[] {
  const problems: Problem[] = [];
  for (const domain of table.domains) {
    for (const { name, method, path, line } of domain.operations) {
      const operation = merged.paths[path]?.[method];
      if (isObject(operation)) operation["x-telnyx-method"] = { domain: domain.name, name };
      else
        problems.push(
          new Problem(
            `${table.place}:${line}`,
            `${domain.name}.${name} is ${method.toUpperCase()} ${path}, which no fragment has`,
            "Run `pnpm spec:sync` with an upstream document that has it, or correct the line.",
          ),
        );
    }
    for (const { type, line } of domain.events) {
      const event = merged.webhooks[type];
      const named = (event?.["x-telnyx-domains"] ?? []) as string[];
      if (event) event["x-telnyx-domains"] = [...new Set([...named, domain.name])];
      else
        problems.push(
          new Problem(
            `${table.place}:${line}`,
            `domain ${domain.name} names the event ${type}, which no fragment has`,
            "Run `pnpm spec:sync` with an upstream document that has it, or correct the line.",
          ),
        );
    }
  }
  return problems;
}

function checkReferences(merged: Document, placeOf: (reference: string) => string | undefined): void {
  throwAll(
    unresolved(merged, merged).map(
      ({ reference, at }) =>
        new Problem(
          placeOf(reference) ?? "spec/overlays",
          `${at} refers to ${reference}, which leads nowhere`,
          "Correct the overlay that brought the reference or took away its target.",
        ),
    ),
  );
}

/** References of a part of the merged document that lead nowhere. */
function unresolved(merged: Document, part: JsonObject): { reference: string; at: string }[] {
  const found: { reference: string; at: string }[] = [];
  visitReferences(part, (reference, at) => {
    if (!reference.startsWith("#/") || resolvePointer(merged, reference) === undefined)
      found.push({ reference, at: pointerOf(at) });
    return undefined;
  });
  return found;
}

/** A document with the given paths and webhooks, and the components that they reach. */
function standalone(
  merged: Document,
  name: string,
  paths: Document["paths"],
  webhooks: Document["webhooks"],
): Document {
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
      const [section = "", kind = "", component = ""] = pointerSegments(reference);
      document.components[kind] ??= {};
      const components = document.components[kind] as JsonObject;
      if (components[component] === undefined) {
        const copy = structuredClone(resolvePointer(merged, pointerOf([section, kind, component])) as Json);
        components[component] = copy;
        visit(copy);
      }
      return undefined;
    });
  visit(document.paths);
  visit(document.webhooks);
  return document;
}
