import { Problem, throwAll } from "../../cli/problem.js";
import {
  type Document,
  dereference,
  type HttpMethod,
  httpMethods,
  isObject,
  type Json,
  type JsonObject,
} from "../../openapi/document.js";
import { byName, camelCase, isIdentifier } from "./names.js";
import { parametersOf } from "./parameters.js";

/** An operation as the generator sees it: what the table, the interface and the README need to know. */
export interface OperationModel {
  /** `applications.list` */
  readonly name: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly node: JsonObject;
  readonly pathParameters: readonly { readonly name: string; readonly argument: string; readonly node: JsonObject }[];
  readonly safety: "safe" | "deduped" | "repeatable" | "unsafe";
  readonly input?: "body" | "query";
  readonly required: boolean;
  readonly page?: "number" | "cursor";
  readonly response: "json" | "empty" | "bytes" | "optional";
  readonly multipart?: string;
  readonly expects: readonly string[];
  /** Whether it is a command on a call leg that can change the leg's `client_state`. */
  readonly clientState: boolean;
}

/** The operations of one domain's document, by name. `place` is the file that messages point to. */
export function readOperations(document: Document, domain: string, place: string): OperationModel[] {
  const problems: Problem[] = [];
  const models: OperationModel[] = [];
  const ids = new Map<string, string>();
  const names = new Names();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of httpMethods) {
      const node = item[method];
      if (!isObject(node)) continue;
      const identity = `${method.toUpperCase()} ${path}`;
      const id = typeof node.operationId === "string" ? node.operationId : undefined;
      const twin = id && ids.get(id);
      if (twin)
        problems.push(
          new Problem(
            place,
            `${identity} and ${twin} have the same operationId, ${id}`,
            "Rename one of the two in spec/overlays/corrections; code generators refuse a document with both.",
          ),
        );
      if (id) ids.set(id, identity);
      const unsendable = whyUnsendable(document, item, node);
      if (unsendable)
        problems.push(
          new Problem(
            place,
            `${identity} ${unsendable}`,
            "Core would send it wrongly. Remove its line from spec/domains.yaml, or correct what upstream has wrong in spec/overlays/corrections.",
          ),
        );
      const named = node["x-telnyx-method"];
      const name = isObject(named) && typeof named.name === "string" ? named.name : "";
      if (!name.split(".").every(isIdentifier)) {
        problems.push(
          new Problem(
            place,
            `${identity} has ${name ? `the method name ${JSON.stringify(name)}, which is no name in TypeScript` : "no method name"}`,
            `Name it in spec/domains.yaml: \`${domain}: operations: <name>: ${identity}\`.`,
          ),
        );
        continue;
      }
      const owner = names.take(name, identity);
      if (owner) {
        problems.push(
          new Problem(
            place,
            `${identity} is called ${name}, which does not go together with ${owner}`,
            "Give one of the two another name in spec/domains.yaml; a resource cannot be a method as well.",
          ),
        );
      } else {
        models.push(modelOf(document, item, node, { name, method, path }));
      }
    }
  }
  throwAll(problems);
  return models.sort((a, b) => byOperationName(a.name, b.name));
}

/** Methods of the domain itself before those of its resources, each by name. */
export const byOperationName = (a: string, b: string): number =>
  Number(a.includes(".")) - Number(b.includes(".")) || byName(a, b);

/** Requests that core cannot send: it writes bodies as a JSON object or a form with a file, and lists in a query as repeated parameters. */
export function whyUnsendable(document: Document, item: JsonObject, node: JsonObject): string | undefined {
  const bodies = contentOf(dereference(document, node.requestBody));
  const file = binaryField(document, bodies.get("multipart/form-data"));
  const form = dereference(document, bodies.get("multipart/form-data"));
  const isUpload = file !== undefined && Array.isArray(form?.required) && form.required.includes(file);
  if (bodies.size > 0 && !bodies.has("application/json") && !isUpload)
    return `takes ${[...bodies.keys()].join(", ")}, which core cannot send`;
  if (dereference(document, bodies.get("application/json"))?.type === "array")
    return "takes a list as its body, which core cannot send";
  for (const raw of parametersOf(document, item, node)) {
    const { in: place, name, style, explode, schema } = dereference(document, raw) ?? {};
    const type = dereference(document, schema)?.type;
    const isOdd = style === "spaceDelimited" || style === "pipeDelimited" || (explode === false && type === "array");
    if (place === "query" && isOdd) return `wants ${String(name)} in one parameter, which core cannot write`;
  }
  return undefined;
}

/** Names that are taken, by a method or by a resource, and what took them. */
class Names {
  readonly #methods = new Map<string, string>();
  readonly #resources = new Map<string, string>();

  /** Takes a name; gives back who has it, or a part of it, already. */
  take(name: string, identity: string): string | undefined {
    const parts = name.split(".");
    const resources = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
    const owner =
      this.#methods.get(name) ??
      this.#resources.get(name) ??
      resources.map((resource) => this.#methods.get(resource)).find(Boolean);
    const label = `${name} (${identity})`;
    if (!owner) {
      this.#methods.set(name, label);
      for (const resource of resources) this.#resources.set(resource, label);
    }
    return owner;
  }
}

function modelOf(
  document: Document,
  item: JsonObject,
  node: JsonObject,
  identity: Pick<OperationModel, "name" | "method" | "path">,
): OperationModel {
  const parameters = parametersOf(document, item, node).map((parameter) => dereference(document, parameter) ?? {});
  const query = parameters.filter((parameter) => parameter.in === "query");
  const bodies = contentOf(dereference(document, node.requestBody));
  const forms = [...bodies.values()];
  const input = forms.length > 0 ? "body" : query.length > 0 ? "query" : undefined;
  const multipart = binaryField(document, bodies.get("multipart/form-data"));
  // A list that takes no parameter cannot be asked for another page.
  const isList = identity.method === "get" && query.length > 0;
  const page = isList ? pagination(document, successOf(document, node)) : undefined;
  return {
    ...identity,
    node,
    pathParameters: [...identity.path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => ({
      name,
      ...argumentOf(name, parameters.find((parameter) => parameter.in === "path" && parameter.name === name) ?? {}),
    })),
    safety: safetyOf(document, identity.method, node, bodies.get("application/json")),
    ...(input && { input }),
    required:
      input === "body"
        ? forms.every((form) => requiresFields(document, form))
        : query.some((parameter) => parameter.required === true),
    ...(page && { page }),
    response: responseKind(document, node),
    ...(multipart && { multipart }),
    expects: Array.isArray(node["x-telnyx-response-requires"]) ? node["x-telnyx-response-requires"].map(String) : [],
    clientState:
      identity.path.startsWith("/calls/{call_control_id}/") &&
      propertyOf(document, bodies.get("application/json"), "client_state") !== undefined,
  };
}

/** The methods' name of a path parameter: its own, unless an overlay has a better one for several names of one thing. */
function argumentOf(name: string, node: JsonObject): { argument: string; node: JsonObject } {
  const given = node["x-telnyx-argument"];
  return { argument: camelCase(typeof given === "string" ? given : name), node };
}

function safetyOf(
  document: Document,
  method: HttpMethod,
  node: JsonObject,
  body: Json | undefined,
): OperationModel["safety"] {
  if (method === "get") return "safe";
  if (propertyOf(document, body, "command_id")) return "deduped";
  return node["x-telnyx-repeatable"] !== undefined && method !== "post" ? "repeatable" : "unsafe";
}

/** The schemas of a body or a response by media type. */
export function contentOf(node: JsonObject | undefined): Map<string, Json> {
  const content = isObject(node?.content) ? node.content : {};
  return new Map(
    Object.entries(content).map(([type, media]) => [type, isObject(media) ? (media.schema ?? true) : true]),
  );
}

/** The responses of an operation that mean success, by status. */
export function successesOf(document: JsonObject, node: JsonObject): [string, JsonObject][] {
  const responses = isObject(node.responses) ? Object.entries(node.responses) : [];
  return responses
    .filter(([status]) => /^2/.test(status))
    .map(([status, response]) => [status, dereference(document, response) ?? {}]);
}

const successOf = (document: JsonObject, node: JsonObject): Json | undefined =>
  successesOf(document, node)
    .map(([, response]) => contentOf(response).get("application/json"))
    .find((schema) => schema !== undefined);

function responseKind(document: Document, node: JsonObject): OperationModel["response"] {
  const contents = successesOf(document, node).map(([, response]) => contentOf(response));
  if (contents.every((content) => content.size === 0)) return "empty";
  if (contents.some((content) => content.size > 0 && !content.has("application/json"))) return "bytes";
  return contents.some((content) => content.size === 0) ? "optional" : "json";
}

/** A property of a schema, looked for behind references and in the parts of a composition. */
export function propertyOf(
  document: JsonObject,
  schema: Json | undefined,
  name: string,
  depth = 0,
): JsonObject | undefined {
  const target = dereference(document, schema);
  if (!target || depth > 8) return undefined;
  const own = isObject(target.properties) ? target.properties[name] : undefined;
  if (isObject(own)) return own;
  const parts = [target.allOf, target.oneOf, target.anyOf].flatMap((members) =>
    Array.isArray(members) ? members : [],
  );
  for (const part of parts) {
    const found = propertyOf(document, part, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Whether a schema asks for at least one field, itself or in every one of its alternatives. */
export function requiresFields(document: JsonObject, schema: Json | undefined, depth = 0): boolean {
  const target = dereference(document, schema);
  if (!target || depth > 8) return false;
  if (Array.isArray(target.required) && target.required.length > 0) return true;
  const asks = (member: Json): boolean => requiresFields(document, member, depth + 1);
  if (Array.isArray(target.allOf) && target.allOf.some(asks)) return true;
  return [target.oneOf, target.anyOf].some(
    (members) => Array.isArray(members) && members.length > 0 && members.every(asks),
  );
}

function binaryField(document: Document, form: Json | undefined): string | undefined {
  const properties = dereference(document, form)?.properties;
  const fields = isObject(properties) ? Object.entries(properties) : [];
  return fields.find(([, field]) => dereference(document, field)?.format === "binary")?.[0];
}

/** How a list goes on, read from the form of its answer: `data` is an array, `meta` has cursors or page numbers. */
function pagination(document: Document, answer: Json | undefined): OperationModel["page"] {
  const meta = propertyOf(document, answer, "meta");
  if (dereference(document, propertyOf(document, answer, "data"))?.type !== "array" || !meta) return undefined;
  if (propertyOf(document, meta, "cursors")) return "cursor";
  return propertyOf(document, meta, "page_number") || propertyOf(document, meta, "total_pages") ? "number" : undefined;
}
