import type { JsonObject } from "../../openapi/document.js";
import { pascalCase } from "../model/names.js";
import type { OperationModel } from "../model/operation-model.js";
import { bodyTypes, itemType, propertyType, queryType, responseTypes, type TypeAt } from "./type-expression.js";

/** A type that is named after a method: `DialBody`, `DialResponse`, `ApplicationsListQuery`, `ApplicationsListItem`. */
export interface TypeRole {
  readonly name: string;
  readonly about: string;
  /** The type as schema.ts has it; several are alternatives. */
  readonly expressions: readonly string[];
  /** Whether a schema that no other method sends or returns gets this name. */
  readonly owns: boolean;
}

export const roleName = (operation: OperationModel, what: string): string => `${pascalCase(operation.name)}${what}`;

/** The types of what an operation sends and receives. */
export function rolesOf(types: JsonObject, operation: OperationModel): TypeRole[] {
  const call = `\`${operation.name}\``;
  const role = (what: string, about: string, found: readonly (string | undefined)[], owns = true): TypeRole => ({
    name: roleName(operation, what),
    about,
    expressions: [...new Set(found.filter((expression) => expression !== undefined))],
    owns,
  });
  const expressionsOf = (members: readonly TypeAt[]) => members.map(({ expression }) => expression);
  const roles: TypeRole[] = [];
  if (operation.input === "body")
    roles.push(role("Body", `Fields that ${call} sends.`, expressionsOf(bodyTypes(types, operation))));
  if (operation.input === "query") roles.push(role("Query", `Query of ${call}.`, [queryType(types, operation)]));
  const answers = responseTypes(types, operation);
  if (operation.page) {
    const [page] = answers;
    const data = page && propertyType(types, page, "data");
    const meta = page && propertyType(types, page, "meta");
    roles.push(role("Item", `One item of ${call}.`, [data && itemType(types, data).expression], false));
    roles.push(role("Meta", `The place of a page of ${call} in the list.`, [meta?.expression], false));
  } else if (operation.response === "json" || operation.response === "optional") {
    roles.push(role("Response", `Answer to ${call}.`, expressionsOf(answers)));
  }
  return roles;
}
