import { readArguments } from "./read-arguments.js";
import { accidentsIn } from "./spec/accident.js";
import { diffSurfaces, withoutTexts } from "./spec/diff.js";
import { loadDomains } from "./spec/domains.js";
import { runCommand } from "./spec/problem.js";
import { readSource } from "./spec/read.js";
import { markdownReport, textReport } from "./spec/report.js";
import { surfaceOf } from "./spec/surface.js";

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
