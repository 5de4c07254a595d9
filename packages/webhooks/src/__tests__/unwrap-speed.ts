/**
 * Measures `unwrap` beside the official SDK and beside bare WebCrypto with a cached key, in interleaved rounds of one run:
 * `tsx packages/webhooks/src/__tests__/unwrap-speed.ts`. The official SDK is a development dependency of the emulator.
 */
import { createRequire } from "node:module";
import { createWebhooks } from "../index.js";
import { createEvent, createSignedRequest, createSigningKey } from "../testing.js";

const Telnyx = createRequire(new URL("../../../emulator/package.json", import.meta.url))("telnyx");
const key = await createSigningKey();
const request = await createSignedRequest(key, createEvent("call.hangup"));
const headers = Object.fromEntries(request.headers);
const body = await request.text();

const webhooks = createWebhooks({ publicKey: key.publicKey });
const official = new Telnyx({ apiKey: "KEY0123456789", publicKey: key.publicKey });
const bareKey = await crypto.subtle.importKey("raw", Buffer.from(key.publicKey, "base64"), "Ed25519", false, [
  "verify",
]);
const encoder = new TextEncoder();

const contestants: Record<string, () => Promise<unknown>> = {
  "bare WebCrypto": async () => {
    const signature = Buffer.from(headers["telnyx-signature-ed25519"] ?? "", "base64");
    const signed = encoder.encode(`${headers["telnyx-timestamp"]}|${body}`);
    if (!(await crypto.subtle.verify("Ed25519", bareKey, signature, signed))) throw new Error("invalid");
    return JSON.parse(body);
  },
  "telnyx-kit": () => webhooks.unwrap(body, headers),
  "official SDK": () => official.webhooks.unwrap(body, { headers }),
};

// Short rounds, one contestant after the other, so that whatever else the machine does meets all of them alike.
const count = 200;
const rounds: Record<string, number>[] = [];
for (let round = 0; round < 70; round++) {
  const rates: Record<string, number> = {};
  for (const [name, once] of Object.entries(contestants)) {
    const start = performance.now();
    for (let index = 0; index < count; index++) await once();
    rates[name] = (count * 1000) / (performance.now() - start);
  }
  // The first rounds warm up.
  if (round >= 10) rounds.push(rates);
}
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const rate = (name: string) => median(rounds.map((rates) => rates[name] ?? Number.NaN));
const ratio = (name: string) =>
  median(rounds.map((rates) => (rates["telnyx-kit"] ?? 0) / (rates[name] ?? 0))).toFixed(2);
for (const name of Object.keys(contestants))
  console.log(`${name.padEnd(16)} ${rate(name).toFixed(0).padStart(6)} a second`);
console.log(`telnyx-kit: ${ratio("official SDK")} × the official SDK, ${ratio("bare WebCrypto")} × bare WebCrypto`);
