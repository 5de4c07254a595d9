import { type Document, dereference, type JsonObject } from "../../openapi/document.js";
import type { ErrorCode } from "../model/error-table.js";
import { pascalCase } from "../model/names.js";
import { contentOf, type OperationModel, propertyOf } from "../model/operation-model.js";
import { type Doc, docComment } from "../types/doc-comment.js";
import { roleName } from "../types/type-roles.js";
import { methodDoc } from "./method-doc.js";

/** Fields of a body that `@telnyx-kit/calls` writes itself. */
const written = ["client_state", "command_id", "target_leg_client_state"];
/** Errors that a leg's method does not throw: it gives `undefined` for a leg that is over, and writes the state itself. */
const handled = ["90015", "90017", "90018"];

/** Whether an operation acts on one call leg, and so is a method of a leg. */
export const isLegOperation = ({ name, path }: OperationModel): boolean =>
  !name.includes(".") && /^\/calls\/\{call_control_id\}(\/|$)/.test(path);

/**
 * The commands of a domain as methods of a leg: without the leg's id and the fields that `@telnyx-kit/calls` writes,
 * with the state among the options.
 */
export function renderLegMethods(
  domain: string,
  document: Document,
  operations: readonly OperationModel[],
  errors: ReadonlyMap<string, ErrorCode>,
): string[] {
  const own = operations.filter(isLegOperation);
  if (own.length === 0) return [];
  const name = pascalCase(domain);
  const methods = own.map(
    (operation) =>
      `${docComment(legDoc(domain, document, operation, errors), "  ")}  ${legSignature(document, operation)}\n`,
  );
  return [
    `${docComment({ text: `Commands of the ${domain} domain as methods of a call leg: see \`@telnyx-kit/calls\`.` })}export interface ${name}LegMethods<State> {\n${methods.join("\n")}}\n`,
    `${docComment({ text: `Gives {@link ${name}LegMethods} for the type of a leg's state.` })}export interface ${name}Legs extends LegMethods {\n  readonly methods: ${name}LegMethods<this["state"]>;\n}\n`,
  ];
}

/** The names of the interfaces that {@link renderLegMethods} declares. */
export const legNames = (domain: string): string[] =>
  ["LegMethods", "Legs"].map((end) => `${pascalCase(domain)}${end}`);

const bodyOf = (document: Document, { node }: OperationModel): JsonObject =>
  dereference(document, contentOf(dereference(document, node.requestBody)).get("application/json")) ?? {};

/** Whether the state is all that a command is about, so that it cannot be left out, and the body can. */
const needsState = (document: Document, operation: OperationModel): boolean =>
  String(bodyOf(document, operation).required) === "client_state";

function legSignature(document: Document, operation: OperationModel): string {
  const { name, input, required } = operation;
  const only = needsState(document, operation);
  const body = `LegBody<${roleName(operation, "Body")}>`;
  const parameters = [
    ...(input ? [required && !only ? `body: ${body}` : `body${only ? "" : "?"}: ${body} | undefined`] : []),
    only
      ? "options: StateOptions<State> & { state: State }"
      : `options?: ${optionsOf(document, operation)} | undefined`,
  ];
  return `${name}(${parameters.join(", ")}): Promise<${roleName(operation, "Response")} | undefined>;`;
}

function optionsOf(document: Document, operation: OperationModel): string {
  if (!operation.clientState) return "RequestOptions";
  const transfers = propertyOf(document, bodyOf(document, operation), "target_leg_client_state");
  return transfers ? "TransferOptions<State>" : "StateOptions<State>";
}

/** The text of the domain's method, for a leg. */
function legDoc(
  domain: string,
  document: Document,
  operation: OperationModel,
  errors: ReadonlyMap<string, ErrorCode>,
): Doc {
  const node = { ...operation.node };
  const example = node["x-telnyx-example"];
  if (typeof example === "string") node["x-telnyx-example"] = legExample(domain, operation.name, example);
  const codes = node["x-telnyx-errors"];
  if (Array.isArray(codes)) node["x-telnyx-errors"] = codes.filter((code) => !handled.includes(String(code)));
  const required = operation.required && !needsState(document, operation);
  const doc = methodDoc(document, { ...operation, node, required, pathParameters: [] }, errors, written);
  const returns = { name: "returns", text: "`undefined` where the leg is over." };
  const tags = doc.tags ?? [];
  const at = tags.findIndex(({ name }) => name !== "param");
  return { ...doc, tags: at < 0 ? [...tags, returns] : [...tags.slice(0, at), returns, ...tags.slice(at)] };
}

/** The example of the domain's method, for a leg that is called `call`. */
export function legExample(domain: string, name: string, example: string): string {
  return (
    example
      .replace(/^const \{ data \} = /m, "const answer = ")
      .replace(`${domain}.${name}(callControlId, `, `call.${name}(`)
      .replace(`${domain}.${name}(callControlId)`, `call.${name}()`)
      // An example's step is the name of a state.
      .replace(/\{ client_state: encodeClientState\(\{ (?:step|at): (.*) \}\) \}/, "{}, { state: { at: $1 } }")
      .replaceAll("callControlId", "call.id")
  );
}
