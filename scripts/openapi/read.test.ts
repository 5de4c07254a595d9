import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { messageOf, temporaryRoot } from "./__tests__/temporary-root.js";
import { lineOf, parsePlacedYaml, parseText, readSource } from "./read.js";

describe("readSource", () => {
  const read = async (text: string) => {
    const { root, write } = await temporaryRoot();
    await write("upstream", text);
    return readSource(join(root, "upstream"));
  };

  it("reads JSON and YAML alike, with the hash of the text", async () => {
    const json = '{"openapi":"3.0.3","paths":{"/a":{}}}';
    const source = await read(json);
    expect(source.document).toEqual((await read("openapi: 3.0.3\npaths:\n  /a: {}\n")).document);
    expect(source.sha256).toBe(createHash("sha256").update(json).digest("hex"));
  });

  it.each([
    ["a file that is not there", undefined, /no such file\n {2}Give the path/],
    [
      "something else than OpenAPI 3",
      '{"swagger":"2.0"}',
      /no OpenAPI 3\.0 or 3\.1 document \(openapi: undefined\)\n {2}Give the whole/,
    ],
    ["a document without paths", "openapi: 3.1.0\npaths: {}\n", /has no paths; it may be cut off\n {2}Fetch it again/],
    [
      "JSON that is cut off",
      '{\n"openapi": "3.1.0",\n"paths": {',
      /upstream:3: invalid JSON: .*\n {2}The file may be cut off/,
    ],
    ["JSON with a slip", '{\n"openapi": "3.1.0",\n"paths": {"/a": 1 "/b": 2}\n}', /upstream:3: invalid JSON: .*\n/],
    ["broken YAML", "openapi: 3.1.0\npaths:\n  /a: [\n", /upstream:\d+: invalid YAML: .*\n {2}Correct the line/],
    ["a list", "- a\n", /root is no object/],
  ])("refuses %s, naming the place and the remedy", async (_, text, message) => {
    expect(await messageOf(() => (text === undefined ? readSource("/nowhere/upstream.yml") : read(text)))).toMatch(
      message,
    );
  });
});

describe("parseText", () => {
  it("reads flow YAML that begins like JSON", () => {
    expect(parseText("a", "{openapi: 3.1.0}")).toEqual({ openapi: "3.1.0" });
  });
});

describe("lineOf", () => {
  it("finds a whole name, not the beginning of a longer one", () => {
    expect(lineOf("a: ReCall\nb: CallRequest\nc: Call\n", "Call")).toBe(3);
    expect(lineOf("$ref: '#/s/Calls'\n$ref: './x.yaml#/s/Call'\n", "#/s/Call")).toBe(2);
    expect(lineOf("a", "b")).toBe(1);
  });
});

describe("parsePlacedYaml", () => {
  it("knows the line of a key, also where its value begins further down, and of a list's element", () => {
    const { lineAt } = parsePlacedYaml("a.yaml", "a:\n  b:\n    - c\n    - d: 1\n");
    expect([["a"], ["a", "b"], ["a", "b", 1], ["a", "b", 1, "d"], ["nowhere"]].map(lineAt)).toEqual([1, 2, 4, 4, 1]);
  });

  it("refuses a key that is given twice", async () => {
    expect(await messageOf(() => parsePlacedYaml("a.yaml", "a: 1\nb: 2\na: 3\n"))).toMatch(
      /^a\.yaml:3: invalid YAML: .*unique.*\n {2}Correct the line/,
    );
  });
});
