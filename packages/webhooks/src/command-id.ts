/**
 * Derives a command id from an event's id and a label: the same on every redelivery, on every machine and in every
 * release, and another for every other event and label.
 *
 * It is a UUID of version 8 over 128 bits of FNV-1a, which is no cryptographic hash and need not be one: the ids of
 * verified events come from Telnyx and the labels from you, so nobody is there who could search for a collision.
 */
export function deriveCommandId(eventId: string, label: string): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (const byte of new TextEncoder().encode(`${eventId}|${label}`)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
  }
  return hash
    .toString(16)
    .padStart(32, "0")
    .replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-8$3-8$4-");
}
