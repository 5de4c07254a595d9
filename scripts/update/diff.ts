import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { loadDomains } from "../openapi/domains.js";
import { readSource } from "../openapi/read.js";
import { surfaceOf } from "../openapi/surface.js";
import { accidentsIn } from "./accident.js";
import { withoutTexts } from "./changes.js";
import { diffSurfaces } from "./compare-surfaces.js";
import { markdownReport, textReport } from "./report.js";

await runCommand(async () => {
  const { values, positionals } = readArguments({
    usage: "pnpm spec:diff <old> <new> [--json | --markdown]",
    options: { json: { type: "boolean" }, markdown: { type: "boolean" } },
    takes: { least: 2, most: 2, what: "two upstream documents" },
  });
  const [oldPlace = "", newPlace = ""] = positionals;
  const table = await loadDomains(process.cwd());
  const before = surfaceOf((await readSource(oldPlace)).document, table);
  const after = surfaceOf((await readSource(newPlace)).document, table);
  const changes = withoutTexts(diffSurfaces(before, after));
  const held = accidentsIn(before, after, changes);
  if (values.json) console.log(JSON.stringify({ changes, held }, null, 2));
  else if (values.markdown) console.log(markdownReport(changes));
  else {
    console.log(textReport(changes));
    for (const reason of held) console.log(`\nlooks like an accident: ${reason}`);
  }
  return 0;
});
