import { isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { hearUser } from "./conversation.js";
import { soundHeard } from "./recording.js";
import { transcribe } from "./transcription.js";

const charactersPerSecond = 16;

/** What the party says means for an AI gather: values by the names that it asks for. */
export type SpokenFields = Readonly<Record<string, unknown>>;

/**
 * The party says something, which takes time; whatever listens on the leg hears it at its end. Before the answer
 * nothing does.
 */
export function hearSpeech(world: World, leg: Leg, text: string, fields: SpokenFields = {}): void {
  if (!isAnswered(leg)) return;
  const speechMs = Math.max(250, Math.round((text.length * 1000) / charactersPerSecond));
  soundHeard(world, leg, speechMs);
  world.after(leg, speechMs, () => {
    leg.party.said = leg.party.said ? `${leg.party.said} ${text}` : text;
    for (const listener of listenersTo(leg)) listener.party.hears.push({ from: leg.id, text });
    transcribe(world, leg, text);
    hearUser(world, leg, text, fields);
  });
}

/** The legs that the words reach: the other side of a bridge, or those in the conference who may hear them. */
function listenersTo(leg: Leg): readonly Leg[] {
  if (leg.conference) return leg.conference.speak();
  return leg.peer && isAnswered(leg.peer) ? [leg.peer] : [];
}
