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

const count = 1_500;
const rates = new Map<string, number[]>();
for (let round = 0; round < 12; round++) {
  for (const [name, once] of Object.entries(contestants)) {
    const start = performance.now();
    for (let index = 0; index < count; index++) await once();
    const rate = (count * 1000) / (performance.now() - start);
    // The first two rounds warm up.
    if (round > 1) rates.set(name, [...(rates.get(name) ?? []), rate]);
  }
}
const median = (name: string) => rates.get(name)?.sort((a, b) => a - b)[5] ?? Number.NaN;
for (const name of Object.keys(contestants))
  console.log(`${name.padEnd(16)} ${median(name).toFixed(0).padStart(6)} a second`);
console.log(
  `of the official SDK ${(median("telnyx-kit") / median("official SDK")).toFixed(2)} ×, of bare WebCrypto ${(median("telnyx-kit") / median("bare WebCrypto")).toFixed(2)} ×`,
);
