import { parseArgs } from "node:util";
import { accidentsIn } from "./spec/accident.js";
import { diffSurfaces, withoutTexts } from "./spec/diff.js";
import { loadDomains } from "./spec/domains.js";
import { Problem, runCommand } from "./spec/problem.js";
import { readSource } from "./spec/read.js";
import { markdownReport, textReport } from "./spec/report.js";
import { surfaceOf } from "./spec/surface.js";

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" }, markdown: { type: "boolean" } },
  });
  const [oldPlace, newPlace] = positionals;
  if (!oldPlace || !newPlace || positionals.length > 2)
    throw new Problem(
      "spec:diff",
      "give two upstream documents",
      "Usage: pnpm spec:diff <old> <new> [--json | --markdown]",
    );
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
