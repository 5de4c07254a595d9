import { parseArgs } from "node:util";
import { compareTypes, disagreements } from "./compat/compare.js";
import { sideOf } from "./compat/upstream-side.js";
import { diffSurfaces, withoutTexts } from "./spec/diff.js";
import { loadDomains } from "./spec/domains.js";
import { Problem, runCommand } from "./spec/problem.js";
import { readSource } from "./spec/read.js";
import { surfaceOf } from "./spec/surface.js";

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [oldPlace, newPlace] = positionals;
  if (!oldPlace || !newPlace || positionals.length > 2)
    throw new Problem("spec:compat", "give two upstream documents", "Usage: pnpm spec:compat <old> <new>");
  const table = await loadDomains(process.cwd());
  const [before, after] = [await readSource(oldPlace), await readSource(newPlace)];
  const changes = withoutTexts(diffSurfaces(surfaceOf(before.document, table), surfaceOf(after.document, table)));
  const compatibility = await compareTypes(sideOf(before, table), sideOf(after, table));
  const differing = disagreements(compatibility, changes);
  console.log(`${compatibility.programs} programs, ${compatibility.broken.size} no longer compile`);
  for (const [uses, { package: name, message }] of compatibility.broken) console.log(`  ${name}: ${uses}: ${message}`);
  for (const { text } of differing) console.log(`\ndisagreement: ${text}`);
  return differing.length > 0 ? 1 : 0;
});
