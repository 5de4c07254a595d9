import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { document } from "../../emulator/src/generated/spec.js";
import { eventTypes } from "./testing.js";

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Post {
  readonly post: {
    readonly requestBody: { readonly content: { readonly [media: string]: { readonly schema: Schema } } };
  };
}

// The document is JSON, of which only this is read.
const { components, webhooks } = document as unknown as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly webhooks: Readonly<Record<string, Post>>;
};
const resolve = (schema: Schema | undefined): Schema =>
  schema?.$ref ? resolve(components.schemas[schema.$ref.replace("#/components/schemas/", "")]) : (schema ?? {});

function payloadOf(type: string): Schema {
  const body = resolve(webhooks[type]?.post.requestBody.content["application/json"]?.schema);
  const event = body.properties?.data ? resolve(body.properties.data) : body;
  return resolve(event.properties?.payload);
}

/** Which identifiers an event must have: those of its leg, and of its conference. */
const expected = (type: string) => [
  "call_control_id",
  "call_leg_id",
  "call_session_id",
  "connection_id",
  ...(type.startsWith("conference.") ? ["conference_id"] : []),
];

describe("the identifiers of events", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const table = /<!-- identifiers -->([\s\S]*?)<!-- \/identifiers -->/.exec(readme)?.[1] ?? "";
  const codes = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);
  const rows = table
    .trim()
    .split("\n")
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()));

  const listed = (type: string) =>
    rows
      .filter(([, events]) =>
        codes(events).some((pattern) =>
          pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type,
        ),
      )
      .flatMap(([, , fields]) => codes(fields));

  it("are required, but for the exceptions that the README lists", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const type of eventTypes) {
      const { required = [], properties = {} } = payloadOf(type);
      const loose = expected(type).filter((name) => !required.includes(name));
      expect({ type, loose }).toEqual({ type, loose: expected(type).filter((name) => listed(type).includes(name)) });
      // Required fields exist.
      for (const name of expected(type)) if (!loose.includes(name)) expect(Object.keys(properties)).toContain(name);
    }
  });
});
