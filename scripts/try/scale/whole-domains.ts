import { camelCase, isIdentifier } from "../../generate/model/names.js";
import { whyUnsendable } from "../../generate/model/operation-model.js";
import { type Document, dereference, httpMethods, isObject, type JsonObject } from "../../openapi/document.js";

/** An operation of a whole document. */
export interface Located {
  /** `POST /calls` */
  readonly identity: string;
  readonly operation: JsonObject;
  readonly item: JsonObject;
}

/** Every operation of a document, in its order. */
const operationsIn = (document: JsonObject): Located[] =>
  Object.entries(isObject(document.paths) ? document.paths : {}).flatMap(([path, node]) => {
    const item = dereference(document, node) ?? {};
    return httpMethods.flatMap((method) => {
      const operation = dereference(document, item[method]);
      return operation ? [{ identity: `${method.toUpperCase()} ${path}`, operation, item }] : [];
    });
  });

/** Domain → method name → operation, as in `spec/domains.yaml`. */
export type Claims = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Claims of a whole document: one domain per tag. */
export interface WholeClaims {
  readonly claims: Claims;
  /** Operations that the generator refuses, with its reason. */
  readonly refused: ReadonlyMap<string, string>;
  /** Operations whose operationId another one has: each gets one of its own. */
  readonly renamed: readonly string[];
}

/** Claims every operation that core can send, by tag. Mends operationIds in place. */
export function claimWhole(document: JsonObject): WholeClaims {
  const claims: Record<string, Record<string, string>> = {};
  const { sendable, refused } = sendableIn(document);
  const renamed = separateIds(sendable);
  for (const { identity, operation } of sendable) {
    const domain = domainName(Array.isArray(operation.tags) ? String(operation.tags[0] ?? "") : "");
    const name = camelCase(String(operation.operationId));
    const methods = claims[domain] ?? {};
    claims[domain] = { ...methods, [isIdentifier(name) && !(name in methods) ? name : nameByPath(identity)]: identity };
  }
  return { claims, refused, renamed };
}

/** The operations that core can send, and the others with the reason. */
export function sendableIn(document: JsonObject): { sendable: Located[]; refused: Map<string, string> } {
  const refused = new Map<string, string>();
  const sendable = operationsIn(document).filter(({ identity, operation, item }) => {
    const reason = whyUnsendable(document as Document, item, operation);
    if (reason) refused.set(identity, reason);
    return !reason;
  });
  return { sendable, refused };
}

/** Gives an operation that shares its operationId another one: the pipeline refuses both. */
function separateIds(operations: readonly Located[]): string[] {
  const renamed: string[] = [];
  const ids = new Set<unknown>([undefined]);
  for (const { identity, operation } of operations) {
    if (ids.has(operation.operationId)) {
      renamed.push(`${identity} (${operation.operationId ?? "none"})`);
      operation.operationId = nameByPath(identity);
    }
    ids.add(operation.operationId);
  }
  return renamed;
}

/** `GET /v2/keys` → `getV2Keys`. */
const nameByPath = (identity: string): string => camelCase(identity.replace(/^\w+/, (method) => method.toLowerCase()));

/** `Call Control Applications` → `call-control-applications`; the names of the packages that are no domains are taken. */
function domainName(tag: string): string {
  const name =
    tag
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "untagged";
  return ["core", "emulator", "webhooks"].includes(name) ? `${name}-tag` : name;
}
