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
 * Where an event goes, attempt by attempt: the command's address for that event, the command's address for the call,
 * or the application's; then the application's failover address.
 */
export function planAttempts(
  type: string,
  leg: Leg | undefined,
  application: Application | undefined,
  settings: DeliverySettings,
): readonly PlannedAttempt[] {
  const overrides = leg?.webhooks;
  const own = overrides?.urls?.[type];
  const url = own ?? overrides?.url ?? application?.webhook_event_url;
  if (!url) return [];
  const method =
    (own ? overrides?.urlsMethod : overrides?.url ? overrides.method : undefined) === "GET" ? "GET" : "POST";
  const policy = overrides?.retries?.[type]?.retries_ms;
  const delays = policy ? [0, ...policy] : settings.primaryDelaysMs;
  const failover = application?.webhook_event_failover_url;
  return [
    ...delays.map((delayMs) => ({ url, method, delayMs }) as const),
    ...(failover
      ? settings.failoverDelaysMs.map((delayMs) => ({ url: failover, method: "POST", delayMs }) as const)
      : []),
  ];
}
