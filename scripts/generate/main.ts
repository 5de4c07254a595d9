import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../cli/problem.js";
import type { Effective } from "../openapi/effective.js";
import { readErrorCodes } from "./model/error-table.js";
import { payloadSchemas, readEvents } from "./model/event-model.js";
import { byName } from "./model/names.js";
import { readOperations } from "./model/operation-model.js";
import { renderErrorCodes } from "./render/error-codes.js";
import { eventNames, renderEvents } from "./render/events.js";
import { methodNames, renderMethods } from "./render/methods.js";
import { renderOperations } from "./render/operations.js";
import {
  errorsTable,
  eventsTable,
  fillReadme,
  generatedReadme,
  operationsSection,
  type Sections,
} from "./render/readme.js";
import { renderSchema } from "./render/schema.js";
import { renderSpecData } from "./render/spec-data.js";
import { typeDocument } from "./types/type-document.js";
import { rolesOf } from "./types/type-roles.js";

/** Files by their path from the root, `/` between the parts. */
export type Files = Map<string, string>;

/** The packages that have generated files: one per domain, core and the emulator. */
export const packageNames = (effective: Effective): string[] =>
  [...effective.domains.keys(), "core", "emulator"].sort(byName);

/** Renders `src/generated` of the given packages and the tables of their READMEs, in memory. `progress` hears what comes next. */
export async function renderFiles(
  root: string,
  effective: Effective,
  packages: readonly string[],
  progress: (what: string) => void = () => {},
): Promise<Files> {
  const files: Files = new Map();
  for (const name of packages) {
    progress(name);
    const { generated, sections, from } = await renderPackage(effective, name);
    generated["README.md"] = generatedReadme(name, from);
    for (const file of Object.keys(generated).sort(byName))
      files.set(`packages/${name}/src/generated/${file}`, generated[file] ?? "");
    const readme = `packages/${name}/README.md`;
    const text = await readFile(join(root, readme), "utf8").catch(() => undefined);
    if (text !== undefined) files.set(readme, fillReadme(readme, text, sections, neededSections(effective, name)));
  }
  return files;
}

const neededSections = (effective: Effective, name: string): string[] =>
  effective.domains.has(name) && name !== "webhooks" ? ["operations"] : [];

export interface PackageParts {
  readonly from: string;
  readonly generated: Record<string, string>;
  readonly sections: Sections;
}

/** The generated files of one package by their names, and what else its README shows. */
export async function renderPackage(effective: Effective, name: string): Promise<PackageParts> {
  const errors = readErrorCodes(effective.merged);
  if (name === "core") {
    const from = "spec/overlays/errors.yaml";
    return {
      from: `\`${from}\``,
      generated: { "error-codes.ts": renderErrorCodes(from, errors) },
      sections: { errors: errorsTable(errors) },
    };
  }
  if (name === "emulator") {
    const from = "spec/fragments and spec/overlays";
    return {
      from: "`spec/fragments` and `spec/overlays`",
      generated: { "spec.ts": renderSpecData(from, effective.merged) },
      sections: {},
    };
  }
  const document = effective.domains.get(name);
  if (!document)
    throw new Problem(
      "spec/domains.yaml",
      `there is no domain ${name} with operations`,
      `The packages are ${packageNames(effective).join(", ")}.`,
    );
  const from = name === "webhooks" ? "spec/fragments" : `spec/fragments/${name}.yaml`;
  const events = readEvents(document, from);
  const types = typeDocument(document, name === "webhooks" ? payloadSchemas(events) : {});
  const operations = readOperations(document, name, from);
  const order =
    effective.table.domains.find((domain) => domain.name === name)?.operations.map((operation) => operation.name) ?? [];
  const roles = operations.flatMap((operation) => rolesOf(types, operation));
  const reserved = [...methodNames(name, operations), ...eventNames(events)];
  return {
    from: `\`${from}\` and \`spec/overlays\``,
    generated: {
      "schema.ts": await renderSchema(from, types, roles, reserved),
      "operations.ts": renderOperations(from, operations),
      "methods.ts": renderMethods({ from, domain: name, document, roles, operations, errors }),
      ...(name === "webhooks" && { "events.ts": renderEvents(from, events) }),
    },
    sections: {
      operations: operationsSection(name, operations, order),
      events: eventsTable(events),
      errors: errorsTable(errors),
    },
  };
}
