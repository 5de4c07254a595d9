import { getPublicKeyAsync, signAsync } from "@noble/ed25519";
import { type Bytes, encodeBase64 } from "@telnyx-kit/core/internal";

/** Options of {@link createSigningKey}. */
export interface SigningKeyOptions {
  /** 32 bytes. The same seed gives the same key and the same signatures. @default random */
  seed?: Uint8Array | undefined;
}

/** The two headers that a delivery carries. */
export type SignedHeaders = {
  "telnyx-timestamp": string;
  "telnyx-signature-ed25519": string;
};

/** A key pair that signs as Telnyx does. */
export interface SigningKey {
  /** The value for `createWebhooks({ publicKey })`: base64 of 32 bytes. */
  readonly publicKey: string;
  /** Signs a body as sent at a time in seconds since 1970. @default now */
  sign(body: string | Uint8Array, timestampSeconds?: number): Promise<SignedHeaders>;
}

// The bytes before the 32 of a seed in PKCS #8 (RFC 8410).
const pkcs8Prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

async function createSigner(seed: Bytes) {
  try {
    const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from([...pkcs8Prefix, ...seed]), "Ed25519", true, [
      "sign",
    ]);
    const { x } = await crypto.subtle.exportKey("jwk", key);
    return {
      publicKey: `${x?.replaceAll("-", "+").replaceAll("_", "/")}=`,
      sign: async (message: Bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, message)),
    };
  } catch {
    return {
      publicKey: encodeBase64(await getPublicKeyAsync(seed)),
      sign: (message: Uint8Array) => signAsync(message, seed),
    };
  }
}

/**
 * Makes a key pair for tests, so that no test needs the account's key.
 *
 * @throws {TypeError} when the seed has not 32 bytes.
 * @example
 * const key = await createSigningKey();
 * const webhooks = createWebhooks({ publicKey: key.publicKey });
 * const headers = await key.sign(body);
 * await webhooks.unwrap(body, headers);
 */
export async function createSigningKey({ seed }: SigningKeyOptions = {}): Promise<SigningKey> {
  if (seed && seed.length !== 32) throw new TypeError(`seed must have 32 bytes. Found ${seed.length}.`);
  const signer = await createSigner(seed ? Uint8Array.from(seed) : crypto.getRandomValues(new Uint8Array(32)));
  return {
    publicKey: signer.publicKey,
    async sign(body, timestampSeconds = Math.floor(Date.now() / 1000)) {
      const text = new TextEncoder();
      const bytes = typeof body === "string" ? text.encode(body) : body;
      const message = Uint8Array.from([...text.encode(`${timestampSeconds}|`), ...bytes]);
      return {
        "telnyx-timestamp": String(timestampSeconds),
        "telnyx-signature-ed25519": encodeBase64(await signer.sign(message)),
      };
    },
  };
}
