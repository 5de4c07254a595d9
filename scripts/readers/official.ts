import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { JsonObject } from "../openapi/document.js";
import { repositoryRoot } from "./pages.js";

/** A method of the official SDK, as its code has it. */
export interface OfficialCall {
  /** `calls.actions.answer` */
  readonly name: string;
  /** `POST /calls/{}/actions/answer` */
  readonly identity: string;
  /** Its names of the parameters in the path, in their order there. */
  readonly slots: readonly string[];
  /** Those among them that it takes inside the object, after the others. */
  readonly owners: readonly string[];
  /** Whether that object holds anything else. */
  readonly rest: boolean;
  /** The field of that object that holds the whole body, where one does. */
  readonly whole?: string;
  /** Fields of the object that are sent under another name: what it takes, what it sends. */
  readonly renamed: readonly (readonly [string, string])[];
  /** Whether its answer goes through all pages. */
  readonly pages: boolean;
}

type Resource = Record<string, unknown>;
export type OfficialClient = Resource;

const require = createRequire(join(repositoryRoot, "docs/site/package.json"));

export const installedVersion = (): string =>
  (JSON.parse(readFileSync(join(dirname(require.resolve("telnyx")), "package.json"), "utf8")) as { version: string })
    .version;

/** A client of the installed package that sends to another address, once; without an address it is there to be looked at. */
export function createOfficialClient(baseURL = "http://localhost"): OfficialClient {
  const { default: Client } = require("telnyx") as { default: new (options: object) => OfficialClient };
  return new Client({ apiKey: "KEY-migration-test", baseURL, maxRetries: 0 });
}

/** Every method of the client that sends a request to a path which its code spells out. */
export function findOfficialCalls(client: OfficialClient): OfficialCall[] {
  const found: OfficialCall[] = [];
  const visit = (resource: Resource, name: string): void => {
    const prototype = Object.getPrototypeOf(resource) as Resource;
    for (const method of name ? Object.getOwnPropertyNames(prototype) : []) {
      const call = method !== "constructor" && readCall(`${name}.${method}`, String(prototype[method]));
      if (call) found.push(call);
    }
    for (const [key, inner] of Object.entries(resource)) {
      if (!key.startsWith("_") && typeof inner === "object" && inner && "_client" in inner)
        visit(inner as Resource, name ? `${name}.${key}` : key);
    }
  };
  visit(client, "");
  return found;
}

/** The request that the code of a method describes. */
export function readCall(name: string, code: string): OfficialCall | undefined {
  const [, method, path] =
    /this\._client\s*\.(get|post|put|patch|delete|getAPIList)\((?:\(0, path_1\.path\) ?)?[`']([^`']*)[`']/.exec(code) ??
    [];
  if (!method || path === undefined) return undefined;
  const pages = method === "getAPIList";
  const http = pages ? (/method: '(\w+)'/.exec(code)?.[1] ?? "get") : method;
  const slots = [...path.matchAll(/\$\{([^}]*)\}/g)].map(([, slot = ""]) => slot);
  const object = /const \{ ([^}]*) \} = params/.exec(code)?.[1] ?? "";
  const taken = [...object.matchAll(/(?<!\.)\b\w+/g)].map(([field]) => field);
  const whole = taken.find((field) => new RegExp(`\\bbody: ${field}\\b`).test(code));
  return {
    name,
    identity: `${http.toUpperCase()} ${path.replace(/\$\{[^}]*\}/g, "{}")}`,
    slots,
    owners: taken.filter((field) => slots.includes(field)),
    rest: object.includes("..."),
    ...(whole && { whole }),
    renamed: taken.flatMap((field) => {
      const sent = new RegExp(`(\\w+): ${field}\\b`).exec(code)?.[1];
      return sent && field !== whole ? [[field, sent] as const] : [];
    }),
    pages,
  };
}

/** Path parameters, then an object that begins with those of them that the official client takes inside it. `input` has our names. */
export function officialArguments(
  { slots, owners, renamed, whole }: OfficialCall,
  path: readonly string[],
  input: JsonObject | undefined,
): readonly unknown[] {
  const given = slots.map((slot, index) => [slot, path[index]] as const);
  const plain = given.filter(([slot]) => !owners.includes(slot)).map(([, value]) => value);
  const inside = Object.fromEntries(given.filter(([slot]) => owners.includes(slot)));
  if (whole) return [...plain, { ...inside, [whole]: input }];
  const names = new Map(renamed.map(([taken, sent]) => [sent, taken]));
  const fields = Object.entries(input ?? {}).map(([name, value]) => [names.get(name) ?? name, value] as const);
  return [...plain, { ...inside, ...Object.fromEntries(fields) }];
}

/** Calls a method by its dotted name. */
export function callByName(client: unknown, name: string, given: readonly unknown[]): Promise<unknown> {
  const parts = name.split(".");
  const owner = parts.slice(0, -1).reduce<unknown>((node, part) => (node as Resource)[part], client);
  const method = (owner as Record<string, unknown>)[parts.at(-1) ?? ""];
  if (typeof method !== "function") throw new Error(`${name} is not a method`);
  return method.apply(owner, given) as Promise<unknown>;
}
