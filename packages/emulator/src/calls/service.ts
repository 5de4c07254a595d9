import { atEnd } from "../world/end-leg.js";
import type { HangupReason, Leg } from "../world/leg.js";
import type { Service, ServiceKind } from "../world/service.js";
import type { World } from "../world/world.js";

interface Start {
  readonly kind: ServiceKind;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly startedEvent?: string;
  readonly stoppedEvent?: string;
  /** Further fields of the event if the leg ends. */
  readonly hungUp?: (cause: string) => Readonly<Record<string, unknown>>;
}

/** Starts a service in the place of one of its kind that runs, and reports it a moment later. */
export function startService(
  world: World,
  leg: Leg,
  { kind, details = {}, startedEvent, stoppedEvent, hungUp }: Start,
): Service {
  const service: Service = { id: world.ids.uuid(), kind, state: "off", reported: false, details, stoppedEvent };
  stopService(world, leg, kind);
  leg.services.set(kind, service);
  const end = ({ cause }: HangupReason) => void stopService(world, leg, kind, hungUp?.(cause));
  atEnd(leg, kind === "siprec" ? "siprec" : "media", end, kind);
  service.state = world.move("service", service.state, "on");
  if (startedEvent) {
    world.after(leg, world.settings.timings.service, () => {
      if (service.state !== "on") return;
      service.reported = true;
      world.emit(leg, startedEvent, details);
    });
  }
  return service;
}

/** Ends a service; false where none of that kind runs. */
export function stopService(
  world: World,
  leg: Leg,
  kind: ServiceKind,
  extra: Readonly<Record<string, unknown>> = {},
): boolean {
  const service = leg.services.get(kind);
  if (!service) return false;
  leg.services.delete(kind);
  service.state = world.move("service", service.state, "off");
  service.stream?.stop();
  if (service.stoppedEvent && service.reported) world.emit(leg, service.stoppedEvent, { ...service.details, ...extra });
  return true;
}
