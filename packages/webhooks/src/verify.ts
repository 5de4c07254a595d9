import type { Clock } from "@telnyx-kit/core/internal";
import { readBody } from "./body.js";
import { type Bytes, concat, decodeCanonicalBase64 } from "./bytes.js";
import { type HeadersInput, headerValues } from "./headers.js";
import type { KeySource } from "./key-source.js";
import { refuse } from "./refusal.js";

/** A delivery as an adapter hands it over. */
export interface Delivery {
  /** @default "POST" */
  method?: string | undefined;
  headers: HeadersInput;
  /**
   * Raw bytes or text, a `Request`, or a function that reads the bytes and stops once it has more than the limit. A parsed
   * body may be given as it is: the refusal says what to do.
   */
  body: unknown;
}

/** The signed parts of a delivery. */
export interface Verified {
  /** The body's bytes, a copy that nobody else holds. */
  readonly body: Bytes;
  /** When Telnyx sent this attempt, in seconds since 1970. */
  readonly sentAt: number;
}

export interface VerifyOptions {
  readonly keys: KeySource;
  readonly toleranceSeconds: number;
  readonly maxBodyBytes: number;
  readonly clock: Clock;
}

const signed = ["telnyx-timestamp", "telnyx-signature-ed25519"];
const encoder = new TextEncoder();

/** Checks a delivery: method, headers, time, then size and signature of the body. Cheap checks come first. */
export async function verifyDelivery(delivery: Delivery, options: VerifyOptions): Promise<Verified> {
  const { method = "POST", headers } = delivery;
  const values = typeof headers === "object" && headers ? headerValues(headers, signed) : [];
  const [timestamp, signature] = values.map((found) => (found.length === 1 ? found[0] : undefined));
  const sentAt = typeof timestamp === "string" && /^[1-9]\d{9,11}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const tolerance = options.toleranceSeconds;
  const skew = Math.floor(options.clock.now() / 1000) - sentAt;
  const bytes = decodeCanonicalBase64(signature, 64);
  // Written so that NaN is outside the tolerance.
  if (method !== "POST" || !(Math.abs(skew) <= tolerance))
    return refuse(undefined, { method, headers, skew, tolerance, body: delivery.body });
  if (!bytes) {
    // Values of a header that was there twice arrive joined by a comma.
    const isOne = typeof signature === "string" && !signature.includes(",");
    return refuse(isOne ? "signature-malformed" : undefined, { headers });
  }

  const { maxBodyBytes } = options;
  const prefix = encoder.encode(`${timestamp}|`);
  const chunks = await readBody(delivery.body, maxBodyBytes);
  // One copy holds what is verified and what is parsed later, so that nobody can change it in between.
  const message = concat([prefix, ...chunks]);
  const verified = { body: message.subarray(prefix.length), sentAt };
  if (verified.body.length === 0) return refuse("body-empty");

  const verifiers = await options.keys();
  for (const verify of verifiers) if (await verify(bytes, message)) return verified;
  const refreshed = await options.keys(true);
  if (refreshed !== verifiers) for (const verify of refreshed) if (await verify(bytes, message)) return verified;
  return refuse("signature-mismatch", { keys: refreshed.length });
}
