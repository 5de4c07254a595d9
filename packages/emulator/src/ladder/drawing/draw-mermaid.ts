import { formatPause } from "../../time/format.js";
import type { Lanes } from "./lanes.js";
import type { Step } from "./step.js";

/** Draws rows as the text of a Mermaid sequence diagram, which issues and pull requests show as a picture. */
export function drawMermaid({ list }: Lanes, steps: readonly Step[], title: string): string {
  const names = list.map(({ role, title: name, subtitle }) => (/^call/.test(role) ? `${name} ${subtitle}` : name));
  return [
    ...(title ? ["---", `title: ${JSON.stringify(title)}`, "---"] : []),
    "sequenceDiagram",
    ...names.map((name, lane) => `  participant L${lane} as ${escapeText(name.trim())}`),
    ...steps.flatMap((step) => [
      ...(step.pauseMs > 0 ? [`  Note over L0,L${list.length - 1}: ${formatPause(step.pauseMs)} later`] : []),
      `  ${drawStep(step)}`,
    ]),
    "",
  ].join("\n");
}

function drawStep({ kind, from, to, label, detail, tags, broken }: Step): string {
  const text = escapeText([label, detail, ...tags].filter(Boolean).join(" · "));
  if (from === to) return `Note over L${from}: ${text}`;
  const arrow = broken ? "-x" : kind === "reply" || kind === "answer" ? "-->>" : "->>";
  return `L${from}${arrow}L${to}: ${text}`;
}

/** One line, without what Mermaid takes for its own: the end of a statement, a code, a comment, a line break, markup. */
function escapeText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[#;<>%]/g, (character) => `#${character.charCodeAt(0)};`);
}
