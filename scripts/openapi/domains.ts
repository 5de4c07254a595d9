import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem, throwAll } from "../cli/problem.js";
import { type Document, type HttpMethod, httpMethods, isObject, type Json, type JsonObject } from "./document.js";
import { parsePlacedYaml } from "./read.js";

/** One line of a domain's operations: the method's name and what it calls. */
export interface DomainOperation {
  /** Name in the package, dots for nested resources: `applications.list`. */
  readonly name: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly line: number;
}

export interface Domain {
  readonly name: string;
  readonly operations: readonly DomainOperation[];
  /** Its own events, and those of other domains that belong to it too. */
  readonly events: readonly { readonly type: string; readonly line: number; readonly own: boolean }[];
  /** Beginnings of paths whose unclaimed operations belong to the domain. */
  readonly owns: readonly string[];
}

export interface DomainTable {
  /** Path of the table, for messages. */
  readonly place: string;
  readonly domains: readonly Domain[];
  /** Whether a path or an event type belongs to the voice family, claimed or not. */
  readonly isFamilyPath: (path: string) => boolean;
  readonly isFamilyEvent: (eventType: string) => boolean;
  /** Whether an operation or event of the family is known and left for later. */
  readonly isLater: (identity: string) => boolean;
}

/** A domain has a package once it has operations; the events of the others are in the webhooks fragment. */
export const hasPackage = (domain: Domain): boolean => domain.operations.length > 0;
export const fragmentOf = (domain: Domain): string => (hasPackage(domain) ? domain.name : "webhooks");

export async function loadDomains(root: string): Promise<DomainTable> {
  const place = join(root, "spec", "domains.yaml");
  return readDomains("spec/domains.yaml", await readFile(place, "utf8"));
}

const domainKeys = new Set(["operations", "events", "also", "owns"]);

export function readDomains(place: string, text: string): DomainTable {
  const yaml = parsePlacedYaml(place, text);
  const problems: Problem[] = [];
  const { family, domains, later } = yaml.value;
  if (!isObject(domains) || !isObject(family)) {
    throw new Problem(
      `${place}:1`,
      "`family` or `domains` is missing",
      "See spec/README.md for the form of this file.",
    );
  }
  const claimed = new Map<string, string>();
  const table = Object.entries(domains).map(([name, block]): Domain => {
    const at = ["domains", name];
    if (!isObject(block)) {
      problems.push(
        new Problem(
          `${place}:${yaml.lineAt(at)}`,
          `domain ${name} is no mapping`,
          "Give it `operations`, `events` or both.",
        ),
      );
      return { name, operations: [], events: [], owns: [] };
    }
    for (const key of Object.keys(block).filter((key) => !domainKeys.has(key))) {
      problems.push(
        new Problem(
          `${place}:${yaml.lineAt([...at, key])}`,
          `domain ${name} has an unknown key, ${key}`,
          `Write one of ${[...domainKeys].join(", ")}, or remove it.`,
        ),
      );
    }
    const operations: DomainOperation[] = [];
    const read = (entries: Json | undefined, prefix: string, path: string[]): void => {
      if (!isObject(entries)) return;
      for (const [key, value] of Object.entries(entries)) {
        const line = yaml.lineAt([...path, key]);
        const method = `${prefix}${key}`;
        if (isObject(value)) {
          read(value, `${method}.`, [...path, key]);
          continue;
        }
        const parsed = parseOperation(value);
        if (!parsed) {
          problems.push(
            new Problem(
              `${place}:${line}`,
              `${name}.${method} is ${JSON.stringify(value)}`,
              "Write an HTTP method and a path: POST /calls/{call_control_id}/actions/answer",
            ),
          );
          continue;
        }
        const identity = `${parsed.method} ${parsed.path}`;
        const other = claimed.get(identity);
        if (other)
          problems.push(
            new Problem(
              `${place}:${line}`,
              `${name}.${method} claims ${identity}, which ${other} claims already`,
              "Remove one of the two lines.",
            ),
          );
        claimed.set(identity, `${name}.${method}`);
        operations.push({ name: method, ...parsed, line });
      }
    };
    read(block.operations, "", [...at, "operations"]);
    const events = (["events", "also"] as const).flatMap((key) =>
      strings(block, key).map((type, index) => ({
        type,
        line: yaml.lineAt([...at, key, index]),
        own: key === "events",
      })),
    );
    return { name, operations, events, owns: strings(block, "owns") };
  });
  throwAll(problems);
  const paths = strings(family, "paths");
  const prefixes = strings(family, "events");
  const known = new Set((Array.isArray(later) ? later.map(String) : []).map(anonymous));
  return {
    place,
    domains: table,
    isFamilyPath: (path) => paths.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)),
    isFamilyEvent: (type) => prefixes.some((prefix) => type.startsWith(`${prefix}.`)),
    isLater: (identity) => known.has(anonymous(identity)),
  };
}

/** The table without the lines of what a document does not have. */
export const presentIn = (table: DomainTable, document: Document): DomainTable => ({
  ...table,
  domains: table.domains.map((domain) => ({
    ...domain,
    operations: domain.operations.filter(({ path, method }) => document.paths[path]?.[method] !== undefined),
    events: domain.events.filter(({ type }) => document.webhooks[type] !== undefined),
  })),
});

/** Paths as an identity: the names of their parameters do not matter. */
export const anonymous = (path: string): string => path.replaceAll(/\{[^}]*\}/g, "{}");

/** The domain of an operation: the one that claims it, else the one that owns or claims what its path begins with. */
export function ownerOfPath(table: DomainTable, path: string): string | undefined {
  const wanted = anonymous(path);
  let best: { name: string; length: number } | undefined;
  for (const { name, operations, owns } of table.domains) {
    for (const prefix of [...owns, ...operations.map((operation) => operation.path)].map(anonymous)) {
      if (wanted.startsWith(prefix) && prefix.length > (best?.length ?? 0)) best = { name, length: prefix.length };
    }
  }
  return best?.name;
}

/** The domain of an event: the one whose own it is, else the one with the event that shares the longest beginning. */
export function ownerOfEvent(table: DomainTable, type: string): string | undefined {
  const wanted = type.split(".");
  let best: { name: string; shared: number } | undefined;
  for (const { name, events } of table.domains) {
    for (const event of events.filter(({ own }) => own)) {
      const parts = event.type.split(".");
      const differs = parts.findIndex((part, index) => part !== wanted[index]);
      const shared = differs < 0 ? parts.length : differs;
      if (shared > (best?.shared ?? 0)) best = { name, shared };
    }
  }
  return table.isFamilyEvent(type) ? best?.name : undefined;
}

const strings = (object: JsonObject, key: string): string[] =>
  Array.isArray(object[key]) ? object[key].map(String) : [];

function parseOperation(value: Json): { method: HttpMethod; path: string } | undefined {
  const match = typeof value === "string" ? /^([A-Z]+) (\/\S*)$/.exec(value) : null;
  const method = httpMethods.find((known) => known === match?.[1]?.toLowerCase());
  return method && match?.[2] ? { method, path: match[2] } : undefined;
}
