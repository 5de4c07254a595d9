import { type Direction, isOpenEnded } from "../../openapi/directions.js";
import { isObject, type Json, type JsonObject } from "../../openapi/document.js";

/** Take any value, and keep the values beside them for completion and narrowing. */
const anyText = "(string & {})";
const anyNumber = "(number & {})";

/** A type of known values, as the texts of its members; `undefined` where no values are known. */
export function valueTypes(node: JsonObject, direction: Direction): string[] | undefined {
  if (node.const !== undefined) return [JSON.stringify(node.const)];
  const values = Array.isArray(node.enum) ? node.enum : documentedValues(node, direction);
  if (!Array.isArray(node.enum) && values.length === 0) return undefined;
  if (node.type === "boolean" && values.includes(true) && values.includes(false)) return ["boolean"];
  const isNullable = node.nullable === true || (Array.isArray(node.type) && node.type.includes("null"));
  const isOpen = direction === "received" && node["x-closed"] !== true && isOpenEnded(node);
  const any = values.some((value) => typeof value === "number") ? anyNumber : anyText;
  return [
    ...new Set([
      ...values.map((value) => JSON.stringify(value)),
      ...(isNullable ? ["null"] : []),
      ...(isOpen || !Array.isArray(node.enum) ? [any] : []),
    ]),
  ];
}

/** Values that are known for any text: those that its description names, those beside it, and what it is when left out. */
function documentedValues(node: JsonObject, direction: Direction): Json[] {
  const members = [node.anyOf, node.oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  if (!isAnyText(node) && (node.type !== undefined || members.length === 0)) return [];
  if (members.length > 0 && !members.some(isAnyText)) return [];
  if (members.some(({ type }) => type !== "string")) return [];
  const beside = members.flatMap(({ enum: values }) => (Array.isArray(values) ? values : []));
  const named = Array.isArray(node["x-telnyx-values"]) ? node["x-telnyx-values"] : [];
  const initial = direction === "sent" && typeof node.default === "string" ? [node.default] : [];
  return [...beside, ...named, ...initial.filter((text) => /^\S+$/.test(text))];
}

const isAnyText = ({ type, format, enum: values }: JsonObject): boolean =>
  (type === "string" || (Array.isArray(type) && type.includes("string"))) &&
  format === undefined &&
  values === undefined;
