import type { MediaStream } from "../streams/media-stream.js";
import type { Leg } from "../world/leg.js";
import type { StateOf } from "../world/machines.js";
import type { World } from "../world/world.js";

/** Which of the things that run beside a call. */
export type ServiceKind = "streaming" | "fork" | "transcription" | "siprec";

/** Something that runs beside a call, from a start command to a stop command or the end of the leg. */
export interface Service {
  readonly id: string;
  readonly kind: ServiceKind;
  state: StateOf<"service">;
  /** Its start was reported, so its end will be. */
  reported: boolean;
  /** What the event of its end carries. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The socket of a media stream that is connected. */
  stream?: MediaStream;
  /** Reported when it ends; transcriptions report nothing. */
  readonly stoppedEvent: string | undefined;
}

interface Start {
  readonly kind: ServiceKind;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly startedEvent?: string;
  readonly stoppedEvent?: string;
}

/** Starts a service in the place of one of its kind that runs, and reports it a moment later. */
export function startService(
  world: World,
  leg: Leg,
  { kind, details = {}, startedEvent, stoppedEvent }: Start,
): Service {
  const service: Service = { id: world.ids.uuid(), kind, state: "off", reported: false, details, stoppedEvent };
  stopService(world, leg, kind);
  leg.services.set(kind, service);
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
