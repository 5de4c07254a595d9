import ts from "typescript";
import { describe, expect, test } from "vitest";
import { nameTypes } from "./named-types.js";
import { textOf } from "./object-shape.js";
import type { TypeRole } from "./type-roles.js";

const body = (name: string, ...expressions: string[]): TypeRole => ({ name, about: "Sent.", expressions, owns: true });
const item = (name: string, ...expressions: string[]): TypeRole => ({ ...body(name, ...expressions), owns: false });

/** The declarations besides `components` and `operations`, and the two themselves, with one blank for each run of white space. */
function named(schemas: string, roles: readonly TypeRole[] = [], operations = "", reserved: readonly string[] = []) {
  const source = `interface components { schemas: { ${schemas} } } interface operations { ${operations} }`;
  const file = ts.createSourceFile("schema.ts", source, ts.ScriptTarget.Latest);
  const texts = nameTypes([...file.statements], roles, reserved).map((node) => textOf(node).replace(/\s+/g, " "));
  return { holders: texts.slice(0, 2).join(" "), types: texts.slice(2) };
}

describe("an object schema", () => {
  const dial = body("DialBody", 'components["schemas"]["CallRequest"]');

  test("has the name of the method that sends it, everywhere", () => {
    const { holders, types } = named(
      'CallRequest: { to: string }; Job: { call?: components["schemas"]["CallRequest"] };',
      [dial],
      'dial: { requestBody: components["schemas"]["CallRequest"] };',
    );
    expect(types).toEqual(["export interface DialBody { to: string; }", "export interface Job { call?: DialBody; }"]);
    expect(holders).toBe(
      "interface components { schemas: { CallRequest: DialBody; Job: Job; }; } interface operations { dial: { requestBody: DialBody; }; }",
    );
  });

  test("keeps its own name where two methods send it, whose names extend it", () => {
    const update = body("UpdateBody", 'components["schemas"]["CallRequest"]');
    expect(named("CallRequest: { to: string };", [dial, update]).types).toEqual([
      "export interface CallRequest { to: string; }",
      "export interface DialBody extends CallRequest { }",
      "export interface UpdateBody extends CallRequest { }",
    ]);
  });

  test("keeps its own name as the item of a list", () => {
    expect(named("App: { id: string };", [item("ListItem", 'components["schemas"]["App"]')]).types).toEqual([
      "export interface App { id: string; }",
      "export interface ListItem extends App { }",
    ]);
  });

  test("has a name without the marks of upstream's, and another one where that is taken or begins with a digit", () => {
    const schemas = '"call-control_Error": { code: string }; Page: { size: number }; "10dlc": { id: string };';
    const { holders, types } = named(schemas, [], "", ["Page"]);
    expect(types).toEqual([
      "export interface CallControlError { code: string; }",
      "export interface Page2 { size: number; }",
      "export interface _10dlc { id: string; }",
    ]);
    expect(holders).toContain('schemas: { "call-control_Error": CallControlError; Page: Page2; "10dlc": _10dlc; }');
  });

  test("of a parameter has the parameter's name", () => {
    const file = ts.createSourceFile(
      "schema.ts",
      'interface components { parameters: { "call-control_PageConsolidated": { size: number } | undefined } }',
      ts.ScriptTarget.Latest,
    );
    const texts = nameTypes([...file.statements], [], []).map((node) => textOf(node).replace(/\s+/g, " "));
    expect(texts[0]).toContain('"call-control_PageConsolidated": PageParameter | undefined;');
    expect(texts[1]).toBe("export interface PageParameter { size: number; }");
  });

  test("gives its name to the objects in it", () => {
    const { types } = named(
      "Call: { config?: { beep: boolean } | undefined; targets: { name: { first: string } }[] };",
    );
    expect(types).toEqual([
      "export interface Call { config?: CallConfig | undefined; targets: CallTargets[]; }",
      "export interface CallConfig { beep: boolean; }",
      "export interface CallTargets { name: CallTargetsName; }",
      "export interface CallTargetsName { first: string; }",
    ]);
  });

  test("stays as it is without named fields, and so do texts and values", () => {
    const schemas = 'Free: { [key: string]: unknown }; Voice: string; Mode: "a" | "b";';
    expect(named(schemas)).toEqual({
      types: [],
      holders: `interface components { schemas: { Free: { [key: string]: unknown; }; Voice: string; Mode: "a" | "b"; }; } interface operations { }`,
    });
  });
});

describe("what an operation alone has", () => {
  test("has the name of the method, at its place", () => {
    const place = 'operations["dial"]["responses"][200]';
    const { holders, types } = named(
      "",
      [body("DialResponse", place)],
      "dial: { responses: { 200: { data: { id: string } } } };",
    );
    expect(types).toEqual([
      "export interface DialResponse { data: DialResponseData; }",
      "export interface DialResponseData { id: string; }",
    ]);
    expect(holders).toContain("dial: { responses: { 200: DialResponse; }; };");
  });

  test("is an alias where it is no object, or several", () => {
    const places = ['components["schemas"]["Upload"]', 'components["schemas"]["Form"]'];
    const { types } = named("Upload: { url: string }; Form: { file: Blob };", [
      body("UploadBody", ...places),
      body("NoBody"),
    ]);
    expect(types).toContain("export type UploadBody = Upload | Form;");
    expect(types).toContain("export type NoBody = unknown;");
  });
});

describe("a schema made of others", () => {
  test("extends them where it only says more", () => {
    const { types } = named(
      'Call: { id?: string; to?: string }; Dialled: components["schemas"]["Call"] & { id: string } & { [key: string]: unknown };',
    );
    expect(types).toContain("export interface Dialled extends Call { id: string; [key: string]: unknown; }");
  });

  test.each([
    ["a field disagrees", "{ id: number }"],
    ["a field could be left out of one part only", "{ to?: string }"],
    ["a field is in two parts", "{ name: string } & { name: string }"],
    ["free fields are of one type", "{ [key: string]: string }"],
    ["free fields are in two parts", "{ [key: string]: unknown } & { [key: string]: unknown }"],
  ])("is an intersection where %s", (_name, part) => {
    const { types } = named(`Call: { id?: string; to: string }; Other: components["schemas"]["Call"] & ${part};`);
    expect(types.find((type) => type.includes(" Other "))).toMatch(/^export type Other = Call & /);
  });

  test("is a union of their names", () => {
    const { types } = named(
      'Aws: { type: "aws" }; Azure: { type: "azure" }; Voice: components["schemas"]["Aws"] | components["schemas"]["Azure"];',
    );
    expect(types).toContain("export type Voice = Aws | Azure;");
  });
});

describe("a choice", () => {
  test("is a union of interfaces that are named by what they need", () => {
    const { types } = named(
      "Bridge: { id: string } & ({ leg: string; queue?: undefined } | { leg?: undefined; queue: string });",
    );
    expect(types).toEqual([
      "export type Bridge = BridgeWithLeg | BridgeWithQueue;",
      "export interface BridgeFields { id: string; }",
      "export interface BridgeWithLeg extends BridgeFields { leg: string; queue?: undefined; }",
      "export interface BridgeWithQueue extends BridgeFields { leg?: undefined; queue: string; }",
    ]);
  });

  test("is named by what its members may have, or by their values, where they need the same", () => {
    const { types } = named(
      'Play: { url?: string; name?: undefined } | { url?: undefined; name?: string }; Voice: { settings: { type: "aws" } | { type: "azure" } };',
    );
    expect(types).toContain("export type Play = PlayWithUrl | PlayWithName;");
    expect(types).toContain("export interface Voice { settings: VoiceSettings; }");
    expect(types).toContain("export type VoiceSettings = VoiceSettingsAws | VoiceSettingsAzure;");
  });

  test("is next to another one", () => {
    const { types } = named(
      "Play: { id: string } & (({ a: string; b?: undefined } | { a?: undefined; b: string }) & ({ c?: string; d?: undefined } | { c?: undefined; d?: string }));",
    );
    expect(types).toContain("export type Play = PlayFields & (PlayWithA | PlayWithB) & (PlayWithC | PlayWithD);");
  });
});
