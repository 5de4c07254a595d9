import type { Reference } from "../../scripts/readers/skills-model.js";
import { allEvents } from "./render-site.js";

/** The first page: what it is, one piece of code, and where to go on. No home layout: its page has no main landmark. */
export function renderHome(reference: Reference): string {
  const operations = reference.domains.reduce((sum, domain) => sum + domain.operations.length, 0);
  const cards = [
    [
      "Commands that act once",
      "/guides/retries",
      "A command has an id before its first attempt. A command that could act twice is not repeated, and every error says whether it may have acted.",
    ],
    [
      "Webhooks you can trust",
      "/guides/webhooks",
      "Verified over the raw bytes, typed with what is really there, dropped when they come twice. On Node, Bun, Deno, Workers and Lambda.",
    ],
    [
      "Calls in virtual time",
      "/guides/testing",
      "A local Telnyx validates requests, keeps calls and injects faults. An hour of ringing takes a millisecond.",
    ],
    [
      `${operations} operations, ${allEvents(reference).length} events`,
      "/reference/",
      "Parameters, units, bounds, errors and webhooks of each, in the editor and here.",
    ],
  ];
  return `---
title: telnyx-kit
titleTemplate: Telnyx Voice in TypeScript
sidebar: false
aside: false
pageClass: home
---

# Telnyx Voice in TypeScript

<p class="lead">Small packages, typed from the specification. A retry cannot dial twice, a webhook cannot be forged, and a call can be tested without an account. Unofficial.</p>

<p class="actions"><a class="action brand" href="/guides/getting-started">Get started</a><a class="action" href="/reference/">Reference</a></p>

\`\`\`ts
import { createTelnyx } from "@telnyx-kit/core";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";

const voice = createVoice(createTelnyx());
const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });

webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
  if (payload.direction !== "incoming") return;
  await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
});

export default { fetch: (request: Request) => webhooks.handle(request) };
\`\`\`

<div class="cards">
${cards.map(([title, link, text]) => `<a class="card" href="${link}"><strong>${title}</strong><span>${text}</span></a>`).join("\n")}
</div>
`;
}
