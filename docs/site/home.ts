import type { Reference } from "../../scripts/generate/skills-model.js";
import { allEvents } from "./render-site.js";

/** The first page. */
export function renderHome(reference: Reference): string {
  const operations = reference.domains.reduce((sum, domain) => sum + domain.operations.length, 0);
  return `---
layout: home
title: telnyx-kit
titleTemplate: Telnyx Voice in TypeScript
hero:
  name: telnyx-kit
  text: Telnyx Voice in TypeScript
  tagline: Small packages, typed from the specification. A retry cannot dial twice, a webhook cannot be forged, and a call can be tested without an account. Unofficial.
  actions:
    - theme: brand
      text: Get started
      link: /guides/getting-started
    - theme: alt
      text: Reference
      link: /reference/
features:
  - title: Commands that act once
    details: Every command has an id before its first attempt. What could act twice is not repeated, and every error says whether it may have acted.
    link: /guides/retries
  - title: Webhooks you can trust
    details: Verified over the raw bytes, typed with what is really there, dropped when they come twice, on Node, Bun, Deno, Workers and Lambda.
    link: /guides/webhooks
  - title: Calls in virtual time
    details: A local Telnyx validates requests, keeps calls and injects faults. An hour of ringing takes a millisecond.
    link: /guides/testing
  - title: ${operations} operations, ${allEvents(reference).length} events
    details: Parameters, units, bounds, errors and webhooks of each, in the editor and here.
    link: /reference/
---
`;
}
