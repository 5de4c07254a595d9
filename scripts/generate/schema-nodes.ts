import ts from "typescript";
import { docComment } from "./doc-comment.js";
import { noteOf, type TypeDocument } from "./type-document.js";

/** Puts our comments in place of the numbers, and `undefined` into optional fields that are sent. */
export function annotate(root: ts.Node, { notes }: TypeDocument): void {
  const visit = (node: ts.Node): void => {
    const comment = rawComment(node);
    const note = notes[noteOf(comment) ?? -1];
    if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) dropIdle(node);
    if (ts.isUnionTypeNode(node)) flatten(node);
    if (comment) ts.setSyntheticLeadingComments(node, commentsOf(note ? docComment(note.doc) : ""));
    if (note?.allowsUndefined && ts.isPropertySignature(node) && node.questionToken && node.type)
      allowUndefined(node, node.type);
    ts.forEachChild(node, visit);
  };
  visit(root);
}

/**
 * Leaves out the members by which openapi-typescript says that a path has no other method, a component kind no component,
 * a response no content and unknown headers. The typed client reads a missing member the same way; `parameters` it does not.
 */
function dropIdle(node: ts.TypeLiteralNode | ts.InterfaceDeclaration): void {
  const members = node.members as ts.NodeArray<ts.TypeElement>;
  const kept = members.filter((member) => {
    const name = ts.isPropertySignature(member) && ts.isIdentifier(member.name) ? member.name.text : "";
    // A member with a note is a part of the document, whatever its name.
    if (!ts.isPropertySignature(member) || !member.type || noteOf(rawComment(member)) !== undefined) return true;
    if (member.type.kind === ts.SyntaxKind.NeverKeyword) return parameterKinds.has(name) || name === "requestBody";
    if (name === "parameters" && members.length > 1) return !isBesideMethods(members) || !hasNoMembers(member.type);
    return !(
      name === "headers" &&
      ts.isTypeLiteralNode(member.type) &&
      member.type.members.every(ts.isIndexSignatureDeclaration)
    );
  });
  (node as { members: ts.NodeArray<ts.TypeElement> }).members = ts.factory.createNodeArray(kept);
}

const parameterKinds = new Set(["query", "header", "path", "cookie"]);
const isBesideMethods = (members: readonly ts.TypeElement[]): boolean =>
  members.some((member) => member.name && ts.isIdentifier(member.name) && member.name.text === "trace");
const hasNoMembers = (type: ts.TypeNode): boolean =>
  ts.isTypeLiteralNode(type) &&
  type.members.every((member) => ts.isPropertySignature(member) && member.type?.kind === ts.SyntaxKind.NeverKeyword);

function flatten(union: ts.UnionTypeNode): void {
  const members = (type: ts.TypeNode): readonly ts.TypeNode[] => {
    if (ts.isParenthesizedTypeNode(type) && ts.isUnionTypeNode(type.type)) return members(type.type);
    return ts.isUnionTypeNode(type) ? type.types.flatMap(members) : [type];
  };
  (union as { types: ts.NodeArray<ts.TypeNode> }).types = ts.factory.createNodeArray(members(union));
}

const rawComment = (node: ts.Node): string =>
  ts
    .getSyntheticLeadingComments(node)
    ?.map(({ text }) => text)
    .join() ?? "";

function commentsOf(comment: string): ts.SynthesizedComment[] {
  if (!comment) return [];
  const text = comment.trimEnd().slice("/*".length, -"*/".length);
  return [{ kind: ts.SyntaxKind.MultiLineCommentTrivia, text, hasTrailingNewLine: true, pos: -1, end: -1 }];
}

function allowUndefined(property: ts.PropertySignature, type: ts.TypeNode): void {
  if (type.kind === ts.SyntaxKind.UndefinedKeyword) return;
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  // The node is our own, fresh from the factory; making a copy would lose its comments.
  (property as { type: ts.TypeNode }).type = ts.factory.createUnionTypeNode([
    ...members,
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword),
  ]);
}
