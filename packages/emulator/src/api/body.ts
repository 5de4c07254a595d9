import { problems } from "../world/problem.js";
import type { Operation } from "./spec/operations.js";

export interface ParsedBody {
  readonly fields: Record<string, unknown>;
  /** The binary parts of a multipart form, by name. */
  readonly files: Readonly<Record<string, Blob>>;
  readonly form: boolean;
}

/** Reads a JSON or multipart body; an empty one is an empty object. */
export async function readBody(request: Request, operation: Operation): Promise<ParsedBody> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "multipart/form-data" && operation.formSchema) return readForm(request);
  const bytes = request.body ? new Uint8Array(await request.arrayBuffer()) : new Uint8Array();
  if (bytes.length === 0) return { fields: {}, files: {}, form: false };
  // Undici adds text/plain to a string body that has no type, and the platform takes a body without one.
  if (type !== undefined && type !== "application/json" && type !== "text/plain") {
    throw problems.unsupportedContent(type, [
      "application/json",
      ...(operation.formSchema ? ["multipart/form-data"] : []),
    ]);
  }
  return { fields: parseObject(decode(bytes)), files: {}, form: false };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw problems.notUtf8();
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw problems.invalidJson(error instanceof Error ? error.message : "syntax error");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw problems.invalidJson("it is not an object");
  return value as Record<string, unknown>;
}

async function readForm(request: Request): Promise<ParsedBody> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    throw problems.badRequest("The multipart body could not be read.");
  }
  const fields: Record<string, unknown> = {};
  const files: Record<string, Blob> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") fields[name] = value;
    else files[name] = value;
  }
  return { fields, files, form: true };
}
