// A voice bot that says back what it hears: `tsx examples/echo-bot/main.ts`.
import { encodeMuLaw } from "@telnyx-kit/streaming/media";
import { runExample } from "../run-example.js";
import { connectBot } from "./echo-bot.js";
import { startMediaServer } from "./media-server.js";

const authToken = process.env.STREAM_TOKEN ?? crypto.randomUUID();
const server = await startMediaServer(Number(process.env.STREAM_PORT ?? 0), authToken);

await runExample({
  application: (kit) => connectBot({ ...kit, streamUrl: process.env.STREAM_URL ?? server.url, authToken }),
  async rehearsal(emulator) {
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    const tone = Int16Array.from({ length: 8_000 }, (_, at) => 8_000 * Math.sin((at * 2 * Math.PI * 440) / 8_000));
    await call.sound(encodeMuLaw(tone));
    await emulator.advance(3_000);
    console.log(`The caller made 1 s of sound and heard ${call.heardAudio.length / 8_000} s of it.`);
    await call.hangup();
    server.close();
  },
});
