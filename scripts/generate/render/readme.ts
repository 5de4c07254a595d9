import { Problem } from "../../cli/problem.js";
import type { ErrorCode } from "../model/error-table.js";
import type { EventModel } from "../model/event-model.js";
import { byName } from "../model/names.js";
import type { OperationModel } from "../model/operation-model.js";
import { roleName } from "../types/type-roles.js";
import { marker } from "./header.js";

/** The README of a generated folder. */
export const generatedReadme = (
  name: string,
  from: string,
): string => `<!-- ${marker} by \`pnpm generate\`. Do not edit. -->

# Generated code

\`pnpm generate ${name}\` writes these types and data from ${from}. To change them, correct
\`spec/domains.yaml\` or \`spec/overlays\`, and run it again.
`;

export type Sections = Readonly<Record<string, string>>;

const section = /<!-- generated:([\w-]+) -->\n[\s\S]*?<!-- \/generated -->/g;

/** A package's README with the parts between its markers written anew. */
export function fillReadme(place: string, text: string, sections: Sections, needed: readonly string[]): string {
  const found = new Set<string>();
  const filled = text.replace(section, (_whole, name: string) => {
    const content = sections[name];
    if (content === undefined) {
      throw new Problem(
        place,
        `nothing is generated for the marker generated:${name}`,
        `Remove it, or use one of ${Object.keys(sections).sort(byName).join(", ")}.`,
      );
    }
    found.add(name);
    return `<!-- generated:${name} -->\n\n${content.trim()}\n\n<!-- /generated -->`;
  });
  const missing = needed.filter((name) => !found.has(name));
  if (missing.length > 0) {
    throw new Problem(
      place,
      `the marker generated:${missing[0]} is missing`,
      `Add two lines where the table belongs: <!-- generated:${missing[0]} --> and <!-- /generated -->.`,
    );
  }
  return filled;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
};

const sentence = (value: unknown): string => (typeof value === "string" ? value.trim().replace(/\.$/, "") : "");

const inOrder = (operations: readonly OperationModel[], order: readonly string[]): OperationModel[] => {
  const places = new Map(order.map((name, place) => [name, place]));
  const placeOf = ({ name }: OperationModel): number => places.get(name) ?? order.length;
  return [...operations].sort((a, b) => placeOf(a) - placeOf(b));
};

/** Method, HTTP and one line for each operation, in the order of spec/domains.yaml, and how their types are called. */
export function operationsSection(
  domain: string,
  operations: readonly OperationModel[],
  order: readonly string[],
): string {
  const sorted = inOrder(operations, order);
  const example = sorted.find(({ input, response }) => input === "body" && response === "json");
  const names = example && ["Body", "Response"].map((end) => roleName(example, end)).join(", ");
  const types = `Types of bodies and responses have the names of methods: \`import type { ${names} } from "@telnyx-kit/${domain}"\`.`;
  return [operationsTable(sorted), ...(names ? [types] : [])].join("\n\n");
}

function operationsTable(sorted: readonly OperationModel[]): string {
  const rows = sorted.map(({ name, method, path, node }) => [
    `\`${name}\``,
    `\`${method.toUpperCase()} ${path}\``,
    sentence(node.summary),
  ]);
  return table(["Method", "HTTP", "What it does"], rows);
}

export const eventsTable = (events: readonly EventModel[]): string =>
  table(
    ["Event", "Type", "When it is sent"],
    events.map(({ type, name, summary }) => [`\`${type}\``, `\`${name}Event\``, sentence(summary)]),
  );

export const errorsTable = (errors: ReadonlyMap<string, ErrorCode>): string =>
  table(
    ["Code", "Constant", "HTTP", "Meaning"],
    [...errors.values()].map(({ code, name, status, title }) => [
      `\`${code}\``,
      `\`${name}\``,
      status.join(", "),
      sentence(title),
    ]),
  );
