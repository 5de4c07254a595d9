import type { Platform } from "../platform/platform.js";
import { formatTimestamp } from "../platform/time.js";
import type { Leg } from "./leg.js";

/** `call.cost`, for applications that ask for it: invented prices by started minute. */
export function reportCost(platform: Platform, leg: Leg): void {
  if (!platform.applications.get(leg.connectionId)?.call_cost_in_webhooks) return;
  const millis =
    leg.answeredMicros === undefined || leg.endMicros === undefined ? 0 : (leg.endMicros - leg.answeredMicros) / 1000;
  const minutes = Math.ceil(millis / 60_000);
  const part = (name: string, rate: number) => ({
    billed_duration_secs: minutes * 60,
    call_part: name,
    cost: (rate * minutes).toFixed(4),
    currency: "USD",
    rate: rate.toFixed(4),
  });
  platform.scheduler.schedule(platform.settings.timings.cost, () => {
    platform.emit(leg, "call.cost", {
      billed_duration_secs: minutes * 60,
      billing_group_id: null,
      cost_parts: [part("sip-trunking", 0.005), part("call-control", 0.002)],
      occurred_at: formatTimestamp(platform.nowMicros()),
      status: "success",
      total_cost: (0.007 * minutes).toFixed(4),
    });
  });
}
