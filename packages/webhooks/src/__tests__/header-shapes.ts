import type { SignedHeaders } from "../testing.js";

export type HeaderPairs = readonly (readonly [string, string])[];

/** Headers of a delivery as they can stand on the wire, and what each deserves. */
export function headerShapes(headers: SignedHeaders, otherSignature: string) {
  const { "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": signature } = headers;
  const right: Record<string, HeaderPairs> = {
    "in lower case": [
      ["telnyx-timestamp", timestamp],
      ["telnyx-signature-ed25519", signature],
    ],
    "as Telnyx spells them": [
      ["Telnyx-Timestamp", timestamp],
      ["Telnyx-Signature-Ed25519", signature],
    ],
    "in capitals": [
      ["TELNYX-TIMESTAMP", timestamp],
      ["TELNYX-SIGNATURE-ED25519", signature],
    ],
    "in the other order, with others between": [
      ["Telnyx-Signature-Ed25519", signature],
      ["User-Agent", "telnyx-webhooks"],
      ["X-Forwarded-For", "192.76.120.192"],
      ["X-Forwarded-For", "10.0.0.1"],
      ["Telnyx-Timestamp", timestamp],
    ],
    "with a character set": [
      ["Content-Type", "application/json; charset=utf-8"],
      ["Telnyx-Timestamp", timestamp],
      ["Telnyx-Signature-Ed25519", signature],
    ],
  };
  const wrong: Record<string, HeaderPairs> = {
    "the timestamp twice": [["telnyx-timestamp", timestamp], ...(right["in lower case"] as HeaderPairs)],
    "two timestamps": [...(right["in lower case"] as HeaderPairs), ["Telnyx-Timestamp", String(Number(timestamp) - 9)]],
    "two signatures": [...(right["in lower case"] as HeaderPairs), ["Telnyx-Signature-Ed25519", otherSignature]],
    "two signatures, the wrong one first": [
      ["Telnyx-Signature-Ed25519", otherSignature],
      ...(right["in lower case"] as HeaderPairs),
    ],
    "timestamps joined by a comma": [
      ["telnyx-timestamp", `${timestamp}, ${timestamp}`],
      ["telnyx-signature-ed25519", signature],
    ],
    "signatures joined by a comma": [
      ["telnyx-timestamp", timestamp],
      ["telnyx-signature-ed25519", `${signature},${signature}`],
    ],
    "no timestamp": [["telnyx-signature-ed25519", signature]],
    "no signature": [["telnyx-timestamp", timestamp]],
    "an empty signature": [
      ["telnyx-timestamp", timestamp],
      ["telnyx-signature-ed25519", ""],
    ],
    "version 1": [["X-Telnyx-Signature", "t=1,h=abc"]],
    "another signature": [
      ["telnyx-timestamp", timestamp],
      ["telnyx-signature-ed25519", otherSignature],
    ],
  };

  return { right, wrong };
}
