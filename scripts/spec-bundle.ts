import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { loadEffective } from "./spec/effective.js";
import { Problem, runCommand } from "./spec/problem.js";
import { toYaml } from "./spec/write.js";

await runCommand(async () => {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length > 0) throw new Problem("spec:bundle", "give one folder", "Usage: pnpm spec:bundle <dir>");
  const { domains } = await loadEffective(process.cwd(), { choices: "extension" });
  await mkdir(folder, { recursive: true });
  for (const [name, document] of domains) {
    const path = join(folder, `${name}.yaml`);
    await writeFile(path, toYaml(document));
    console.log(
      `wrote ${relative(process.cwd(), path)}: ${Object.keys(document.paths).length} paths, ${Object.keys(document.webhooks).length} events`,
    );
  }
  return 0;
});
