import type { Row } from "../../scripts/readers/skills-model.js";

const uuid = "6f8e6b4c-9d1f-4c1e-8f0a-2b6d1c0e9a11";

/** The value of a field of a certain name in examples; the first that fits. Invented, in the form of the real ones. */
const samples: readonly (readonly [RegExp, unknown])[] = [
  [/^call_control_id$|_call_control_id$/, "v3:T02llQxIyaRkhfRKxgAP8nY511EhFLizdvdUKJiSw8d6A9BborherQ"],
  [/^(connection_id|application_id)$/, "1684641123236054244"],
  [/^(from|caller.*number)$/, "+12025550101"],
  [/^(to|.*_number)$/, "+12025550102"],
  [/client_state/, "eyJzdGVwIjoiZ3JlZXRpbmcifQ=="],
  [/(_at|_time|^time|date)$/, "2026-01-15T10:00:00.000Z"],
  [/wss|stream_url/, "wss://example.com/stream"],
  [/url/, "https://example.com/file"],
  [/sip_address|sip_uri/, "sip:agent@pbx.example.com"],
  [/digits?$/, "12#"],
  [/currency/, "USD"],
  [/cost|rate|amount/, "0.0040"],
  [/language/, "en-US"],
  [/_id$|^id$/, uuid],
  [/(content|text|transcript|message|reason|title|detail|payload)/, "…"],
  [/name$/, "example"],
];

/** An example of the fields, every one that is listed. Values are invented, enumerations show their first value. */
export function exampleOf(rows: readonly Row[]): Record<string, unknown> {
  return Object.fromEntries(rows.filter((row) => !row.deprecated).map((row) => [row.name, sampleValue(row)]));
}

function sampleValue(row: Row): unknown {
  const [type = "unknown"] = row.type.split(" | ");
  if (type.endsWith("[]")) return [sampleValue({ ...row, type: type.slice(0, -2).replace(/^\(|\)$/g, "") })];
  const [first] = row.values;
  if (first !== undefined) return JSON.parse(first);
  if (type === "object") return exampleOf(row.rows);
  if (type === "boolean") return true;
  if (type === "number") return numberOf(row);
  if (type === "null") return null;
  return samples.find(([name]) => name.test(row.name))?.[1] ?? "…";
}

function numberOf({ name, default: given, bounds }: Row): number {
  if (/^-?[\d.]+$/.test(given)) return Number(given);
  const least = Number(/(?:at least|more than) (-?[\d.]+)/.exec(bounds)?.[1] ?? 0);
  const usual = /millis|_ms$/.test(name)
    ? 4000
    : /page_size|size/.test(name)
      ? 20
      : /secs|duration/.test(name)
        ? 12
        : 1;
  return Math.max(least, usual);
}

export const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
