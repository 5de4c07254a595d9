import { type EventModel, payloadName } from "../model/event-model.js";
import { byName, pascalCase } from "../model/names.js";
import { type Doc, docComment } from "../types/doc-comment.js";
import { header } from "./header.js";

/** The fields of every event, in any form of delivery. */
const envelope = `/** How an event was delivered. */
export interface EventMeta {
  /** Counts the deliveries of this event, from 1. */
  attempt?: number;
  /** URL that it was sent to: the webhook URL or, after it failed, the failover URL. */
  delivered_to?: string;
}

/** The fields of every event. */
export interface EventEnvelope<Type extends string, Payload> {
  /** UUID of the event. A redelivery carries the same one, which makes it the key for dropping duplicates. */
  id: string;
  /** Tells the events of a union apart. */
  event_type: Type;
  /** When it happened, ISO 8601 in UTC. Deliveries may overtake one another: order events by this, not by their arrival. */
  occurred_at: string;
  /** The same for every event. */
  record_type: "event";
  /** The event's data, with the ids of its call. */
  payload: Payload;
  /** How this delivery came about. */
  meta: EventMeta;
}
`;

/** Every event as a type of its own, the map by which handlers are typed, and one union a domain. */
export function renderEvents(from: string, events: readonly EventModel[]): string {
  const parts = [
    `${header(from)}import type { ${events.map(({ name }) => payloadName(name)).join(", ")} } from "./schema.js";\n`,
    envelope,
    ...events.map(eventType),
    `/** The events by their type. */\nexport interface TelnyxEvents {\n${events.map(({ type, name }) => `  ${JSON.stringify(type)}: ${name}Event;\n`).join("")}}\n`,
    ...domainUnions(events),
    union("KnownEvent", "Every event that this version knows.", events),
    `/** The types of all events that this version knows. */\nexport const eventTypes = [\n${events.map(({ type }) => `  ${JSON.stringify(type)},\n`).join("")}] as const;\n`,
  ];
  return parts.join("\n");
}

const eventType = (event: EventModel): string =>
  `${docComment(eventDoc(event))}export interface ${event.name}Event extends EventEnvelope<${JSON.stringify(event.type)}, ${payloadName(event.name)}> {}\n`;

/** The names of the types that {@link renderEvents} declares. */
export const eventNames = (events: readonly EventModel[]): string[] => [
  "EventMeta",
  "EventEnvelope",
  "TelnyxEvents",
  "KnownEvent",
  ...events.map(({ name }) => `${name}Event`),
  ...events.flatMap(({ domains }) => domains.map((domain) => `${pascalCase(domain)}Event`)),
];

const eventDoc = ({ type, summary, description }: EventModel): Doc => ({
  text: [`\`${type}\`${summary ? `: ${summary.replace(/\.$/, "")}.` : ""}`, description].filter(Boolean).join("\n\n"),
});

function domainUnions(events: readonly EventModel[]): string[] {
  const domains = [...new Set(events.flatMap(({ domains }) => domains))].sort(byName);
  return domains.map((domain) =>
    union(
      `${pascalCase(domain)}Event`,
      `Events of the ${domain} domain.`,
      events.filter((event) => event.domains.includes(domain)),
    ),
  );
}

const union = (name: string, about: string, members: readonly EventModel[]): string =>
  `/** ${about} */\nexport type ${name} =\n${members.map((member) => `  | ${member.name}Event`).join("\n") || "  never"};\n`;
