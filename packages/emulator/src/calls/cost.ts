import { applicationsOf } from "../resources/applications.js";
import { formatTimestamp } from "../time/format.js";
import { atEnd } from "../world/end-leg.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";

/** `call.cost`, for applications that ask for it: invented prices by started minute. */
export function reportCost(world: World, leg: Leg): void {
  atEnd(leg, "cost", () => charge(world, leg));
}

function charge(world: World, leg: Leg): void {
  if (!applicationsOf(world).get(leg.connectionId)?.call_cost_in_webhooks) return;
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
  world.scheduler.schedule(world.settings.timings.cost, () => {
    world.emit(leg, "call.cost", {
      billed_duration_secs: minutes * 60,
      billing_group_id: null,
      cost_parts: [part("sip-trunking", 0.005), part("call-control", 0.002)],
      occurred_at: formatTimestamp(world.nowMicros()),
      status: "success",
      total_cost: (0.007 * minutes).toFixed(4),
    });
  });
}
