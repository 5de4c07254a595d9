import { cutFragments } from "../spec/cut.js";
import type { DomainTable } from "../spec/domains.js";
import { mergeDocuments } from "../spec/effective.js";
import type { Source } from "../spec/read.js";
import type { Side } from "./compare.js";
import { deriveTable } from "./derive-table.js";

/** An upstream document as packages without overlays, every operation and event of the voice family claimed. */
export function sideOf(source: Source, table: DomainTable): Side {
  const derived = deriveTable(table, source.document);
  const { fragments } = cutFragments(source, derived);
  return { merged: mergeDocuments([...fragments.values()]), table: derived };
}
