import type { Random } from "./random.js";

const hex = "0123456789abcdef";
const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const alphanumeric = base64url.slice(0, 62);

/** Makes the identifiers of the platform in the shapes that real ones have. */
export interface Ids {
  /** `v3:` and 54 characters: one per leg. */
  callControlId(): string;
  /** `A`, `B` to `Z`, `AA`: what people call a leg. */
  legName(): string;
  /** A version 1 UUID with a locally administered node, as legs and sessions have. */
  legId(): string;
  /** A version 4 UUID: events, recordings, streams, conversations. */
  uuid(): string;
  /** 19 digits: connections and applications. */
  connectionId(): string;
  /** Ten letters and digits: `speak_id`. */
  speakId(): string;
}

export function createIds(random: Random): Ids {
  let legs = 0;
  let names = 0;
  return {
    legName: () => nameOf(names++),
    callControlId: () => `v3:${random.text(54, base64url)}`,
    legId() {
      legs += 1;
      return `${random.text(8, hex)}-${legs.toString(16).padStart(4, "0").slice(-4)}-11f1-8${random.text(3, hex)}-02420a${random.text(6, hex)}`;
    },
    uuid: () =>
      `${random.text(8, hex)}-${random.text(4, hex)}-4${random.text(3, hex)}-${random.pick(["8", "9", "a", "b"])}${random.text(3, hex)}-${random.text(12, hex)}`,
    connectionId: () => `1${random.text(18, "0123456789")}`,
    speakId: () => random.text(10, alphanumeric),
  };
}

const nameOf = (index: number): string =>
  (index < 26 ? "" : nameOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
