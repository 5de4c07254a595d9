import ts from "typescript";
import { createDeclarations, reference, retyped } from "./declarations.js";
import { fieldsOf, nameOf } from "./object-shape.js";
import { chooseNames, nameFromPlace } from "./type-names.js";
import type { TypeRole } from "./type-roles.js";

const { factory } = ts;

/**
 * Moves the object types of `components` and `operations` into interfaces of their own, so that the compiler can call
 * each by a name. Bodies and answers have the names of their methods, other schemas their own. An object inside of one
 * has its name and that of the field. A choice between fields is a union of interfaces.
 */
export function nameTypes(
  nodes: readonly ts.Node[],
  roles: readonly TypeRole[],
  reserved: readonly string[],
): ts.Node[] {
  const names = chooseNames(schemasOf(nodes), roles, reserved);
  const { statements, declare, declareOther, withNames } = createDeclarations(names);

  /** Goes down to the places that have names, through what holds them. */
  function placed(member: ts.TypeElement, holder: string): ts.TypeElement {
    if (!ts.isPropertySignature(member) || !member.type) return member;
    const key = nameOf(member);
    const place = `${holder}[${ts.isNumericLiteral(member.name) ? key : JSON.stringify(key)}]`;
    const name = names.at.get(place);
    if (name) {
      declare(name, member.type);
      return names.schemas.has(place) ? commentMoved(member, name) : retyped(member, reference(name));
    }
    const isHolder = !/^components\["(?:schemas|parameters)"\]$/.test(holder);
    if (!isHolder || !ts.isTypeLiteralNode(member.type))
      return retyped(member, withNames(member.type, nameFromPlace(place)));
    return retyped(member, factory.createTypeLiteralNode(member.type.members.map((inner) => placed(inner, place))));
  }

  /** A schema as a reference to its declaration, which takes the comment. */
  function commentMoved(schema: ts.PropertySignature, name: string): ts.PropertySignature {
    const statement = statements.get(name);
    const comments = ts.getSyntheticLeadingComments(schema);
    if (statement && comments) ts.setSyntheticLeadingComments(statement, comments);
    return factory.createPropertySignature(schema.modifiers, schema.name, schema.questionToken, reference(name));
  }

  const changed = nodes.map((node) => {
    if (!ts.isInterfaceDeclaration(node)) return node;
    const members = node.members.map((member) => placed(member, node.name.text));
    return factory.updateInterfaceDeclaration(node, node.modifiers, node.name, node.typeParameters, [], members);
  });
  for (const { name, about, expressions } of roles) {
    const types = expressions.map((expression) => names.at.get(expression) ?? expression);
    if (!statements.has(name)) declareOther(name, types);
    const statement = statements.get(name);
    if (statement && !ts.getSyntheticLeadingComments(statement))
      ts.addSyntheticLeadingComment(statement, ts.SyntaxKind.MultiLineCommentTrivia, `* ${about} `, true);
  }
  const sorted = [...statements].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement);
  return [...changed, ...sorted];
}

function schemasOf(nodes: readonly ts.Node[]): Map<string, ts.TypeNode> {
  const components = nodes.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === "components");
  const schemas = components && fieldsOf(components).get("schemas")?.type;
  const fields = schemas && ts.isTypeLiteralNode(schemas) ? [...fieldsOf(schemas)] : [];
  return new Map(
    fields.flatMap(([name, { type }]) => (type ? [[`components["schemas"][${JSON.stringify(name)}]`, type]] : [])),
  );
}
