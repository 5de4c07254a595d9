import { connectorsOf } from "../resources/store.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { startService, stopService } from "./service.js";

/** `siprec_start`: needs a connector that exists; where it does not, the session fails a moment later. */
export function startSiprec(world: World, leg: Leg, body: { readonly connector_name?: string }): void {
  const { service } = world.settings.timings;
  if (!connectorsOf(world).get(body.connector_name ?? "")) {
    world.after(leg, service, () => world.emit(leg, "siprec.failed", { failure_cause: "not_found" }));
    return;
  }
  startService(world, leg, {
    kind: "siprec",
    startedEvent: "siprec.started",
    stoppedEvent: "siprec.stopped",
    hungUp: (cause) => ({ hangup_cause: cause }),
  });
}

export function stopSiprec(world: World, leg: Leg): void {
  world.after(
    leg,
    world.settings.timings.stop,
    () => void stopService(world, leg, "siprec", { hangup_cause: "normal_clearing" }),
  );
}
