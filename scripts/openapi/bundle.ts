import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { loadEffective } from "./effective.js";
import { toYaml } from "./to-yaml.js";

await runCommand(async () => {
  const { positionals } = readArguments({
    usage: "pnpm spec:bundle <dir>",
    takes: { least: 1, most: 1, what: "one folder" },
  });
  const [folder = ""] = positionals;
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
