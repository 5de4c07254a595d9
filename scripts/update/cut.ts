import { STATUS_CODES } from "node:http";
import { Problem, throwAll } from "../cli/problem.js";
import {
  type Document,
  dereference,
  httpMethods,
  isObject,
  type Json,
  type JsonObject,
  pointerOf,
  pointerSegments,
  resolvePointer,
  visitReferences,
} from "../openapi/document.js";
import { anonymous, type DomainTable, fragmentOf } from "../openapi/domains.js";
import { findEvents } from "../openapi/find-events.js";
import { lineOf, type Source } from "../openapi/read.js";
import { headerFacts, operationFacts, parameterFacts, requestBodyFacts, responseFacts, schemaFacts } from "./facts.js";

export interface Cut {
  /** File name without extension → fragment; `shared` holds the components that several fragments use. */
  readonly fragments: Map<string, Document>;
  /** Operations and events of the voice family upstream that no domain claims. */
  readonly unclaimed: { readonly operations: string[]; readonly events: string[] };
  /** How many unclaimed ones the table lists as known. */
  readonly later: number;
  /** Operations and events that an overlay brings although upstream has them now. */
  readonly arrived: string[];
  /** Operations and events that a domain claims, that were there before, and that upstream no longer has. */
  readonly gone: { readonly operations: string[]; readonly events: string[] };
  /** Claimed operations whose path names its parameters anew: `GET /queues/{name}` → `GET /queues/{queue_name}`. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface CutOptions {
  /** Operations (`GET /public_key`) and events that overlays add; any others that upstream lacks are a problem. */
  readonly broughtByOverlays?: ReadonlySet<string>;
  /** Operations and events of the present fragments: one that upstream has dropped is gone, not misspelt. */
  readonly present?: ReadonlySet<string>;
}

/** Cuts an upstream document into one fragment a domain: facts only, sorted, shared components apart. */
export function cutFragments(source: Source, table: DomainTable, options: CutOptions = {}): Cut {
  const upstream = source.document;
  const problems: Problem[] = [];
  const broughtByOverlays = options.broughtByOverlays ?? new Set();
  const arrived: string[] = [];
  const gone: { operations: string[]; events: string[] } = { operations: [], events: [] };
  const roots = new Map<string, FragmentRoot>();
  const root = (name: string) => {
    const found = roots.get(name) ?? { paths: {}, webhooks: {} };
    roots.set(name, found);
    return found;
  };
  const claimedOperations = new Set<string>();
  const claimedEvents = new Set<string>();
  const events = findEvents(upstream);
  const operationIds = new Map<string, string>();
  const renamed = new Map<string, string>();
  const spelling = new Map(Object.keys(upstream.paths as JsonObject).map((path) => [anonymous(path), path]));

  for (const domain of table.domains) {
    for (const { name, method, path: claimed, line } of domain.operations) {
      const at = (path: string) => dereference(upstream, (upstream.paths as JsonObject)[path]);
      const other = spelling.get(anonymous(claimed)) ?? claimed;
      const path = at(claimed)?.[method] === undefined && at(other)?.[method] !== undefined ? other : claimed;
      const identity = `${method.toUpperCase()} ${path}`;
      const item = at(path);
      const operation = dereference(upstream, item?.[method]);
      claimedOperations.add(identity);
      if (path !== claimed) renamed.set(`${method.toUpperCase()} ${claimed}`, identity);
      if (!operation) {
        if (broughtByOverlays.has(identity)) continue;
        if (options.present?.has(identity)) gone.operations.push(identity);
        else {
          problems.push(
            new Problem(
              `${table.place}:${line}`,
              `${domain.name}.${name} is ${identity}, which ${source.place} does not have`,
              "Correct the method or path, remove the line, or bring the operation with an overlay in spec/overlays/corrections.",
            ),
          );
        }
        continue;
      }
      if (broughtByOverlays.has(identity)) arrived.push(identity);
      const id = operation.operationId;
      const holder = typeof id === "string" ? operationIds.get(id) : undefined;
      if (typeof id === "string" && holder)
        problems.push(
          new Problem(
            `${source.place}:${lineOf(source.text, id)}`,
            `operationId ${id} is used by ${holder} and by ${identity}`,
            "Upstream is at fault: wait for its correction or use an earlier document.",
          ),
        );
      if (typeof id === "string") operationIds.set(id, identity);
      const { paths } = root(fragmentOf(domain));
      paths[path] = {
        ...paths[path],
        [method]: operationFacts(operation, Array.isArray(item?.parameters) ? item.parameters : []),
      };
    }
    for (const { type, line } of domain.events) {
      const event = events.get(type);
      claimedEvents.add(type);
      if (broughtByOverlays.has(type)) {
        if (!event) continue;
        arrived.push(type);
      }
      if (!event && options.present?.has(type)) {
        gone.events.push(type);
        continue;
      }
      if (!event) {
        problems.push(
          new Problem(
            `${table.place}:${line}`,
            `domain ${domain.name} names the event ${type}, which ${source.place} does not have`,
            "Correct the event type, remove the line, or bring the event with an overlay in spec/overlays/corrections.",
          ),
        );
        continue;
      }
      root(fragmentOf(domain)).webhooks[type] = { post: operationFacts(event) };
    }
  }

  const components = collectComponents(source, roots, problems);
  throwAll(problems);
  const free = {
    operations: operationsOf(upstream).filter(
      (identity) => !claimedOperations.has(identity) && table.isFamilyPath(identity.split(" ")[1] ?? ""),
    ),
    events: [...events.keys()].filter((type) => !claimedEvents.has(type) && table.isFamilyEvent(type)).sort(),
  };
  const isNew = (identity: string): boolean => !table.isLater(identity);
  return {
    fragments: assemble(upstream, roots, components),
    unclaimed: { operations: free.operations.filter(isNew), events: free.events.filter(isNew) },
    later: [...free.operations, ...free.events].filter(table.isLater).length,
    arrived,
    gone: { operations: gone.operations, events: [...new Set(gone.events)] },
    renamed,
  };
}

function operationsOf(upstream: JsonObject): string[] {
  return Object.entries(upstream.paths as JsonObject)
    .flatMap(([path, item]) =>
      httpMethods.filter((method) => isObject(item) && item[method]).map((method) => `${method.toUpperCase()} ${path}`),
    )
    .sort();
}

interface FragmentRoot {
  readonly paths: Document["paths"];
  readonly webhooks: Document["webhooks"];
}

interface Component {
  readonly kind: string;
  readonly name: string;
  readonly facts: JsonObject;
  readonly users: Set<string>;
}

/** Everything that the roots refer to, directly or through other components, with the fragments that use it. */
function collectComponents(
  source: Source,
  roots: ReadonlyMap<string, FragmentRoot>,
  problems: Problem[],
): Map<string, Component> {
  const components = new Map<string, Component>();
  for (const [fragment, root] of roots) {
    const visit = (node: Json, at: string): void =>
      visitReferences(node, (target, path) => {
        const place = `${at}${pointerOf(path).slice(1)}`;
        const reference = componentOf(target);
        const known = components.get(reference);
        if (known?.users.has(fragment)) return undefined;
        const component = known ?? readComponent(source, reference, place, problems);
        if (!component) return undefined;
        component.users.add(fragment);
        components.set(reference, component);
        visit(component.facts, reference);
        if (
          target !== reference &&
          resolvePointer({ components: { [component.kind]: { [component.name]: component.facts } } }, target) ===
            undefined
        ) {
          problems.push(leadsNowhere(source, target, place));
        }
        return undefined;
      });
    visit({ ...root }, `${fragment}#`);
  }
  return components;
}

/** The facts of a component; undefined for a kind that fragments do not hold. */
export const componentFacts = (kind: string, name: string, node: Json): Json | undefined =>
  factsByKind[kind]?.(node, name);

const factsByKind: Record<string, (node: Json, name: string) => Json> = {
  schemas: schemaFacts,
  parameters: parameterFacts,
  requestBodies: requestBodyFacts,
  responses: (node, name) => responseFacts(node, statusOf(name)),
  headers: headerFacts,
};

/** The status that a response component's name speaks of, for the standard words of its description. */
function statusOf(name: string): string {
  const words = name.replaceAll(/[^a-z]/gi, "").toLowerCase();
  return (
    Object.keys(STATUS_CODES).find(
      (status) =>
        words.includes((STATUS_CODES[status] ?? "").replaceAll(/[^a-z]/gi, "").toLowerCase()) && Number(status) >= 400,
    ) ?? "default"
  );
}

/** `#/components/schemas/A/properties/b` is a part of `#/components/schemas/A`. */
const componentOf = (reference: string): string =>
  reference.startsWith("#/components/") ? reference.split("/").slice(0, 4).join("/") : reference;

const leadsNowhere = (source: Source, reference: string, place: string): Problem =>
  new Problem(
    `${source.place}:${lineOf(source.text, reference)}`,
    `${place} refers to ${reference}, which leads nowhere`,
    "Upstream is at fault: wait for its correction or use an earlier document.",
  );

function readComponent(source: Source, reference: string, place: string, problems: Problem[]): Component | undefined {
  const [section, kind = "", name = ""] = pointerSegments(reference);
  const node = reference.startsWith("#/") ? resolvePointer(source.document, reference) : undefined;
  const facts = isObject(node) ? componentFacts(kind, name, node) : undefined;
  if (section !== "components" || !isObject(facts)) {
    problems.push(leadsNowhere(source, reference, place));
    return undefined;
  }
  return { kind, name, facts, users: new Set() };
}

const sharedFragment = "shared";

function assemble(
  upstream: JsonObject,
  roots: ReadonlyMap<string, FragmentRoot>,
  components: ReadonlyMap<string, Component>,
): Map<string, Document> {
  const version = isObject(upstream.info) ? String(upstream.info.version) : "0";
  const fragments = new Map<string, Document>();
  const homeOf = (component: Component): string =>
    component.users.size > 1 ? sharedFragment : ([...component.users][0] ?? sharedFragment);
  for (const [name, { paths, webhooks }] of [...roots, [sharedFragment, { paths: {}, webhooks: {} }] as const]) {
    const fragment: Document = {
      openapi: "3.1.0",
      info: { title: `Telnyx ${name}`, version, license: { name: "MIT", identifier: "MIT" } },
      // References are rewritten below, and the upstream document is not ours to change.
      paths: structuredClone(paths),
      webhooks: structuredClone(webhooks),
      components: {},
    };
    for (const component of components.values()) {
      if (homeOf(component) !== name) continue;
      fragment.components[component.kind] ??= {};
      (fragment.components[component.kind] as JsonObject)[component.name] = structuredClone(component.facts);
    }
    visitReferences(fragment, (reference) => {
      const target = components.get(componentOf(reference));
      const home = target && homeOf(target);
      return home === undefined || home === name ? undefined : `./${home}.yaml${reference}`;
    });
    fragments.set(name, fragment);
  }
  return fragments;
}
