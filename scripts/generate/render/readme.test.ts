import { describe, expect, test } from "vitest";
import type { OperationModel } from "../model/operation-model.js";
import { fillReadme, operationsSection } from "./readme.js";

const operation = (name: string, summary: string): OperationModel => ({
  name,
  method: "get",
  path: `/${name}`,
  node: { summary },
  pathParameters: [],
  safety: "safe",
  required: false,
  response: "json",
  expects: [],
  clientState: false,
});

describe("fillReadme", () => {
  const text = "# Title\n\n<!-- generated:operations -->\nold\n<!-- /generated -->\n\nEnd\n";

  test("rewrites what stands between the markers and nothing else", () => {
    const filled = fillReadme("README.md", text, { operations: "| new |" }, ["operations"]);
    expect(filled).toBe("# Title\n\n<!-- generated:operations -->\n\n| new |\n\n<!-- /generated -->\n\nEnd\n");
    expect(fillReadme("README.md", filled, { operations: "| new |" }, ["operations"])).toBe(filled);
  });

  test("refuses a README without the marker that it needs", () => {
    expect(() => fillReadme("packages/voice/README.md", "# Title\n", { operations: "" }, ["operations"])).toThrow(
      /packages\/voice\/README\.md: the marker generated:operations is missing\n.*<!-- generated:operations -->/,
    );
  });

  test("refuses a marker for which nothing is generated", () => {
    expect(() => fillReadme("README.md", "<!-- generated:evnts -->\n<!-- /generated -->", { events: "" }, [])).toThrow(
      /generated:evnts\n.*events/,
    );
  });
});

describe("operationsSection", () => {
  test("follows the order of the table of domains and escapes pipes", () => {
    const table = operationsSection(
      "voice",
      [operation("answer", "A | B."), operation("dial", "Dial")],
      ["dial", "answer"],
    );
    expect(table.split("\n").slice(2)).toEqual([
      "| `dial` | `GET /dial` | Dial |",
      "| `answer` | `GET /answer` | A \\| B |",
    ]);
  });

  test("says how the types of the first method with a body are called", () => {
    const dial: OperationModel = { ...operation("dial", "Dial"), input: "body" };
    expect(
      operationsSection("voice", [operation("list", "List"), dial], ["list", "dial"])
        .split("\n")
        .at(-1),
    ).toBe(
      'Types of bodies and responses have the names of methods: `import type { DialBody, DialResponse } from "@telnyx-kit/voice"`.',
    );
  });
});
