import { describe, expect, test } from "vitest";
import { readChoices } from "./variants.js";

describe("readChoices", () => {
  test("reads a oneOf of required fields as exactly one of them", () => {
    const { rest, choices } = readChoices({
      type: "object",
      properties: {},
      oneOf: [{ required: ["a"] }, { required: ["b"] }],
    });
    expect(rest).toEqual({ type: "object", properties: {} });
    expect(choices).toEqual([
      {
        fields: ["a", "b"],
        variants: [
          { needs: ["a"], forbids: ["b"] },
          { needs: ["b"], forbids: ["a"] },
        ],
      },
    ]);
  });

  test("reads an anyOf of required fields as at least one of them", () => {
    const { choices } = readChoices({ anyOf: [{ required: ["a"] }, { required: ["b"] }] });
    expect(choices[0]?.variants).toEqual([
      { needs: ["a"], forbids: [] },
      { needs: ["b"], forbids: [] },
    ]);
  });

  test("reads a member that forbids all fields as none of them", () => {
    const none = { not: { anyOf: [{ required: ["a"] }, { required: ["b"] }] } };
    const { choices } = readChoices({ oneOf: [{ required: ["a"] }, { required: ["b"] }, none] });
    expect(choices[0]?.variants[2]).toEqual({ needs: [], forbids: ["a", "b"] });
  });

  test("reads fields that exclude each other pair by pair as one group", () => {
    const pairs = [
      ["a", "b"],
      ["a", "c"],
      ["b", "c"],
    ].map((required) => ({ not: { required } }));
    const { rest, choices } = readChoices({ allOf: [{ $ref: "#/x" }, ...pairs] });
    expect(rest).toEqual({ allOf: [{ $ref: "#/x" }] });
    expect(choices).toHaveLength(1);
    expect(choices[0]?.variants.map(({ forbids }) => forbids)).toEqual([
      ["b", "c"],
      ["a", "c"],
      ["a", "b"],
    ]);
  });

  test("keeps pairs apart that share a field without excluding each other", () => {
    const { choices } = readChoices({ not: { anyOf: [{ required: ["a", "b"] }, { required: ["a", "c"] }] } });
    expect(choices.map(({ fields }) => fields)).toEqual([
      ["a", "b"],
      ["a", "c"],
    ]);
  });

  test("reads two choices of one schema, the second in its allOf", () => {
    const choice = (...fields: string[]) => ({ oneOf: fields.map((field) => ({ required: [field] })) });
    const { rest, choices } = readChoices({ type: "object", ...choice("a", "b"), allOf: [choice("c", "d")] });
    expect(rest).toEqual({ type: "object" });
    expect(choices.map(({ fields }) => fields)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  test("finds a field that must never be there", () => {
    expect(readChoices({ not: { required: ["a"] } }).forbidden).toEqual(["a"]);
  });

  test("leaves a union of real types alone", () => {
    const schema = { oneOf: [{ type: "string" }, { required: ["a"] }], not: { type: "null" } };
    expect(readChoices(schema)).toEqual({ rest: schema, choices: [], forbidden: [] });
  });
});
