/**
 * Derives an id from a text: the same on every redelivery, on every machine and in every release.
 *
 * It is a UUID of version 8 over 128 bits of FNV-1a, which is no cryptographic hash and need not be one: the text comes
 * from a verified event and from you, so nobody can search for a collision.
 */
function deriveId(text: string): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
  }
  return hash
    .toString(16)
    .padStart(32, "0")
    .replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-8$3-8$4-");
}

/** Derives a command id from an event's id and a label. */
export const deriveCommandId = (eventId: string, label: string): string => deriveId(`${eventId}|${label}`);

/**
 * Derives the id of an event that has none from all that it says. `meta` is left out: it counts the deliveries, and a
 * redelivery must get the same id.
 */
export const deriveEventId = ({ meta, ...content }: Readonly<Record<string, unknown>>): string =>
  deriveId(JSON.stringify(content));
