import { createAudioQueue } from "./audio-queue.js";
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
  readonly behaviour?: Callee | undefined;
}

/** Makes a ringing leg and registers it. */
export function createLeg(world: World, options: NewLeg): Leg {
  const { direction, from, to, connectionId, behaviour = {}, headers = [], webhooks = {} } = options;
  const micros = world.nowMicros();
  const leg: Leg = {
    id: world.ids.callControlId(),
    name: `${world.ids.legName()} ${direction === "incoming" ? from : to}`,
    legId: world.ids.legId(),
    sessionId: options.sessionId ?? world.ids.legId(),
    direction,
    from,
    to,
    connectionId,
    callingPartyType: (direction === "incoming" ? from : to).startsWith("sip:") ? "sip" : "pstn",
    headers,
    startMicros: micros,
    codec: behaviour.codec ?? "PCMU",
    party: { behaviour, said: "", hears: [], heard: [], heardAudio: new Uint8Array(0), keysHeard: "" },
    state: "ringing",
    ending: false,
    answering: false,
    lastMicros: micros - 1,
    clientState: options.clientState ?? null,
    webhooks,
    timers: new Set(),
    onAnswer: [],
    endings: new Map(),
    audio: createAudioQueue(),
    overlay: createAudioQueue(),
    recordings: new Map(),
    services: new Map(),
  };
  world.legs.set(leg.id, leg);
  return leg;
}
