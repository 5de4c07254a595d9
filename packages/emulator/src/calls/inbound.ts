import { applicationsOf } from "../resources/applications.js";
import { formatTimestamp } from "../time/format.js";
import { type Callee, type Codec, type LineStep, requireBehaviour } from "../world/callee.js";
import { createLeg } from "../world/create-leg.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { reportCost } from "./cost.js";
import { hangup, remoteHangup } from "./hangup.js";
import { runScript } from "./party.js";

/** A call to a number of your application. */
export interface InboundCallOptions {
  /** The caller's number or SIP URI. */
  readonly from: string;
  /** The number that was called. */
  readonly to: string;
  /** The application that the number belongs to. @default the emulator's own application */
  readonly connectionId?: string | undefined;
  /** The caller's name. @default the number */
  readonly callerIdName?: string | undefined;
  readonly headers?: Leg["headers"] | undefined;
  /** Milliseconds after which the caller gives up if nobody answers. @default 60000 */
  readonly patienceMs?: number | undefined;
  /** The finding of deepfake detection, if it is switched on. @default "real" */
  readonly voice?: Callee["voice"] | undefined;
  /** The codec of the leg; European networks use PCMA. @default "PCMU" */
  readonly codec?: Codec | undefined;
  /** The caller's actions once the call is answered. */
  readonly script?: readonly LineStep[] | undefined;
  /** The STIR/SHAKEN verdict of the call, if any. */
  readonly attestation?: "A" | "B" | "C" | undefined;
}

/** The platform parks the call and reports it; the caller hears it ring. */
export function placeInboundCall(world: World, options: InboundCallOptions, connectionId: string): Leg {
  const { from, to, headers, voice, script, codec = "PCMU" } = options;
  const leg = createLeg(world, {
    direction: "incoming",
    from,
    to,
    connectionId,
    headers,
    behaviour: requireBehaviour({ voice, script, codec }),
  });
  reportCost(world, leg);
  const micros = world.stamp(leg);
  const host = { caller: "203.0.113.10", platform: "198.51.100.9" };
  const uri = (party: string, at: string) => (party.startsWith("sip:") ? party.slice(4) : `${party}@${at}`);
  world.emit(
    leg,
    "call.initiated",
    {
      direction: "incoming",
      state: "parked",
      caller_id_name: options.callerIdName ?? options.from,
      connection_codecs: "G722,PCMA,PCMU,VP8,H264",
      offered_codecs: codec === "PCMU" ? "PCMU,PCMA" : codec,
      from_sip_uri: uri(options.from, host.caller),
      to_sip_uri: uri(options.to, host.platform),
      start_time: formatTimestamp(micros),
      ...(options.attestation
        ? { shaken_stir_attestation: options.attestation, shaken_stir_validated: options.attestation === "A" }
        : {}),
    },
    micros,
  );
  const patience = world.after(leg, options.patienceMs ?? 60_000, () => remoteHangup(world, leg), {
    background: true,
  });
  leg.onAnswer.push(() => {
    world.cancel(leg, patience);
    if (script) runScript(world, leg, script);
  });
  const application = applicationsOf(world).get(connectionId);
  if (application?.first_command_timeout) {
    const limit = application.first_command_timeout_secs * 1000;
    leg.firstCommand = world.after(leg, limit, () => hangup(world, leg), { background: true });
  }
  return leg;
}
