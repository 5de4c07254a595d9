import { propertyName } from "../model/names.js";
import type { OperationModel } from "../model/operation-model.js";
import { header } from "./header.js";

/** The operations as data: what core needs to turn each into a method. */
export function renderOperations(from: string, operations: readonly OperationModel[]): string {
  const rows = operations.map((operation) => `  ${propertyName(operation.name)}: ${rowOf(operation)},\n`);
  return `${header(from)}export const operations = {\n${rows.join("")}} as const;\n`;
}

function rowOf(operation: OperationModel): string {
  const { method, path, safety, input, page, response, multipart, expects, clientState } = operation;
  const fields: Record<string, unknown> = {
    method: method.toUpperCase(),
    path,
    safety,
    input,
    required: operation.required || undefined,
    page,
    response: response === "json" ? undefined : response,
    multipart,
    expects: expects.length > 0 ? expects : undefined,
    clientState: clientState || undefined,
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{ ${present.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} }`;
}
