import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { repositoryRoot } from "./pages.js";

/** A method of the official SDK, found in its code. */
export interface OfficialCall {
  /** `calls.actions.answer` */
  readonly name: string;
  /** `POST /calls/{}/actions/answer` */
  readonly identity: string;
}

type Resource = Record<string, unknown>;
export type OfficialClient = Resource;

const require = createRequire(join(repositoryRoot, "docs/site/package.json"));

export const installedVersion = (): string =>
  (JSON.parse(readFileSync(join(dirname(require.resolve("telnyx")), "package.json"), "utf8")) as { version: string })
    .version;

/** A client of the installed package that sends to another address, once. */
export function createOfficialClient(baseURL: string): OfficialClient {
  const { default: Client } = require("telnyx") as { default: new (options: object) => OfficialClient };
  return new Client({ apiKey: "KEY-migration-test", baseURL, maxRetries: 0 });
}

/** Every method of the client that sends a request to a path which its code spells out. */
export function findOfficialCalls(client: OfficialClient): OfficialCall[] {
  const found: OfficialCall[] = [];
  const visit = (resource: Resource, name: string): void => {
    const prototype = Object.getPrototypeOf(resource) as Resource;
    for (const method of name ? Object.getOwnPropertyNames(prototype) : []) {
      const identity = method === "constructor" ? undefined : identityOf(String(prototype[method]));
      if (identity) found.push({ name: `${name}.${method}`, identity });
    }
    for (const [key, inner] of Object.entries(resource)) {
      if (!key.startsWith("_") && typeof inner === "object" && inner && "_client" in inner)
        visit(inner as Resource, name ? `${name}.${key}` : key);
    }
  };
  visit(client, "");
  return found;
}

function identityOf(code: string): string | undefined {
  const [, method, path] =
    /this\._client\s*\.(get|post|put|patch|delete|getAPIList)\((?:\(0, path_1\.path\) ?)?[`']([^`']*)[`']/.exec(code) ??
    [];
  if (!method || path === undefined) return undefined;
  const http = method === "getAPIList" ? (/method: '(\w+)'/.exec(code)?.[1] ?? "get") : method;
  return `${http.toUpperCase()} ${path.replace(/\$\{[^}]*\}/g, "{}")}`;
}

/** Calls a method by its dotted name. */
export function callByName(client: unknown, name: string, given: readonly unknown[]): Promise<unknown> {
  const parts = name.split(".");
  const owner = parts.slice(0, -1).reduce<unknown>((node, part) => (node as Resource)[part], client);
  const method = (owner as Record<string, unknown>)[parts.at(-1) ?? ""];
  if (typeof method !== "function") throw new Error(`${name} is not a method`);
  return method.apply(owner, given) as Promise<unknown>;
}
