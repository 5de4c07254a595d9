import type { Platform } from "../platform/platform.js";
import type { Leg } from "./leg.js";
import { startService, stopService } from "./service.js";

/** `siprec_start`: needs a connector that exists; where it does not, the session fails a moment later. */
export function startSiprec(platform: Platform, leg: Leg, body: { readonly connector_name?: string }): void {
  const { service } = platform.settings.timings;
  if (!platform.store.siprecConnectors.get(body.connector_name ?? "")) {
    platform.after(leg, service, () => platform.emit(leg, "siprec.failed", { failure_cause: "not_found" }));
    return;
  }
  startService(platform, leg, { kind: "siprec", startedEvent: "siprec.started", stoppedEvent: "siprec.stopped" });
}

export function stopSiprec(platform: Platform, leg: Leg): void {
  platform.after(
    leg,
    platform.settings.timings.stop,
    () => void stopService(platform, leg, "siprec", { hangup_cause: "normal_clearing" }),
  );
}
