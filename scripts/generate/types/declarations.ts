import ts from "typescript";
import { pascalCase } from "../model/names.js";
import {
  distinctions,
  type Fields,
  fieldsOf,
  isObject,
  nameOf,
  narrows,
  type Shape,
  shapeOf,
  textOf,
} from "./object-shape.js";
import type { TypeNames } from "./type-names.js";

const { factory } = ts;

export interface Declarations {
  /** The declarations, by name. */
  readonly statements: ReadonlyMap<string, ts.Statement>;
  /** Declares a type under a name: an interface where it can be one. */
  declare(name: string, type: ts.TypeNode): void;
  /** Declares a name for types that have their own. */
  declareOther(name: string, types: readonly string[]): void;
  /** A type with names in place of the objects in it. An object that has none yet gets `name`. */
  withNames(type: ts.TypeNode, name: string): ts.TypeNode;
}

export function createDeclarations({ schemas, at, free }: TypeNames): Declarations {
  const statements = new Map<string, ts.Statement>();

  function declareInterface(name: string, bases: readonly string[], members: readonly ts.TypeElement[]): void {
    const types = bases.map((base) => factory.createExpressionWithTypeArguments(factory.createIdentifier(base), []));
    const clauses = types.length > 0 ? [factory.createHeritageClause(ts.SyntaxKind.ExtendsKeyword, types)] : [];
    statements.set(name, factory.createInterfaceDeclaration(exported, name, [], clauses, members));
  }

  const declareAlias = (name: string, type: ts.TypeNode): void => {
    statements.set(name, factory.createTypeAliasDeclaration(exported, name, [], type));
  };

  function declareOther(name: string, types: readonly string[]): void {
    const [only] = types;
    const statement = types.length === 1 && statements.get(only ?? "");
    if (statement && ts.isInterfaceDeclaration(statement)) declareInterface(name, [only ?? ""], []);
    else
      declareAlias(name, types.length > 0 ? factory.createUnionTypeNode(types.map(reference)) : reference("unknown"));
  }

  function declare(name: string, type: ts.TypeNode): void {
    const shape = shapeOf(type);
    if (!shape || !fitsInterface(shape)) {
      declareAlias(name, namesWithin(type, `${name}Fields`));
      return;
    }
    const bases = shape.bases.map((base) => at.get(textOf(base)) ?? textOf(base));
    const members = shape.literals.flatMap((literal) => elements(literal, name));
    if (shape.choices.length === 0) {
      declareInterface(name, bases, members);
      return;
    }
    const common = bases.length + members.length > 0 ? [free(`${name}Fields`)] : [];
    for (const own of common) declareInterface(own, bases, members);
    const isOne = shape.choices.length === 1;
    const unions = shape.choices.map((choice) => {
      const ends = distinctions(choice);
      const variants = choice.map((literal, index) => {
        const variant = free(`${name}${ends[index]}`);
        declareInterface(variant, isOne ? common : [], elements(literal, name));
        return reference(variant);
      });
      return factory.createUnionTypeNode(variants);
    });
    const [union] = unions;
    const all = factory.createIntersectionTypeNode([...common.map(reference), ...unions]);
    declareAlias(name, isOne && union ? union : all);
  }

  const elements = (literal: ts.TypeLiteralNode, owner: string): ts.TypeElement[] =>
    literal.members.map((member) => {
      if (ts.isIndexSignatureDeclaration(member))
        return factory.updateIndexSignature(member, member.modifiers, member.parameters, withNames(member.type, owner));
      if (!ts.isPropertySignature(member) || !member.type) return member;
      return retyped(member, withNames(member.type, `${owner}${pascalCase(nameOf(member))}`));
    });

  function withNames(type: ts.TypeNode, name: string): ts.TypeNode {
    if (!isObject(type)) return namesWithin(type, name);
    const own = free(name);
    declare(own, type);
    return reference(own);
  }

  /** The same for what a type is composed of. */
  function namesWithin(type: ts.TypeNode, name: string): ts.TypeNode {
    if (ts.isIndexedAccessTypeNode(type)) {
      const known = at.get(textOf(type));
      return known ? reference(known) : type;
    }
    if (ts.isArrayTypeNode(type)) return factory.createArrayTypeNode(withNames(type.elementType, name));
    if (ts.isParenthesizedTypeNode(type)) return factory.createParenthesizedType(withNames(type.type, name));
    if (ts.isTypeLiteralNode(type)) return factory.createTypeLiteralNode(elements(type, name));
    if (ts.isIntersectionTypeNode(type))
      return factory.createIntersectionTypeNode(type.types.map((member) => withNames(member, name)));
    if (!ts.isUnionTypeNode(type)) return type;
    const objects = type.types.filter(ts.isTypeLiteralNode);
    const ends = objects.length > 1 ? distinctions(objects) : [];
    return factory.createUnionTypeNode(
      type.types.map((member) =>
        withNames(member, `${name}${ends[objects.indexOf(member as ts.TypeLiteralNode)] ?? ""}`),
      ),
    );
  }

  /** The fields of an object, those of its bases included. */
  const allFields = ({ literals, bases }: Shape): Fields =>
    new Map([...bases.flatMap((base) => [...allFields(shapeAt(base))]), ...fieldsOf(...literals)]);

  const shapeAt = (base: ts.IndexedAccessTypeNode): Shape =>
    (at.has(textOf(base)) && shapeOf(schemas.get(textOf(base)) ?? base)) || { literals: [], bases: [], choices: [] };

  /** Whether an interface can have all parts of an object: each field in one part, or in a base and more narrowly beside it. */
  function fitsInterface({ literals, bases }: Shape): boolean {
    const shapes = bases.map(shapeAt);
    const inherited = shapes.flatMap((shape) => [...allFields(shape)]);
    const own = literals.flatMap((literal) => [...fieldsOf(literal)]);
    const isOnce = (fields: [string, ts.PropertySignature][]): boolean => new Map(fields).size === fields.length;
    const isInterface = (shape: Shape): boolean =>
      shape.literals.length + shape.bases.length > 0 && shape.choices.length === 0 && fitsInterface(shape);
    const known = new Map(inherited);
    const fits = ([name, field]: [string, ts.PropertySignature]): boolean => {
      const base = known.get(name);
      return !base || narrows(field, base);
    };
    const indexed = literals.filter(({ members }) => members.some(ts.isIndexSignatureDeclaration));
    const isPlain = literals.length + bases.length < 2 || (indexed.length < 2 && indexed.every(takesAnything));
    return shapes.every(isInterface) && isOnce(inherited) && isOnce(own) && own.every(fits) && isPlain;
  }

  return { statements, declare, declareOther, withNames };
}

const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
export const reference = (name: string): ts.TypeNode => factory.createTypeReferenceNode(name);

export const retyped = (property: ts.PropertySignature, type: ts.TypeNode): ts.PropertySignature =>
  factory.updatePropertySignature(property, property.modifiers, property.name, property.questionToken, type);

/** Whether fields of any type are allowed besides the free ones of an object. */
const takesAnything = ({ members }: ts.TypeLiteralNode): boolean =>
  members.every((member) => !ts.isIndexSignatureDeclaration(member) || textOf(member.type) === "unknown");
