// One call to the voicemail of the examples, over real sockets: `pnpm demo`, or this file with [--port 4010] [--ladder call.svg].
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startEmulator } from "@telnyx-kit/emulator";
import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { createVoicemail } from "../../../examples/voicemail/voicemail.js";
import { printTimeline } from "./print-timeline.js";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, ladder: { type: "string" } } });

// A busy machine may take longer than the two seconds that Telnyx waits for an answer.
const patienceMs = 60_000;
// A fresh key pair; with a real account, TELNYX_PUBLIC_KEY stands here.
const signingKey = await createSigningKey();
const emulator = await startEmulator({
  port: Number(values.port),
  signingKey,
  delivery: { timeoutMs: patienceMs },
  webhookHandler: (request) => voicemail.handle(request),
}).catch((error: Error) => {
  console.error(`The emulator did not start: ${error.message}`);
  process.exit(1);
});

const messages: string[] = [];
const voicemail = createVoicemail({
  telnyx: { baseUrl: emulator.url, apiKey: emulator.apiKey },
  webhooks: { publicKey: signingKey.publicKey, deadlineMs: patienceMs },
  greetingUrl: "https://example.com/greeting.mp3",
  onMessage: (url) => messages.push(url),
});

const started = performance.now();
const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
await call.say("Hi, this is Ada. Please call me back, I have good news about the engine.");
await emulator.advance(5_000);
await emulator.settle();
const milliseconds = performance.now() - started;

const size = messages[0] ? (await (await fetch(messages[0])).arrayBuffer()).byteLength : 0;
if (values.ladder) await writeFile(values.ladder, emulator.ladder({ title: "One voicemail call" }));
await emulator.stop();
printTimeline(emulator, { milliseconds, size });
if (call.state !== "ended" || size === 0) process.exit(1);
