import type { DomainTable } from "../../openapi/domains.js";
import { mergeDocuments } from "../../openapi/effective.js";
import type { Source } from "../../openapi/read.js";
import { cutFragments } from "../cut.js";
import type { Side } from "./compare.js";
import { deriveTable } from "./derive-table.js";

/** An upstream document as packages without overlays, every operation and event of the voice family claimed. */
export function sideOf(source: Source, table: DomainTable): Side {
  const derived = deriveTable(table, source.document);
  const { fragments } = cutFragments(source, derived);
  return { merged: mergeDocuments([...fragments.values()]), table: derived };
}
