import type { Application } from "../resources/applications.js";
import type { Leg } from "../world/leg.js";
import type { DeliverySettings } from "../world/settings.js";

/** One attempt of a plan: where, and how long after the attempt before it failed. */
export interface PlannedAttempt {
  readonly url: string;
  readonly method: "POST" | "GET";
  readonly delayMs: number;
}

/**
 * Where an event goes: the command's addresses for that event, the command's address for the call, or the application's. One plan
 * per address, attempt by attempt, with the application's failover address behind it.
 */
export function planDeliveries(
  type: string,
  { webhooks: overrides }: Leg,
  application: Application | undefined,
  settings: DeliverySettings,
): readonly (readonly PlannedAttempt[])[] {
  const own = overrides.urls?.[type];
  const urls = [own ?? overrides.url ?? application?.webhook_event_url ?? ""].flat().filter(Boolean);
  const method = (own ? overrides.urlsMethod : overrides.url ? overrides.method : undefined) === "GET" ? "GET" : "POST";
  const policy = overrides.retries?.[type]?.retries_ms;
  const delays = policy ? [0, ...policy] : settings.primaryDelaysMs;
  const failover = application?.webhook_event_failover_url;
  const failovers = failover ? settings.failoverDelaysMs : [];
  return urls.map((url) => [
    ...delays.map((delayMs) => ({ url, method, delayMs }) as const),
    ...failovers.map((delayMs) => ({ url: failover as string, method: "POST", delayMs }) as const),
  ]);
}
