import type { EventEntry } from "../../world/timeline.js";
import type { Step } from "./step.js";

/** The part of an event that a party on the line notices; `out` goes from the platform to the party. */
export interface Signal extends Pick<Step, "kind" | "label" | "detail" | "tone"> {
  readonly direction: "out" | "in";
}

/** Facts known of the leg when the event happens. */
export interface SignalContext {
  readonly outgoing: boolean;
  /** The text of the last `speak`. */
  readonly spoken: string;
  /** The party hung up, and the ladder shows that already. */
  readonly leftAlready: boolean;
  /** The number of the party whose leg has just ended, unless the application hung up this one; else empty. */
  readonly follows: string;
}

const signal = (
  direction: Signal["direction"],
  label: string,
  detail = "",
  tone: Signal["tone"] = "plain",
): Signal => ({
  kind: "signal",
  direction,
  label,
  detail,
  tone,
});
const audio = (label: string, detail: string): Signal => ({
  kind: "audio",
  direction: "out",
  label,
  detail,
  tone: "plain",
});

/** The arrow between Telnyx and a party that belongs to an event; undefined where the party notices nothing. */
export function signalOf({ event_type: type, payload }: EventEntry, context: SignalContext): Signal | undefined {
  switch (type) {
    case "call.initiated":
      return context.outgoing ? signal("out", "rings", `from ${payload.from}`) : undefined;
    case "call.answered":
      return signal(context.outgoing ? "in" : "out", context.outgoing ? "picks up" : "answered", "", "good");
    case "call.bridged":
      return signal("out", "connected", "hears the other side", "good");
    case "call.playback.started":
      return audio("♪ plays", fileName(payload.media_name ?? payload.media_url));
    case "call.speak.started":
      return audio("♪ speaks", context.spoken);
    case "call.playback.ended":
    case "call.speak.ended":
      return signal("out", "♪ ends", String(payload.status ?? ""));
    case "call.hangup":
      return context.leftAlready ? undefined : hangup(payload, context);
    default:
      return undefined;
  }
}

function hangup(payload: EventEntry["payload"], { outgoing, follows }: SignalContext): Signal {
  const { hangup_cause: cause, hangup_source: source } = payload;
  const normal = cause === "normal_clearing";
  // Its source says nothing: it is that of the other leg.
  if (follows && (normal || cause === "originator_cancel")) return signal("out", "ends", `with ${follows}`);
  const byParty = source === (outgoing ? "callee" : "caller");
  return signal(byParty ? "in" : "out", normal ? "hangs up" : `ends: ${cause}`, "", normal ? "plain" : "bad");
}

function fileName(address: unknown): string {
  const text = String(address ?? "");
  return text.slice(text.lastIndexOf("/") + 1) || text;
}
