import type { Document, JsonObject } from "../../openapi/document.js";
import type { ErrorCode } from "../model/error-table.js";
import { byName, pascalCase } from "../model/names.js";
import type { OperationModel } from "../model/operation-model.js";
import { type Doc, docComment } from "../types/doc-comment.js";
import { bodyTypes, itemType, propertyType, queryType, responseTypes, type TypeAt } from "../types/type-expression.js";
import { header } from "./header.js";
import { renderLegMethods } from "./leg-methods.js";
import { methodDoc } from "./method-doc.js";

export interface MethodsInput {
  readonly from: string;
  readonly domain: string;
  readonly document: Document;
  readonly types: JsonObject;
  readonly operations: readonly OperationModel[];
  readonly errors: ReadonlyMap<string, ErrorCode>;
}

/** The operations as a documented interface, with the types of what goes in and comes out under names of their own. */
export function renderMethods(input: MethodsInput): string {
  const aliases = input.operations.flatMap((operation) => aliasesOf(input.types, operation));
  const legs = renderLegMethods(input.domain, input.document, input.operations, input.errors);
  const body = [...interfaces(input), ...legs, ...aliases].join("\n");
  const used = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body);
  const core = [
    "ErrorCode",
    "LegBody",
    "LegMethods",
    "PagePromise",
    "RequestOptions",
    "StateOptions",
    "TransferOptions",
  ].filter(used);
  const shared = core.flatMap((name) =>
    name === "PagePromise" ? ["Page", name] : name === "RequestOptions" ? [name] : [],
  );
  const schema = ["components", "operations"].filter((name) => new RegExp(`\\b${name}\\[`).test(body));
  const imports = [
    core.length > 0 ? `import type { ${core.join(", ")} } from "@telnyx-kit/core";\n` : "",
    // So that what an application exports can be named by the package that it has installed.
    shared.length > 0 ? `export type { ${shared.join(", ")} } from "@telnyx-kit/core";\n` : "",
    schema.length > 0 ? `import type { ${schema.join(", ")} } from "./schema.js";\n` : "",
  ];
  return `${header(input.from)}${imports.join("")}\n${body}`;
}

/** Names of the types of an operation: `AnswerBody`, `AnswerResponse`, `ApplicationsListQuery`, `ApplicationsListItem`. */
const typeName = (operation: OperationModel, what: string): string => `${pascalCase(operation.name)}${what}`;

function aliasesOf(types: JsonObject, operation: OperationModel): string[] {
  const call = `\`${operation.name}\``;
  const alias = (what: string, text: string, type: string): string =>
    `${docComment({ text })}export type ${typeName(operation, what)} = ${type};\n`;
  const union = (members: readonly TypeAt[]): string =>
    [...new Set(members.map(({ expression }) => expression))].join(" | ") || "unknown";
  const aliases: string[] = [];
  if (operation.input === "body")
    aliases.push(alias("Body", `Fields that ${call} sends.`, union(bodyTypes(types, operation))));
  if (operation.input === "query") aliases.push(alias("Query", `Query of ${call}.`, queryType(types, operation)));
  const answers = responseTypes(types, operation);
  if (operation.page) {
    const [page] = answers;
    const data = page && propertyType(types, page, "data");
    aliases.push(alias("Item", `One item of ${call}.`, data ? itemType(types, data).expression : "unknown"));
    aliases.push(
      alias(
        "Meta",
        `The place of a page of ${call} in the list.`,
        (page && propertyType(types, page, "meta")?.expression) ?? "unknown",
      ),
    );
  } else if (operation.response === "json" || operation.response === "optional") {
    aliases.push(alias("Response", `Answer to ${call}.`, union(answers)));
  }
  return aliases;
}

function signature(operation: OperationModel): string {
  const { name, input, required, pathParameters } = operation;
  const own = name.split(".").at(-1);
  const argument =
    input &&
    `${input}${required ? "" : "?"}: ${typeName(operation, input === "body" ? "Body" : "Query")}${required ? "" : " | undefined"}`;
  const parameters = [
    ...pathParameters.map((parameter) => `${parameter.argument}: string`),
    ...(argument ? [argument] : []),
    "options?: RequestOptions | undefined",
  ];
  return `${own}(${parameters.join(", ")}): ${resultOf(operation)};`;
}

function resultOf(operation: OperationModel): string {
  if (operation.page) return `PagePromise<${typeName(operation, "Item")}, ${typeName(operation, "Meta")}>`;
  if (operation.response === "bytes") return "Promise<Response>";
  if (operation.response === "empty") return "Promise<void>";
  return `Promise<${typeName(operation, "Response")}${operation.response === "optional" ? " | undefined" : ""}>`;
}

/** One interface a resource, the domain's own first. */
function interfaces({ domain, document, operations, errors }: MethodsInput): string[] {
  const resources = [...new Set(operations.flatMap(({ name }) => prefixes(name)))].sort(
    (a, b) => depth(a) - depth(b) || byName(a, b),
  );
  return resources.map((resource) => {
    const owned = operations.filter(({ name }) => parentOf(name) === resource);
    const inner = resources.filter((other) => other !== "" && parentOf(other) === resource);
    const members = [
      ...owned.map(
        (operation) => `${docComment(methodDoc(document, operation, errors), "  ")}  ${signature(operation)}\n`,
      ),
      ...inner.map(
        (name) =>
          `${docComment(resourceDoc(name, operations), "  ")}  readonly ${name.split(".").at(-1)}: ${interfaceName(name, domain)};\n`,
      ),
    ];
    const about = resource
      ? `Methods of \`${resource}\`.`
      : `Methods of the ${domain} domain, one per operation of the API.`;
    return `${docComment({ text: about })}export interface ${interfaceName(resource, domain)} {\n${members.join("\n")}}\n`;
  });
}

const depth = (name: string): number => (name ? name.split(".").length : 0);
const parentOf = (name: string): string => name.split(".").slice(0, -1).join(".");
const prefixes = (name: string): string[] =>
  name.includes(".") ? [parentOf(name), ...prefixes(parentOf(name))] : [""];
const interfaceName = (resource: string, domain: string): string => `${pascalCase(resource || domain)}Methods`;

const resourceDoc = (resource: string, operations: readonly OperationModel[]): Doc => ({
  text: operations
    .filter(({ name }) => parentOf(name) === resource)
    .map(
      ({ name, node }) =>
        `- \`${name.split(".").at(-1)}\`${node.summary ? `: ${String(node.summary).replace(/\.$/, "")}` : ""}`,
    )
    .join("\n"),
});
