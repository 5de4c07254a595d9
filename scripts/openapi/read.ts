import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isMap, isNode, isScalar, LineCounter, parse, parseDocument, YAMLParseError } from "yaml";
import { Problem } from "../cli/problem.js";
import { isObject, type JsonObject } from "./document.js";

export interface Source {
  /** Where it was read from, as given. */
  readonly place: string;
  readonly text: string;
  readonly sha256: string;
  readonly document: JsonObject;
}

/** Reads an upstream OpenAPI document: a file or a URL, JSON or YAML. Nothing but an OpenAPI 3.x document is returned. */
export async function readSource(place: string): Promise<Source> {
  const text = await readText(place);
  const document = parseText(place, text);
  const version = document.openapi;
  if (typeof version !== "string" || !/^3\.[01]\.\d+/.test(version)) {
    throw new Problem(
      place,
      `this is no OpenAPI 3.0 or 3.1 document (openapi: ${JSON.stringify(version)})`,
      "Give the whole upstream document, as JSON or YAML.",
    );
  }
  if (!isObject(document.paths) || Object.keys(document.paths).length === 0) {
    throw new Problem(
      place,
      "the document has no paths; it may be cut off",
      "Fetch it again and compare its size with the source's.",
    );
  }
  return { place, text, sha256: createHash("sha256").update(text).digest("hex"), document };
}

async function readText(place: string): Promise<string> {
  if (/^https?:\/\//.test(place)) {
    const response = await fetch(place).catch((error: Error) => {
      throw new Problem(
        place,
        `could not be fetched (${error.message})`,
        "Check the address, or download the document and give the file.",
      );
    });
    if (!response.ok)
      throw new Problem(
        place,
        `answered ${response.status}`,
        "Check the address, or download the document and give the file.",
      );
    return response.text();
  }
  return readFile(place, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Problem(
      place,
      error.code === "ENOENT" ? "no such file" : `could not be read (${error.code})`,
      "Give the path of an upstream OpenAPI document, or its URL.",
    );
  });
}

/** Parses JSON or YAML text into an object; an error names the line. */
export function parseText(place: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = text.trimStart().startsWith("{")
      ? parseJson(text)
      : parse(text, { maxAliasCount: 1000, prettyErrors: false });
  } catch (error) {
    if (error instanceof YAMLParseError) {
      const line = text.slice(0, error.pos[0]).split("\n").length;
      throw new Problem(`${place}:${line}`, `invalid YAML: ${error.message}`, "Correct the line; nothing was written.");
    }
    const { message } = error as Error;
    const position = /position (\d+)/.exec(message)?.[1] ?? text.length;
    const line = text.slice(0, Number(position)).split("\n").length;
    throw new Problem(
      `${place}:${line}`,
      `invalid JSON: ${message}`,
      "The file may be cut off: fetch it again. Nothing was written.",
    );
  }
  if (!isObject(value))
    throw new Problem(place, "the document's root is no object", "Give an OpenAPI document, as JSON or YAML.");
  return value;
}

/** JSON, or flow-style YAML that starts with a brace too. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (jsonError) {
    try {
      return parse(text);
    } catch {
      throw jsonError;
    }
  }
}

/** The line (from 1) on which a whole word or reference first stands, for messages about a value deep in a big document. */
export function lineOf(text: string, needle: string): number {
  const inWord = (index: number): boolean => /[\w-]/.test(text.charAt(index));
  const begins = (at: number): boolean => !/^\w/.test(needle) || !inWord(at - 1);
  let at = text.indexOf(needle);
  while (at >= 0 && !(begins(at) && !inWord(at + needle.length))) at = text.indexOf(needle, at + 1);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}

/** A hand-written YAML file with the line of any of its nodes. */
export interface PlacedYaml {
  readonly value: JsonObject;
  lineAt(path: readonly (string | number)[]): number;
}

export function parsePlacedYaml(place: string, text: string): PlacedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    throw new Problem(
      `${place}:${lines.linePos(error.pos[0]).line}`,
      `invalid YAML: ${error.message}`,
      "Correct the line; nothing was written.",
    );
  }
  const value: unknown = document.toJS();
  if (!isObject(value))
    throw new Problem(`${place}:1`, "the file's root is no mapping", "See spec/README.md for the form of this file.");
  return {
    value,
    lineAt(path) {
      const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
        : undefined;
      const node: unknown = pair?.key ?? document.getIn(path, true);
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
    },
  };
}
