import { startEmulator } from "@telnyx-kit/emulator";
import { describe, expect, test } from "vitest";
import { freePort } from "../servers.js";
import { platforms } from "./platforms.js";

describe.each(Object.entries(platforms))("the webhook server on %s", (_name, start) => {
  test("answers, speaks and hangs up once, and refuses what is not signed", { timeout: 60_000 }, async () => {
    const port = await freePort();
    const webhookUrl = `http://127.0.0.1:${port}/webhooks/telnyx`;
    const emulator = await startEmulator({ port: 0, webhookUrl });
    const server = await start({
      PORT: String(port),
      TELNYX_API_KEY: emulator.apiKey,
      TELNYX_BASE_URL: emulator.url,
      TELNYX_PUBLIC_KEY: emulator.publicKey,
    });
    try {
      emulator.inject({ fault: "duplicate", on: "call.answered", times: 1 });
      const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
      expect(call.state).toBe("ended");
      const commands = emulator.timeline.entries.flatMap((entry) =>
        entry.kind === "command" ? [`${entry.operation} ${entry.status}`] : [],
      );
      expect(commands).toEqual(["voice.answer 200", "media.speak 200", "voice.hangup 200"]);
      const outcomes = emulator.timeline.entries.flatMap((entry) => (entry.kind === "delivery" ? [entry.outcome] : []));
      expect(outcomes).toEqual(Array(6).fill(200));
      const forged = await fetch(webhookUrl, { method: "POST", body: '{"data":{"event_type":"call.initiated"}}' });
      expect([forged.status, await forged.text()]).toEqual([400, "invalid webhook"]);
    } finally {
      await server.stop();
      await emulator.stop();
    }
  });
});
