import { createTelnyx } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import type { WebSocket as WsWebSocket } from "ws";
import {
  createStreaming,
  type DeepgramNova3Config,
  type StartStreamingBody,
  type StartStreamingBodyCustomParameters,
  type StartStreamingResponse,
  type StartTranscriptionBody,
  type Streaming,
} from "./index.js";
import { createMediaSession, type MediaSession, type MediaStreamMessage } from "./media.js";

const streaming = createStreaming(createTelnyx({ apiKey: "key" }));
const callControlId = "v3:call";
const stream = { stream_url: "wss://bot.example.com/media" };

// Right calls.
expectTypeOf(createStreaming({ apiKey: "key" })).toEqualTypeOf<Streaming>();
expectTypeOf(streaming.startStreaming(callControlId, stream)).toEqualTypeOf<Promise<StartStreamingResponse>>();
streaming.startStreaming(callControlId, {
  ...stream,
  stream_track: "both_tracks",
  stream_bidirectional_mode: "rtp",
  stream_bidirectional_codec: "L16",
  stream_bidirectional_sampling_rate: 16_000,
  custom_parameters: [{ name: "customer", value: "4711" }],
});
streaming.stopStreaming(callControlId);
streaming.startTranscription(callControlId, {
  transcription_engine: "Deepgram",
  transcription_engine_config: {
    transcription_engine: "Deepgram",
    transcription_model: "deepgram/nova-3",
    language: "en",
  },
});
streaming.stopTranscription(callControlId, {}, { deadlineMs: 5_000 });
streaming.startFork(callControlId, { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" });
streaming.stopFork(callControlId, { stream_type: "decrypted" });

// Missing parameters.
// @ts-expect-error the call is missing
streaming.stopStreaming();
// @ts-expect-error one of the two addresses is missing
streaming.startFork(callControlId, { rx: "udp:192.0.2.1:9000" });

// Wrong bodies.
// @ts-expect-error no such field
streaming.startStreaming(callControlId, { url: "wss://bot.example.com/media" });
// @ts-expect-error a number
streaming.startStreaming(callControlId, { ...stream, stream_bidirectional_sampling_rate: "8000" });
// @ts-expect-error options in the body's place
streaming.stopTranscription(callControlId, { timeoutMs: 1_000 });

// Misspelt values.
// @ts-expect-error no such track
streaming.startStreaming(callControlId, { ...stream, stream_track: "inbound" });
// @ts-expect-error a fork cannot be started raw
streaming.startFork(callControlId, { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001", stream_type: "raw" });

// The typed client.
streaming.client.POST("/calls/{call_control_id}/actions/streaming_stop", {
  params: { path: { call_control_id: callControlId } },
  body: {},
});

// The media session takes the sockets of every runtime.
declare const ws: WsWebSocket;
declare const standard: WebSocket;
declare const bun: {
  send(data: string | ArrayBuffer, compress?: boolean): number;
  close(code?: number, reason?: string): void;
  getBufferedAmount(): number;
  readonly readyState: 0 | 1 | 2 | 3;
};
expectTypeOf(createMediaSession(ws)).toEqualTypeOf<MediaSession>();
createMediaSession(standard, { authToken: "secret", send: { encoding: "L16", sampleRate: 16_000 } });
createMediaSession(bun);
// @ts-expect-error a codec that is not encoded here
createMediaSession(ws, { send: { encoding: "OPUS" } });

// Messages narrow on `event`.
declare const message: MediaStreamMessage;
if (message.event === "media") expectTypeOf(message.media.chunk).toEqualTypeOf<number>();
if (message.event === "start") expectTypeOf(message.start.call_control_id).toEqualTypeOf<string>();
if (message.event === "unknown") expectTypeOf(message.wire_event).toEqualTypeOf<string>();

// Named types.
const parameters: StartStreamingBodyCustomParameters[] = [{ name: "customer", value: "4711" }];
streaming.startStreaming(callControlId, { ...stream, custom_parameters: parameters } satisfies StartStreamingBody);
const engine: DeepgramNova3Config = { transcription_engine: "Deepgram", transcription_model: "deepgram/nova-3" };
streaming.startTranscription(callControlId, {
  transcription_engine: "Deepgram",
  transcription_engine_config: engine,
});
type Tracks = StartTranscriptionBody["transcription_tracks"];
expectTypeOf<Tracks>().toEqualTypeOf<"inbound" | "outbound" | "both" | (string & {}) | undefined>();
