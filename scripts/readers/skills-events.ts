import { byName } from "../generate/model/names.js";
import { type DomainPages, type EventPage, firstSentence, type Row } from "./skills-model.js";

/** The events of a call, and the fields of each. */
export function renderEvents(domain: DomainPages): string {
  const about =
    "Handle one with `calls.on(type, state, …)` or `webhooks.on(type, …)`. An event is `{ id, event_type, occurred_at, record_type, payload, meta }`; `?` marks what may be absent.";
  return [`# Events of @telnyx-kit/${domain.name}`, about, ...domain.events.map(eventSection), fieldGlossary(domain)]
    .filter(Boolean)
    .join("\n\n");
}

const names = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(", ");

/** One event: its payload, and the commands that it can follow. */
export function eventSection(event: EventPage): string {
  const after = event.after.length > 0 ? `\n\nCan follow ${names(event.after)}.` : "";
  return `## \`${event.type}\`

${[event.summary && `${event.summary}.`, event.description].filter(Boolean).join(" ")}${after}

Payload: ${event.rows.map(payloadField).join(", ")}${event.dropped.length > 0 ? `\n\nOn the wire, but not in the event: ${event.dropped.map(payloadField).join(", ")}` : ""}`;
}

/** `client_state?: string | null`, with the fields inside in braces. */
function payloadField(row: Row): string {
  const values = row.values.map((value) => `\`${value}\``).join(" | ");
  const type = values
    ? row.type.endsWith("[]")
      ? `(${values})[]`
      : row.type.endsWith("null")
        ? `${values} | null`
        : values
    : row.type;
  const inner = row.rows.length > 0 ? ` { ${row.rows.map(payloadField).join(", ")} }` : "";
  return `\`${row.name}${row.required ? "" : "?"}\`: ${type}${inner}`;
}

/** The meaning of payload fields, each once; if events disagree, the first word counts and the rest is in the editor. */
export function fieldGlossary({ events }: Pick<DomainPages, "events">): string {
  const meanings = new Map<string, string>();
  for (const event of events)
    for (const row of event.rows)
      if (row.text && !meanings.has(row.name)) meanings.set(row.name, firstSentence(row.text));
  if (meanings.size === 0) return "";
  const rows = [...meanings].sort(([a], [b]) => byName(a, b)).map(([name, text]) => `- \`${name}\`: ${text}`);
  return `## Fields of payloads\n\n${rows.join("\n")}`;
}
