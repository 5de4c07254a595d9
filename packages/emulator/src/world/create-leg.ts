import { createAudioQueue } from "../calls/audio.js";
import type { Callee } from "./callee.js";
import type { Leg, WebhookOverrides } from "./leg.js";
import type { World } from "./world.js";

export interface NewLeg {
  readonly direction: Leg["direction"];
  readonly from: string;
  readonly to: string;
  readonly connectionId: string;
  readonly sessionId?: string | undefined;
  readonly clientState?: string | undefined;
  readonly headers?: Leg["headers"] | undefined;
  readonly webhooks?: WebhookOverrides | undefined;
  readonly callee?: Callee | undefined;
}

/** Makes a ringing leg and registers it. */
export function createLeg(world: World, options: NewLeg): Leg {
  const micros = world.nowMicros();
  const leg: Leg = {
    id: world.ids.callControlId(),
    legId: world.ids.legId(),
    sessionId: options.sessionId ?? world.ids.legId(),
    direction: options.direction,
    from: options.from,
    to: options.to,
    connectionId: options.connectionId,
    callingPartyType: (options.direction === "incoming" ? options.from : options.to).startsWith("sip:")
      ? "sip"
      : "pstn",
    headers: options.headers ?? [],
    startMicros: micros,
    state: "ringing",
    ending: false,
    answering: false,
    lastMicros: micros - 1,
    clientState: options.clientState ?? null,
    webhooks: options.webhooks ?? {},
    callee: options.callee ?? {},
    timers: new Set(),
    onAnswer: [],
    onBeforeEnd: [],
    onEnd: [],
    peer: undefined,
    parkAfterUnbridge: false,
    audio: createAudioQueue(),
    overlay: createAudioQueue(),
    gather: undefined,
    recordings: new Map(),
    services: new Map(),
    conversation: undefined,
    queue: undefined,
    supervises: undefined,
    conference: undefined,
    noiseSuppression: false,
    detecting: false,
    firstCommand: undefined,
    heard: "",
    hears: [],
    heardAudio: new Uint8Array(0),
    keysHeard: "",
  };
  world.legs.set(leg.id, leg);
  return leg;
}
