import type { SentRequest, SentResponse } from "../../world/exchange.js";
import { describeState } from "../../world/read-state.js";
import { describeEntry } from "../../world/timeline.js";
import { escapeMarkup } from "../drawing/escape.js";
import type { Traced } from "../drawing/trace.js";

/** The details that a click on an arrow shows: the facts of the entry, then the headers and bodies that were sent. */
export function renderDetails({ entry, exchange, session, leg, fault, state }: Traced): string {
  const { time, name } = describeEntry(entry);
  const facts: readonly (readonly [string, unknown])[] = [
    ["Time", time],
    ["Call", session],
    ["Leg", leg],
    ["Fault", fault],
    ["State", state || describeState(Object(exchange?.request?.body).client_state) || undefined],
    ...(entry.kind === "delivery"
      ? ([
          ["Attempt", entry.attempt],
          ["Outcome", entry.outcome],
          ["Event", entry.event_id],
        ] as const)
      : []),
    ...(entry.kind === "command" && entry.duplicate ? [["Repeat", "ignored, its command_id is known"] as const] : []),
  ];
  const sent = exchange?.request ? renderRequest(exchange.request) : "";
  const got = exchange?.response ? renderResponse(exchange.response) : "";
  const rest = sent || got ? "" : renderBody("Entry", entry);
  return `<h2>${escapeMarkup(name)}</h2>${renderPairs(facts)}${sent}${got}${rest}`;
}

function renderRequest({ method, url, headers, body }: SentRequest): string {
  return `<h3>Request</h3><p class="line">${escapeMarkup(`${method} ${url}`)}</p>${renderPairs(Object.entries(headers))}${renderBody("Request body", body)}`;
}

function renderResponse({ status, headers, body }: SentResponse): string {
  return `<h3>Answer</h3><p class="line">${status}</p>${renderPairs(Object.entries(headers))}${renderBody("Body of the answer", body)}`;
}

function renderPairs(pairs: readonly (readonly [string, unknown])[]): string {
  const rows = pairs
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(String(value))}</dd></div>`);
  return rows.length > 0 ? `<dl>${rows.join("")}</dl>` : "";
}

function renderBody(label: string, body: unknown): string {
  if (body === undefined) return "";
  const text = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  return `<pre tabindex="0" role="region" aria-label="${label}">${escapeMarkup(text)}</pre>`;
}
