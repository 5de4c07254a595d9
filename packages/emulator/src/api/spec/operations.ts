export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Json = Record<string, unknown>;

/** An operation of the specification, ready to be matched. */
export interface Operation {
  readonly method: Method;
  /** The template, `/calls/{call_control_id}/actions/answer`. */
  readonly path: string;
  /** Domain and method, `voice.answer`; the key of the handler. */
  readonly name: string;
  /** JSON pointers into the document: the schemas of the JSON and the form body. */
  readonly bodySchema?: string | undefined;
  readonly formSchema?: string | undefined;
  readonly bodyRequired: boolean;
  /** Name of a query parameter → pointer to its schema. */
  readonly query: ReadonlyMap<string, string>;
  /** The names in the template, in order. */
  readonly params: readonly string[];
  /** The names that `filter[…]` may have, where the operation has filters. */
  readonly filters: ReadonlySet<string> | undefined;
}

export type Match =
  | { readonly operation: Operation; readonly params: Readonly<Record<string, string>> }
  | { readonly allowed: readonly Method[] };

export interface OperationIndex {
  readonly all: readonly Operation[];
  /** Finds the operation of a path below `/v2`; the methods that are possible where only the method is wrong. */
  match(method: string, path: string): Match | undefined;
}

const methods = ["get", "post", "put", "patch", "delete"] as const;
const escapeKey = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** Reads the operations of an OpenAPI document into a table by path. */
export function indexOperations(document: Json): OperationIndex {
  const all: Operation[] = [];
  for (const [path, item] of Object.entries(document.paths as Record<string, Json>)) {
    for (const method of methods) {
      if (item[method]) all.push(readOperation(document, path, method, item));
    }
  }
  const root: Node = { children: new Map(), operations: new Map() };
  for (const operation of all) insert(root, operation);
  return { all, match: (method, path) => find(root, method, path) };
}

function readOperation(document: Json, path: string, method: (typeof methods)[number], item: Json): Operation {
  const operation = item[method] as Json;
  const base = `/paths/${escapeKey(path)}/${method}`;
  const identity = operation["x-telnyx-method"] as { domain: string; name: string } | undefined;
  const [body, bodyPointer] = follow(document, operation.requestBody as Json | undefined, `${base}/requestBody`);
  const content = (body?.content ?? {}) as Json;
  const schemaOf = (type: string) => (content[type] ? `${bodyPointer}/content/${escapeKey(type)}/schema` : undefined);
  const query = new Map<string, string>();
  let filters: ReadonlySet<string> | undefined;
  const collect = (list: unknown, at: string) => {
    for (const [index, entry] of ((list ?? []) as Json[]).entries()) {
      const [parameter, pointer] = follow(document, entry, `${at}/parameters/${index}`);
      if (parameter?.name === "filter") filters = propertiesOf(document, parameter.schema as Json);
      if (parameter?.in === "query") query.set(String(parameter.name), `${pointer}/schema`);
    }
  };
  collect(item.parameters, `/paths/${escapeKey(path)}`);
  collect(operation.parameters, base);
  return {
    method: method.toUpperCase() as Method,
    path,
    name: identity ? `${identity.domain}.${identity.name}` : `${method.toUpperCase()} ${path}`,
    bodySchema: schemaOf("application/json"),
    formSchema: schemaOf("multipart/form-data"),
    bodyRequired: body?.required === true,
    query,
    params: path.split("/").flatMap((segment) => (isParameter(segment) ? [segment.slice(1, -1)] : [])),
    filters,
  };
}

function propertiesOf(document: Json, schema: Json): ReadonlySet<string> {
  const [found] = follow(document, schema, "");
  return new Set(Object.keys((found?.properties ?? {}) as Json));
}

/** Follows a `$ref` and says where it led. */
function follow(document: Json, node: Json | undefined, pointer: string): [Json | undefined, string] {
  const reference = node?.$ref;
  if (typeof reference !== "string") return [node, pointer];
  const target = reference.slice(1);
  let found: unknown = document;
  for (const key of target.split("/").slice(1))
    found = (found as Json)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  return follow(document, found as Json, target);
}

interface Node {
  readonly children: Map<string, Node>;
  wildcard?: { readonly name: string; readonly node: Node };
  readonly operations: Map<string, Operation>;
}

const isParameter = (segment: string) => segment.startsWith("{");

function insert(root: Node, operation: Operation): void {
  let node = root;
  for (const segment of operation.path.split("/").slice(1)) {
    const next: Node = isParameter(segment)
      ? (node.wildcard?.node ?? { children: new Map(), operations: new Map() })
      : (node.children.get(segment) ?? { children: new Map(), operations: new Map() });
    if (isParameter(segment)) node.wildcard ??= { name: segment.slice(1, -1), node: next };
    else node.children.set(segment, next);
    node = next;
  }
  node.operations.set(operation.method, operation);
}

function find(root: Node, method: string, path: string): Match | undefined {
  let node = root;
  const values: string[] = [];
  for (const raw of path.split("/").slice(1)) {
    const child = node.children.get(raw);
    if (child) node = child;
    else if (node.wildcard && raw !== "") {
      values.push(decode(raw));
      node = node.wildcard.node;
    } else return undefined;
  }
  const operation = node.operations.get(method);
  if (operation) {
    const params: Record<string, string> = {};
    for (const [index, name] of operation.params.entries()) params[name] = values[index] ?? "";
    return { operation, params };
  }
  return node.operations.size > 0 ? { allowed: [...node.operations.keys()] as Method[] } : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
