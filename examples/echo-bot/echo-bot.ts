import type { Streaming } from "@telnyx-kit/streaming";
import { createMediaSession, type MediaSocket } from "@telnyx-kit/streaming/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface EchoBotOptions {
  readonly voice: Voice;
  readonly streaming: Streaming;
  readonly webhooks: Webhooks;
  /** Where the bot listens: `wss://` and a public address. */
  readonly streamUrl: string;
  /** What the platform shows to the bot, so that nobody else can connect. */
  readonly authToken: string;
}

/** Answers calls and connects their audio with the bot. */
export function connectBot({ voice, streaming, webhooks, streamUrl, authToken }: EchoBotOptions): void {
  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction === "incoming")
      await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    await streaming.startStreaming(payload.call_control_id, {
      stream_url: streamUrl,
      stream_auth_token: authToken,
      stream_bidirectional_mode: "rtp",
      stream_bidirectional_codec: "PCMU",
      command_id: commandId("stream"),
    });
  });
}

/** Samples louder than this are a voice, of 32,767 that are possible. */
const voiceLevel = 500;
/** Frames of 20 ms without a voice after which a sentence is over. */
const pauseFrames = 15;
const longestFrames = 500;

/** Listens to one call: says every sentence back once it is over. A key, or the next sentence, cuts the echo short. */
export async function echo(socket: MediaSocket, authToken: string): Promise<number> {
  const session = createMediaSession(socket, { authToken });
  let sentence: Int16Array[] = [];
  let quiet = 0;
  let echoes = 0;
  let playing = false;

  const interrupt = () => {
    if (playing) session.clear();
    playing = false;
  };

  for await (const message of session) {
    if (message.event === "dtmf") interrupt();
    if (message.event === "mark" && !message.cleared) playing = false;
    if (message.event !== "media") continue;
    const samples = session.samples(message);
    const speaks = samples.some((sample) => Math.abs(sample) > voiceLevel);
    if (speaks && sentence.length === 0) interrupt();
    quiet = speaks ? 0 : quiet + 1;
    if (speaks || sentence.length > 0) sentence.push(samples);
    if (sentence.length === 0 || (quiet < pauseFrames && sentence.length < longestFrames)) continue;
    for (const heard of sentence) session.sendSamples(heard);
    playing = session.mark(`echo-${++echoes}`);
    sentence = [];
  }
  return echoes;
}
