import type { EventPage, Reference } from "../../scripts/readers/skills-model.js";
import { factoryOf } from "../../scripts/readers/skills-samples.js";
import { eventSample } from "./event-samples.js";
import { exampleOf, json } from "./example.js";
import { fieldsHtml, proseHtml } from "./fields.js";
import { allEvents, eventEntries, eventPath, html, page, type SitePages } from "./page-parts.js";
import { wrapSamples } from "./wrap-samples.js";

/** The page of each event, and their list. */
export function renderEvents(reference: Reference, calls: ReadonlyMap<string, string>): SitePages {
  const events = allEvents(reference);
  const samples = wrapSamples(events.map(handlerOf));
  const pages: SitePages = new Map([["events/index", eventIndex(reference)]]);
  for (const [index, event] of events.entries())
    pages.set(eventPath(event.type), eventPage(event, calls, samples[index] ?? ""));
  return pages;
}

/** A handler that does what an application usually does next. */
function handlerOf(event: EventPage): string {
  const { domains, code } = eventSample(event);
  const made = domains.map((name) => `const ${name} = ${factoryOf(name)}(createTelnyx());\n`).join("");
  const taken = domains.length > 0 ? ", { commandId }" : "";
  return `const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });
${made}
webhooks.on("${event.type}", async ({ payload }${taken}) => {
${code}
});`;
}

/** The imports of a handler, which stay outside of what is wrapped. */
function importsOf(event: EventPage): string {
  const { domains } = eventSample(event);
  const core = domains.length > 0 ? ['import { createTelnyx } from "@telnyx-kit/core";'] : [];
  const own = domains.map((name) => `import { ${factoryOf(name)} } from "@telnyx-kit/${name}";`);
  return [...core, ...own, 'import { createWebhooks } from "@telnyx-kit/webhooks";'].join("\n");
}

/** Events by the first domain that they belong to, in the order of the packages. */
export function eventGroups({ domains, ...rest }: Reference): Map<string, EventPage[]> {
  const groups = new Map<string, EventPage[]>(domains.map(({ name }) => [name, []]));
  for (const event of allEvents({ domains, ...rest })) {
    const domain = event.domains.find((name) => name !== "webhooks") ?? "webhooks";
    groups.set(domain, [...(groups.get(domain) ?? []), event]);
  }
  return new Map([...groups].filter(([, events]) => events.length > 0));
}

function eventIndex(reference: Reference): string {
  const sections = [...eventGroups(reference)].map(([name, events]) => `## ${name}\n\n${eventEntries(events)}`);
  return page("Events", "Every webhook event.", [
    "# Events",
    "Events that Telnyx sends to your webhook. `@telnyx-kit/webhooks` types all of them; [webhooks](/guides/webhooks) shows how they reach your code.",
    ...sections,
  ]);
}

function eventPage(event: EventPage, calls: ReadonlyMap<string, string>, sample: string): string {
  const { type, name, summary, description, rows, after, dropped } = event;
  const delivery = {
    data: {
      record_type: "event",
      event_type: type,
      id: "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",
      occurred_at: "2026-01-15T10:00:00.000Z",
      payload: exampleOf(rows),
    },
    meta: { attempt: 1, delivered_to: "https://example.com/webhooks" },
  };
  return page(type, summary || description, [
    `# ${type}`,
    summary && html(`<p class="lead">${summary}.</p>`),
    description && html(proseHtml(description)),
    after.length > 0 && `It can follow ${after.map((call) => `[\`${call}\`](/${calls.get(call)})`).join(", ")}.`,
    "## Example",
    `\`\`\`ts\n${importsOf(event)}\n\n${sample}\n\`\`\``,
    `The event's type is \`${name}Event\`.`,
    "## Payload",
    html(fieldsHtml(rows, "returned")),
    dropped.length > 0 &&
      `On the wire, beside the envelope's usual fields and not in the event: ${dropped.map((row) => `\`${row.name}\``).join(", ")}.`,
    `::: details A delivery\n\n${json(delivery)}\n\n:::`,
    "The envelope around it is the same for all events: `id`, `event_type`, `occurred_at`, `record_type`, `payload`, `meta`.",
  ]);
}
