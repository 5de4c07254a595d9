import { isObject, type JsonObject, resolvePointer } from "../../openapi/document.js";

/** The parameters of an operation as they are written, those of the path first, each once. */
export function parametersOf(document: JsonObject, item: JsonObject, operation: JsonObject): JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const list of [item.parameters, operation.parameters]) {
    for (const parameter of Array.isArray(list) ? list : []) {
      if (!isObject(parameter)) continue;
      const target = typeof parameter.$ref === "string" ? resolvePointer(document, parameter.$ref) : parameter;
      if (isObject(target)) found.set(`${target.in} ${target.name}`, parameter);
    }
  }
  return [...found.values()];
}
