import type { Signer } from "./deliver.js";

/** PKCS #8 around a raw Ed25519 seed. */
const pkcs8Prefix = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

export async function createSigningKey({ seed }: { seed?: Uint8Array } = {}): Promise<Signer & { publicKey: string }> {
  const raw = seed ?? crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey("pkcs8", new Uint8Array([...pkcs8Prefix, ...raw]), "Ed25519", true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  const publicKey = `${x.replaceAll("-", "+").replaceAll("_", "/")}=`;
  const encoder = new TextEncoder();
  return {
    publicKey,
    async sign(body, timestampSeconds) {
      const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", key, encoder.encode(`${timestampSeconds}|${body}`)));
      return { "telnyx-timestamp": String(timestampSeconds), "telnyx-signature-ed25519": btoa(String.fromCharCode(...signature)) };
    },
  };
}
