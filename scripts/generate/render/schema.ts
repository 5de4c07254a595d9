import { createRequire } from "node:module";
import openapiTS, { astToString, type OpenAPI3, type SchemaObject } from "openapi-typescript";
import ts from "typescript";
import type { JsonObject } from "../../openapi/document.js";
import { nameTypes } from "../types/named-types.js";
import { sentKey, typeKey } from "../types/type-document.js";
import type { TypeRole } from "../types/type-roles.js";
import { header } from "./header.js";

const { version } = createRequire(import.meta.url)("openapi-typescript/package.json") as { version: string };

/**
 * The only file that knows openapi-typescript, which is frozen upstream and lives on TypeScript 5.
 *
 * Types get the names of `roles`, and none of `reserved`.
 */
export async function renderSchema(
  from: string,
  types: JsonObject,
  roles: readonly TypeRole[] = [],
  reserved: readonly string[] = [],
): Promise<string> {
  // Both are OpenAPI documents; ours is typed as JSON, so that one may walk it, and theirs by its parts.
  const nodes = await openapiTS(structuredClone(types) as unknown as OpenAPI3, {
    silent: true,
    alphabetize: true,
    // Its default makes every request field that has a default required.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform: writtenType,
    transformProperty: allowUndefined,
  }).catch((error: Error) => {
    throw new Error(`${from}: openapi-typescript cannot make types of it: ${error.message}`, { cause: error });
  });
  const used = nodes.filter((node) => !(ts.isTypeAliasDeclaration(node) && unused.includes(node.name.text)));
  return header(`${from} with openapi-typescript ${version}`) + layOut(astToString(nameTypes(used, roles, reserved)));
}

/** openapi-typescript writes these for parts that our documents never have. */
const unused = ["webhooks", "$defs"];

/** A type that JSON Schema cannot express is in the document as the texts of its members. */
function writtenType(schema: SchemaObject): ts.TypeNode | undefined {
  const members = (schema as { [typeKey]?: string[] })[typeKey]?.map((text) =>
    ts.factory.createTypeReferenceNode(text),
  );
  return members && (members.length > 1 ? ts.factory.createUnionTypeNode(members) : members[0]);
}

/** An optional field that is sent may be given as `undefined`, which JSON leaves out. */
function allowUndefined(property: ts.PropertySignature, schema: SchemaObject): ts.PropertySignature {
  const { modifiers, name, questionToken, type } = property;
  if (!(sentKey in schema) || !questionToken || !type) return property;
  const members = [
    ...(ts.isUnionTypeNode(type) ? type.types : [type]),
    ts.factory.createTypeReferenceNode("undefined"),
  ];
  const union = ts.factory.createUnionTypeNode(members);
  return ts.factory.updatePropertySignature(property, modifiers, name, questionToken, union);
}

/** Two spaces instead of four, no indent of its own for a comment's later lines, one line for each of many values. */
function layOut(text: string): string {
  return text
    .replace(/^( *\*) {5}/gm, "$1 ")
    .replace(/^( *\*) +$/gm, "$1")
    .replace(/\{\n\}$/gm, "{}")
    .replace(/^(?: {4})+/gm, (spaces) => " ".repeat(spaces.length / 2))
    .replace(/^( *)[^ *].{120,}$/gm, (line, indent) => line.replace(/(?<=["\]\w]) \| /g, `\n${indent}  | `));
}
