import ts from "typescript";
import { pascalCase } from "../model/names.js";

/** The parts of an object type. */
export interface Shape {
  readonly literals: readonly ts.TypeLiteralNode[];
  /** Other objects whose fields it has as well. */
  readonly bases: readonly ts.IndexedAccessTypeNode[];
  /** Of the members of each choice one holds. */
  readonly choices: readonly (readonly ts.TypeLiteralNode[])[];
}

const printer = ts.createPrinter({ removeComments: true });
const file = ts.createSourceFile("", "", ts.ScriptTarget.Latest);
export const textOf = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, file);

/** The parts of an intersection, through parentheses; any other type is its only part. */
const partsOf = (type: ts.TypeNode): ts.TypeNode[] => {
  if (ts.isParenthesizedTypeNode(type)) return partsOf(type.type);
  return ts.isIntersectionTypeNode(type) ? type.types.flatMap(partsOf) : [type];
};

/** Takes an object type apart; `undefined` for a reference alone, and for a type that is more than an object. */
export function shapeOf(type: ts.TypeNode): Shape | undefined {
  const parts = partsOf(type);
  const literals = parts.filter(ts.isTypeLiteralNode);
  const bases = parts.filter(ts.isIndexedAccessTypeNode);
  const choices = parts.filter(ts.isUnionTypeNode).map(({ types }) => types);
  const known = literals.length + bases.length + choices.length;
  if (known < parts.length || bases.length === parts.length) return undefined;
  return choices.every((members) => members.every(ts.isTypeLiteralNode))
    ? { literals, bases, choices: choices as (readonly ts.TypeLiteralNode[])[] }
    : undefined;
}

export type Fields = Map<string, ts.PropertySignature>;

export const fieldsOf = (...literals: readonly { readonly members: Iterable<ts.TypeElement> }[]): Fields =>
  new Map(
    literals.flatMap(({ members }) => [...members].filter(ts.isPropertySignature).map((each) => [nameOf(each), each])),
  );

export const nameOf = ({ name }: ts.PropertySignature): string => ("text" in name ? name.text : textOf(name));

const typeText = ({ type }: ts.PropertySignature): string => (type ? textOf(type) : "");

/** Whether an interface may have a field that its base has too: the same type, or the same and more. */
export const narrows = (own: ts.PropertySignature, base: ts.PropertySignature): boolean =>
  own.type !== undefined &&
  !(own.questionToken && !base.questionToken) &&
  partsOf(own.type).some((part) => textOf(part) === typeText(base));

/** The parts that distinguish each of several objects: fields that it needs, fields that it may have, or its values. */
export function distinctions(members: readonly ts.TypeLiteralNode[]): string[] {
  const all = members.map((member) => [...fieldsOf(member)]);
  const allowed = all.map((fields) => fields.filter(([, field]) => typeText(field) !== "undefined"));
  const needed = allowed.map((fields) => fields.filter(([, { questionToken }]) => !questionToken));
  const own = (lists: typeof all, index: number): string[] =>
    (lists[index] ?? [])
      .map(([name]) => name)
      .filter((name) => !lists.every((fields) => fields.some(([other]) => other === name)));
  const names = members.map((_, index) => {
    const fields = [own(needed, index), own(allowed, index)].find((list) => list.length > 0);
    if (fields) return `With${fields.map(pascalCase).join("And")}`;
    const values = (needed[index] ?? []).filter(([, { type }]) => type && ts.isLiteralTypeNode(type));
    return pascalCase(values.map(([, field]) => typeText(field)).join("_"));
  });
  return names.map((name, index) => (name && names.indexOf(name) === index ? name : `${name}${index + 1}`));
}

/** Whether a type is an object with named fields, or composed of several. */
export const isObject = (type: ts.TypeNode): boolean => {
  const shape = shapeOf(type);
  if (!shape) return false;
  const { literals, bases, choices } = shape;
  return literals.length + bases.length + choices.length > 1 || choices.length > 0 || fieldsOf(...literals).size > 0;
};

export const isUnionOfObjects = (type: ts.TypeNode): boolean =>
  ts.isUnionTypeNode(type) && type.types.some((member) => ts.isIndexedAccessTypeNode(member) || isObject(member));
