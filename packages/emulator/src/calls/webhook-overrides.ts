import type { WebhookOverrides } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";

/** The fields of dial, answer and transfer that redirect the webhooks of the call. */
export interface WebhookFields {
  readonly webhook_url?: string;
  readonly webhook_url_method?: string;
  readonly webhook_urls?: WebhookOverrides["urls"];
  readonly webhook_urls_method?: string;
  readonly webhook_retries_policies?: WebhookOverrides["retries"];
}

const most = { delays: 5, totalMs: 60_000 };

/** @throws {Problem} 90057 for an event type that does not exist, 10033 for a policy beyond its bounds. */
export function overridesOf(world: World, body: WebhookFields): WebhookOverrides {
  const { eventTypes } = world.settings;
  for (const type of Object.keys(body.webhook_urls ?? {})) {
    if (!eventTypes.has(type)) {
      throw problems.invalid(
        "90057",
        "Invalid event type in webhook_urls",
        `There is no event ${type}.`,
        `/webhook_urls/${type}`,
      );
    }
  }
  for (const [type, policy] of Object.entries(body.webhook_retries_policies ?? {})) {
    const delays = policy.retries_ms ?? [];
    const total = delays.reduce((sum, delay) => sum + delay, 0);
    if (delays.length > most.delays || total > most.totalMs) {
      const bounds = `at most ${most.delays} delays that sum up to ${most.totalMs} ms`;
      throw problems.invalid(
        "10033",
        "Value outside of range",
        `A retry policy has ${bounds}.`,
        `/webhook_retries_policies/${type}`,
      );
    }
  }
  return {
    ...(body.webhook_url ? { url: body.webhook_url, method: body.webhook_url_method } : {}),
    ...(body.webhook_urls ? { urls: body.webhook_urls, urlsMethod: body.webhook_urls_method } : {}),
    ...(body.webhook_retries_policies ? { retries: body.webhook_retries_policies } : {}),
  };
}
