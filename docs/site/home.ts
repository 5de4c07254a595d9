import type { Reference } from "../../scripts/readers/skills-model.js";
import { allEvents } from "./page-parts.js";
import { ladderHtml } from "./recipes.js";

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
  const recipes = [
    ["voicemail", "Voicemail"],
    ["menu", "Phone menu"],
    ["queue", "Call centre with a queue"],
    ["voice-agent", "Voice agent"],
    ["campaign", "Campaign with machine detection"],
    ["card-payment", "Card payment"],
  ];
  return `---
title: telnyx-kit
titleTemplate: Telnyx Voice in TypeScript
sidebar: false
aside: false
pageClass: home
---

<div class="hero">
<div>

# Telnyx Voice in TypeScript

<p class="lead">Build phone menus, voicemail, call centres and voice agents. A command acts once, a webhook cannot be forged, and a whole call is a unit test. Unofficial.</p>

\`\`\`sh
npm install @telnyx-kit/core @telnyx-kit/voice @telnyx-kit/webhooks
\`\`\`

<p class="actions"><a class="action brand" href="/guides/getting-started">Get started</a><a class="action" href="/reference/">Reference</a></p>

**Recipes:** ${recipes.map(([path, title]) => `[${title}](/recipes/${path})`).join(" · ")} · [all](/recipes/)

</div>
<div>${ladderHtml("hero", "A voicemail call as a ladder between the application, Telnyx and the caller")}</div>
</div>

<div class="cards">
${cards.map(([title, link, text]) => `<a class="card" href="${link}"><strong>${title}</strong><span>${text}</span></a>`).join("\n")}
</div>

## A handler

\`\`\`ts
import { createTelnyx } from "@telnyx-kit/core";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";

const voice = createVoice(createTelnyx());
const { TELNYX_PUBLIC_KEY: publicKey } = process.env;
const webhooks = createWebhooks({ publicKey });

webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
  if (payload.direction !== "incoming") return;
  await voice.answer(payload.call_control_id, {
    command_id: commandId("answer"),
  });
});

export default {
  fetch: (request: Request) => webhooks.handle(request),
};
\`\`\`
`;
}
