import type { Document } from "../../openapi/document.js";
import type { ErrorCode } from "../model/error-table.js";
import { byName, pascalCase } from "../model/names.js";
import type { OperationModel } from "../model/operation-model.js";
import { type Doc, docComment } from "../types/doc-comment.js";
import { roleName, type TypeRole } from "../types/type-roles.js";
import { header } from "./header.js";
import { legNames, renderLegMethods } from "./leg-methods.js";
import { methodDoc } from "./method-doc.js";

export interface MethodsInput {
  readonly from: string;
  readonly domain: string;
  readonly document: Document;
  readonly roles: readonly TypeRole[];
  readonly operations: readonly OperationModel[];
  readonly errors: ReadonlyMap<string, ErrorCode>;
}

const fromCore = "ErrorCode LegBody LegMethods PagePromise RequestOptions StateOptions TransferOptions".split(" ");

/** The operations as documented interfaces. */
export function renderMethods(input: MethodsInput): string {
  const { domain, document, operations, errors } = input;
  const body = [...methodInterfaces(input), ...renderLegMethods(domain, document, operations, errors)].join("\n");
  const used = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body);
  const core = fromCore.filter(used);
  const shared = core.flatMap((name) =>
    name === "PagePromise" ? ["Page", name] : name === "RequestOptions" ? [name] : [],
  );
  const schema = input.roles
    .map(({ name }) => name)
    .filter(used)
    .sort(byName);
  const imports = [
    core.length > 0 ? `import type { ${core.join(", ")} } from "@telnyx-kit/core";\n` : "",
    // So that what an application exports can be named by the package that it has installed.
    shared.length > 0 ? `export type { ${shared.join(", ")} } from "@telnyx-kit/core";\n` : "",
    schema.length > 0 ? `import type { ${schema.join(", ")} } from "./schema.js";\n` : "",
  ];
  return `${header(input.from)}${imports.join("")}\n${body}`;
}

function signature(operation: OperationModel): string {
  const { name, input, required, pathParameters } = operation;
  const own = name.split(".").at(-1);
  const argument =
    input &&
    `${input}${required ? "" : "?"}: ${roleName(operation, input === "body" ? "Body" : "Query")}${required ? "" : " | undefined"}`;
  const parameters = [
    ...pathParameters.map((parameter) => `${parameter.argument}: string`),
    ...(argument ? [argument] : []),
    "options?: RequestOptions | undefined",
  ];
  return `${own}(${parameters.join(", ")}): ${resultOf(operation)};`;
}

function resultOf(operation: OperationModel): string {
  if (operation.page) return `PagePromise<${roleName(operation, "Item")}, ${roleName(operation, "Meta")}>`;
  if (operation.response === "bytes") return "Promise<Response>";
  if (operation.response === "empty") return "Promise<void>";
  return `Promise<${roleName(operation, "Response")}${operation.response === "optional" ? " | undefined" : ""}>`;
}

/** One interface a resource, the domain's own first. */
function methodInterfaces({ domain, document, operations, errors }: MethodsInput): string[] {
  const resources = resourcesOf(operations);
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

const resourcesOf = (operations: readonly OperationModel[]): string[] =>
  [...new Set(operations.flatMap(({ name }) => prefixes(name)))].sort((a, b) => depth(a) - depth(b) || byName(a, b));

/** The names that methods.ts declares, or has from core. */
export const methodNames = (domain: string, operations: readonly OperationModel[]): string[] => [
  ...fromCore,
  "Page",
  ...resourcesOf(operations).map((resource) => interfaceName(resource, domain)),
  ...legNames(domain),
];

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
