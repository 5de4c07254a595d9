import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { loadDomains } from "../openapi/domains.js";
import { readSource } from "../openapi/read.js";
import { surfaceOf } from "../openapi/surface.js";
import { withoutTexts } from "./changes.js";
import { diffSurfaces } from "./compare-surfaces.js";
import { compareTypes, disagreements } from "./compat/compare.js";
import { sideOf } from "./compat/upstream-side.js";

await runCommand(async () => {
  const { positionals } = readArguments({
    usage: "pnpm spec:compat <old> <new>",
    takes: { least: 2, most: 2, what: "two upstream documents" },
  });
  const [oldPlace = "", newPlace = ""] = positionals;
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
