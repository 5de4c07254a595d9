import { isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { hearUser } from "./conversation.js";
import { listenersTo } from "./listeners-to.js";
import { soundHeard } from "./recording.js";
import { transcribe } from "./transcription.js";

const charactersPerSecond = 16;

/** The meaning of the party's sentence for an AI gather: values by the names that it asks for. */
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
    leg.conference?.speak();
    for (const listener of listenersTo(leg)) {
      listener.party.hears.push({ from: leg.id, text });
      listener.party.heard.push({ words: text, from: leg.id });
    }
    transcribe(world, leg, text);
    hearUser(world, leg, text, fields);
  });
}
