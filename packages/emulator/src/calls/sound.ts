import { joined } from "../streams/track.js";
import type { Leg } from "../world/leg.js";
import { listenersTo } from "./listeners-to.js";

/** Audio that a party has heard is kept up to this. */
const mostHeard = 8 * 2 ** 20;

/** A party makes a sound: its own stream carries it, and everybody who hears the leg hears it. */
export function makeSound(leg: Leg, audio: Uint8Array): void {
  leg.services.get("streaming")?.stream?.hear(audio);
  for (const listener of listenersTo(leg)) hearSound(listener, audio);
}

/** A stream plays: its own leg hears it where it is alone, else whom the command names. */
export function playSound(leg: Leg, target = "opposite", audio: Uint8Array): void {
  const alone = !leg.peer && !leg.conference;
  if (alone || target !== "opposite") hearSound(leg, audio);
  if (target !== "self") for (const listener of listenersTo(leg)) hearSound(listener, audio);
}

/** A sound reaches a party; its own stream carries that too, on the outbound track. */
function hearSound({ party, services }: Leg, audio: Uint8Array): void {
  services.get("streaming")?.stream?.play(audio);
  if (party.heardAudio.length + audio.length <= mostHeard) party.heardAudio = joined(party.heardAudio, audio);
}
