import openapiTS, { type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { header } from "./header.js";
import { layOut } from "./schema-layout.js";
import { annotate } from "./schema-nodes.js";
import { type SpecialType, type TypeDocument, typeKey } from "./type-document.js";

/**
 * The only file that knows openapi-typescript, which is frozen upstream and lives on TypeScript 5.
 *
 * It makes the types; comments are ours, because its own would lose the words beside and behind references, and put
 * every description into a tag.
 */
export async function renderSchema(from: string, types: TypeDocument): Promise<string> {
  const source = structuredClone(types.document);
  // Both are OpenAPI documents; ours is typed as JSON, so that one may walk it, and theirs by its parts.
  const nodes = await openapiTS(source as unknown as OpenAPI3, {
    silent: true,
    alphabetize: true,
    // Its default makes every request field that has a default required.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform: (schema) => specialTypes[schema[typeKey] as SpecialType]?.(),
  }).catch((error: Error) => {
    throw new Error(`${from}: openapi-typescript cannot make types of it: ${error.message}`, { cause: error });
  });
  const kept = nodes.filter((node) => isDeclaration(node) && !emptyRoots.has(node.name.text));
  for (const node of kept) annotate(node, types);
  return header(from) + layOut(print(kept));
}

/** What openapi-typescript writes for parts that our documents do not have. */
const emptyRoots = new Set(["webhooks", "operations", "$defs"]);
const isDeclaration = (node: ts.Node): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
  ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

const keyword = (kind: ts.KeywordTypeSyntaxKind): ts.TypeNode => ts.factory.createKeywordTypeNode(kind);
/** `string & {}` takes any string and keeps the literals beside it for completion and narrowing. */
const open = (kind: ts.KeywordTypeSyntaxKind): ts.TypeNode =>
  ts.factory.createParenthesizedType(
    ts.factory.createIntersectionTypeNode([keyword(kind), ts.factory.createTypeLiteralNode([])]),
  );

const reference = (name: string, ...parameters: ts.TypeNode[]): ts.TypeNode =>
  ts.factory.createTypeReferenceNode(name, parameters);

const specialTypes: Record<SpecialType, () => ts.TypeNode> = {
  absent: () => keyword(ts.SyntaxKind.UndefinedKeyword),
  "open string": () => open(ts.SyntaxKind.StringKeyword),
  "open number": () => open(ts.SyntaxKind.NumberKeyword),
  // What core sends as the file of a form, and what it gives for an answer that is no JSON.
  upload: () =>
    ts.factory.createUnionTypeNode([
      reference("Blob"),
      reference("ArrayBuffer"),
      reference("ArrayBufferView"),
      reference("ReadableStream", reference("Uint8Array")),
    ]),
  download: () => reference("Response"),
};

function print(nodes: readonly ts.Node[]): string {
  const file = ts.factory.createSourceFile(
    nodes as readonly ts.Statement[],
    ts.factory.createToken(ts.SyntaxKind.EndOfFileToken),
    ts.NodeFlags.None,
  );
  return ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }).printFile(file);
}
