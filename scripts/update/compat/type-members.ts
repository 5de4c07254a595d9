import ts from "typescript";

/** A type taken apart, the way a program can tell its members apart. */
export interface Members {
  /** Texts, numbers, literals, `unknown`, classes of the platform: nothing that a program would look into. */
  readonly leaves: readonly ts.Type[];
  readonly arrays: readonly ts.Type[];
  readonly objects: readonly ts.Type[];
  readonly isNull: boolean;
  readonly isUndefined: boolean;
}

export function membersOf(checker: ts.TypeChecker, types: readonly ts.Type[]): Members {
  const flat = [...new Set(types.flatMap((type) => (type.isUnion() ? type.types : [type])))];
  const has = (flag: ts.TypeFlags) => flat.some((type) => type.flags & flag);
  const rest = flat.filter((type) => !(type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Never)));
  const arrays = rest.filter((type) => checker.isArrayType(type));
  const objects = rest.filter((type) => !checker.isArrayType(type) && isStructure(type));
  return {
    leaves: rest.filter((type) => !arrays.includes(type) && !objects.includes(type)),
    arrays,
    objects,
    isNull: Boolean(has(ts.TypeFlags.Null)),
    isUndefined: Boolean(has(ts.TypeFlags.Undefined)),
  };
}

/** An object of our own types: neither `string & {}` nor a class of the platform nor a function. */
function isStructure(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every(isStructure);
  if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0) return false;
  const declared = type.symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
  return !/\/lib\.[\w.]+\.d\.ts$/.test(declared);
}

export const elementOf = (checker: ts.TypeChecker, array: ts.Type): ts.Type[] => [
  ...checker.getTypeArguments(array as ts.TypeReference),
];

/** A type written out, since a program that uses it imports no name for it. */
export const textOf = (checker: ts.TypeChecker, type: ts.Type): string =>
  checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias);

/** Properties of an object by name, with whether each may be left out. */
export function propertiesOf(
  checker: ts.TypeChecker,
  type: ts.Type,
): { name: string; type: ts.Type; optional: boolean }[] {
  return checker.getPropertiesOfType(type).map((symbol) => ({
    name: symbol.name,
    type: checker.getTypeOfSymbol(symbol),
    optional: Boolean(symbol.flags & ts.SymbolFlags.Optional),
  }));
}
