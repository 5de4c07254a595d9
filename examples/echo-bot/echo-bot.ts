import { once } from "node:events";
import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createStreaming } from "@telnyx-kit/streaming";
import { createMediaSession, type MediaSocket } from "@telnyx-kit/streaming/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";
import { WebSocketServer } from "ws";

export interface EchoBotOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  /** The bot's address: `wss://` and a public host. */
  readonly streamUrl: string;
  /** The secret that the platform shows to the bot, so that nobody else can connect. */
  readonly authToken: string;
}

/** Answers calls and connects their audio with the bot. A call whose bot is gone ends. */
export function createEchoBot({ streamUrl, authToken, ...options }: EchoBotOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const domains = { voice: createVoice(telnyx), streaming: createStreaming(telnyx) };
  const calls = createCalls<{ at: "caller" }>()({ webhooks, domains });

  calls.onIncoming((call) => call.answer({}, { state: { at: "caller" } }));
  calls.on("call.answered", "caller", (call) =>
    call.startStreaming({
      stream_url: streamUrl,
      stream_auth_token: authToken,
      stream_bidirectional_mode: "rtp",
      stream_bidirectional_codec: "PCMU",
    }),
  );
  calls.on(["streaming.failed", "streaming.stopped"], (call) => call.hangup());
  return webhooks;
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

/** Takes media streams on its own port; 0 is any free port. */
export async function startMediaServer(port: number, authToken: string, onEnd: (outcome: number | Error) => void) {
  const server = new WebSocketServer({ port });
  server.on("connection", (socket) => {
    echo(socket, authToken).then(onEnd, onEnd);
  });
  await once(server, "listening");
  const { port: taken } = server.address() as { port: number };
  return { url: `ws://127.0.0.1:${taken}`, close: () => void server.close() };
}
