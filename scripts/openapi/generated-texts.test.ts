import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./__tests__/temporary-root.js";
import { dereference, pointerSegments } from "./document.js";
import { loadEffective } from "./effective.js";
import { textPlaces } from "./texts.js";

/** The doc comments of a generated schema file by the path of names to the property: `components.schemas.Call.to`. */
async function docComments(domain: string): Promise<Map<string, string>> {
  const file = join(repositoryRoot, `packages/${domain}/src/generated/schema.ts`);
  const source = ts.createSourceFile(file, await readFile(file, "utf8"), ts.ScriptTarget.ES2022, true);
  const comments = new Map<string, string>();
  const declared = new Map(
    source.statements.filter(isDeclaration).map((statement) => [statement.name.text, statement]),
  );
  const visit = (node: ts.Node, names: readonly string[], owner: string): void => {
    if (ts.isPropertySignature(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))) {
      const path = [...names, node.name.text];
      const key = path.join(".");
      const text = ts
        .getJSDocCommentsAndTags(node)
        .map((part) => part.getText())
        .join("\n");
      comments.set(key, comments.has(key) ? `${comments.get(key)}\n${text}` : text);
      ts.forEachChild(node, (child) => visit(child, path, owner));
      return;
    }
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName.getText()
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression.getText()
        : "";
    // A schema's declaration, and those of its parts, whose names begin with its own.
    if (declared.has(name) && (owner === "" || (name.startsWith(owner) && name !== owner)))
      ts.forEachChild(declared.get(name) as ts.Node, (child) => visit(child, names, owner || name));
    ts.forEachChild(node, (child) => visit(child, names, owner));
  };
  const components = declared.get("components");
  if (components) ts.forEachChild(components, (child) => visit(child, ["components"], ""));
  return comments;
}

const isDeclaration = (statement: ts.Statement): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

/** `#/components/schemas/A/properties/b/items/properties/c` → `components.schemas.A.b.c` */
function typePath(pointer: string): string {
  const [components = "", schemas = "", schema = "", ...rest] = pointerSegments(pointer);
  return [components, schemas, schema, ...rest.filter((_, index) => rest[index - 1] === "properties")].join(".");
}

const unwrapped = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*\* ?/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

describe("the generated doc comments", async () => {
  const { domains } = await loadEffective(repositoryRoot);

  it.each([...domains.keys()])(
    "of %s name the default of every property that has one, and carry its text",
    async (domain) => {
      const document = domains.get(domain);
      const comments = await docComments(domain);
      const silent: string[] = [];
      let defaults = 0;
      for (const { kind, pointer, node, description } of document ? textPlaces(document) : []) {
        const comment =
          kind === "property" && pointer.startsWith("#/components/schemas/")
            ? comments.get(typePath(pointer))
            : undefined;
        if (comment === undefined || !document) continue; // Schemas of events have their types elsewhere.
        if (!unwrapped(comment).includes(unwrapped(description))) silent.push(`${pointer}: ${description}`);
        const preset = node.default ?? dereference(document, node)?.default;
        if (preset === undefined || preset === null) continue;
        defaults++;
        if (!comment.includes(`@default \`${JSON.stringify(preset)}\``))
          silent.push(`${pointer}: default ${JSON.stringify(preset)}`);
      }
      expect(silent).toEqual([]);
      if (["voice", "media", "gather", "advanced"].includes(domain)) expect(defaults).toBeGreaterThan(2);
    },
  );
});
