import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { createEmulator } from "../../create-emulator.js";
import type { EmulatorOptions } from "../../options.js";

type Event = {
  readonly event_type: string;
  readonly payload: { readonly call_control_id: string; readonly direction?: string; readonly status?: string };
};

/** The commands of a small voicemail, by the event that they answer. */
const commands: Readonly<Record<string, readonly [action: string, body: object]>> = {
  "call.initiated": ["answer", {}],
  "call.answered": ["playback_start", { audio_url: "https://example.com/greeting.mp3" }],
  "call.playback.ended": ["record_start", { format: "mp3", channels: "single", timeout_secs: 3 }],
  "call.recording.saved": ["hangup", {}],
};

/** An emulator with a voicemail on it; every command is sent inside the handler of its event. */
export async function startVoicemail(options: EmulatorOptions = {}) {
  const made = await createEmulator({
    signingKey: await createSigningKey({ seed: new Uint8Array(32).fill(9) }),
    async webhookHandler(request) {
      const { data } = (await request.json()) as { data: Event };
      const { call_control_id: id, direction } = data.payload;
      const command = direction === "outgoing" ? undefined : commands[data.event_type];
      if (!command) return new Response("ok");
      const [action, body] = command;
      await made.emulator.fetch(`https://api.telnyx.com/v2/calls/${encodeURIComponent(id)}/actions/${action}`, {
        method: "POST",
        headers: { authorization: `Bearer ${made.emulator.apiKey}`, "content-type": "application/json" },
        // The same on a redelivery, so that the platform drops the repeat.
        body: JSON.stringify({ ...body, command_id: `${action}-${id}` }),
      });
      return new Response("ok");
    },
    ...options,
  });
  return made.emulator;
}
