import { marker } from "../generate/render/header.js";
import { debtActions, type TextDebt } from "../openapi/missing-texts.js";
import { toYaml } from "../openapi/to-yaml.js";

/** Not applied: the rule makes the same texts. It shows them where overlays are written. */
export const debtFile = "spec/overlays/debt.yaml";

/** The texts that were made by rule, as actions of an overlay. */
export const renderDebt = (debt: readonly TextDebt[]): string =>
  toYaml(
    { overlay: "1.0.0", info: { title: "Texts that nobody wrote yet", version: "1.0.0" }, actions: debtActions(debt) },
    `# ${marker} by \`pnpm generate\`. Do not edit.
# To write a text, move its action to spec/overlays/texts, reword it, and leave \`x-missing\` out.
`,
  );
