import type { Backend, createVerifier } from "../ed25519.js";
import type { parsePublicKeys } from "../public-key.js";
import type { SignatureCase } from "./signature-cases.js";

const fromHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The functions under test: those of the sources, or of a packed package. */
export interface Judges {
  readonly createVerifier: typeof createVerifier;
  readonly parsePublicKeys: typeof parsePublicKeys;
}

/**
 * Judges cases with one backend, as a delivery would be: "1" for accepted, "0" for refused, "k" for a refused key and
 * "x" for anything thrown beyond that. Runs in every runtime.
 */
export async function judge(
  cases: readonly SignatureCase[],
  backend: Backend | undefined,
  { createVerifier, parsePublicKeys }: Judges,
): Promise<string> {
  const verifiers = new Map<string, ReturnType<typeof createVerifier> | undefined>();
  const verifierOf = (publicKey: string) => {
    if (!verifiers.has(publicKey)) {
      let verifier: ReturnType<typeof createVerifier> | undefined;
      try {
        const [key] = parsePublicKeys(btoa(String.fromCharCode(...fromHex(publicKey))));
        verifier = createVerifier(key as Uint8Array<ArrayBuffer>, backend);
      } catch {}
      verifiers.set(publicKey, verifier);
    }
    return verifiers.get(publicKey);
  };
  let verdicts = "";
  for (const { publicKey, signature, message } of cases) {
    const verify = verifierOf(publicKey);
    const given = fromHex(signature);
    // A header that is not 64 bytes of base64 never becomes a signature.
    if (!verify) verdicts += "k";
    else if (given.length !== 64) verdicts += "0";
    else verdicts += await verify(given, fromHex(message)).then(Number, () => "x");
  }
  return verdicts;
}
