import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { loadEffective } from "../openapi/effective.js";
import { targetOf } from "../openapi/missing-texts.js";

/** Lists the places whose text was made by rule, since nobody wrote one yet. */
await runCommand(async () => {
  readArguments({ usage: "pnpm texts" });
  const { debt } = await loadEffective(process.cwd(), { skipped: [] });
  for (const { pointer, missing, made } of debt) {
    console.log(`${targetOf(pointer)}\n  ${missing.join(", ")}`);
    for (const [key, text] of Object.entries(made)) console.log(`  ${key}, by rule: ${text}`);
  }
  console.log(
    debt.length === 0
      ? "Every text was written by a person."
      : `${debt.length} places have no text of a person. Write them in spec/overlays/texts, then run \`pnpm generate\`.`,
  );
  return 0;
});
