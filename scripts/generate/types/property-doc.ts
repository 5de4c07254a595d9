import { dereference, isObject, type Json, type JsonObject } from "../../openapi/document.js";
import type { Doc, DocTag } from "./doc-comment.js";

/**
 * The text that an editor shows for a property, a parameter or a component: the description with the texts inside it
 * (items, values, alternatives), bounds that it does not name itself, and the tags that editors know.
 */
export function propertyDoc(document: JsonObject, node: JsonObject): Doc {
  const schema = merge(document, isObject(node.schema) ? { ...node.schema, ...own(node) } : node);
  const description = text(schema.description);
  const paragraphs = [description, ...innerTexts(document, schema, description)];
  const facts = factSentences(schema).filter(({ numbers }) => !numbers.every((number) => names(description, number)));
  paragraphs.push(facts.map(({ sentence }) => sentence).join(" "));
  return { text: paragraphs.filter(Boolean).join("\n\n"), tags: tags(schema) };
}

const own = ({ description, deprecated, example }: JsonObject): JsonObject => ({
  ...(description !== undefined && { description }),
  ...(deprecated !== undefined && { deprecated }),
  ...(example !== undefined && { example }),
});

const text = (value: Json | undefined): string => (typeof value === "string" ? value.trim() : "");

/** A schema with what its reference, or the parts of its `allOf`, say where it says nothing itself. */
function merge(document: JsonObject, schema: JsonObject, depth = 0): JsonObject {
  const bases = [...(schema.$ref ? [schema] : []), ...(Array.isArray(schema.allOf) ? schema.allOf : [])];
  let merged = schema;
  for (const base of depth < 8 ? bases : []) {
    const target = base === schema ? dereference(document, schema) : base;
    if (isObject(target)) merged = { ...merge(document, target, depth + 1), ...merged };
  }
  return merged;
}

/** Descriptions of parts that have no name of their own: items, values, members of a union. */
function innerTexts(document: JsonObject, schema: JsonObject, description: string): string[] {
  const describe = (part: Json | undefined): string => {
    const inner = isObject(part) ? text(merge(document, part).description) : "";
    return inner === description ? "" : inner;
  };
  const labelled = (label: string, part: Json | undefined): string[] => {
    const inner = describe(part);
    return inner ? [`${label}: ${inner}`] : [];
  };
  const members = [schema.oneOf, schema.anyOf].flatMap((union) => (Array.isArray(union) ? union : []));
  const alternatives = [...new Set(members.map(describe).filter(Boolean))];
  return [
    ...(alternatives.length > 1 ? [alternatives.map((alternative) => `- ${alternative}`).join("\n")] : alternatives),
    ...labelled("Each item", Array.isArray(schema.items) ? undefined : schema.items),
    ...labelled("Each value", schema.additionalProperties),
  ];
}

interface Fact {
  readonly sentence: string;
  readonly numbers: readonly number[];
}

function factSentences(schema: JsonObject): Fact[] {
  const facts: Fact[] = [];
  const range = (low: Json | undefined, high: Json | undefined, unit: string): void => {
    const from = typeof low === "number" ? low : undefined;
    const to = typeof high === "number" ? high : undefined;
    if (from !== undefined && to !== undefined) {
      const sentence = from === to ? `Exactly ${from}${unit}.` : `From ${from} to ${to}${unit}.`;
      facts.push({ sentence, numbers: [from, to] });
    } else if (from !== undefined) facts.push({ sentence: `At least ${from}${unit}.`, numbers: [from] });
    else if (to !== undefined) facts.push({ sentence: `At most ${to}${unit}.`, numbers: [to] });
  };
  range(schema.minimum, schema.maximum, "");
  if (typeof schema.exclusiveMinimum === "number") facts.push(exclusive("More", schema.exclusiveMinimum));
  if (typeof schema.exclusiveMaximum === "number") facts.push(exclusive("Less", schema.exclusiveMaximum));
  range(schema.minLength, schema.maxLength, " characters");
  range(schema.minItems, schema.maxItems, " items");
  return facts;
}

const exclusive = (word: string, bound: number): Fact => ({ sentence: `${word} than ${bound}.`, numbers: [bound] });

/** Whether a text already names a number, as digits with or without separators. */
function names(description: string, number: number): boolean {
  const digits = description.replace(/(\d)[,_\u00a0\u202f ](?=\d{3}\b)/g, "$1");
  return new RegExp(`(?<![\\d.])${String(number).replace(".", "\\.")}(?![\\d]|\\.\\d)`).test(digits);
}

function tags(schema: JsonObject): DocTag[] {
  const result: DocTag[] = [];
  // The upstream document writes a missing default as the string "null" in places; it is no default.
  if (schema.default !== undefined && schema.default !== null && schema.default !== "null") {
    result.push({ name: "default", text: `\`${JSON.stringify(schema.default).replaceAll("`", "'")}\`` });
  }
  const example = schema.example ?? (Array.isArray(schema.examples) ? schema.examples[0] : undefined);
  if (typeof example === "string" || typeof example === "number")
    result.push({ name: "example", text: JSON.stringify(example), code: true });
  if (schema.deprecated === true) result.push({ name: "deprecated", text: text(schema["x-telnyx-deprecated"]) });
  return result;
}
