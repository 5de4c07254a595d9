import type { StreamFields } from "../streams/media-stream.js";
import { atEnd } from "../world/end-leg.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import { requireBetween } from "../world/require-between.js";
import type { World } from "../world/world.js";
import { type AssistantFields, autoStartAssistant, startConversationRelay } from "./ai-commands.js";
import { detectDeepfake } from "./deepfake.js";
import { requireStreamUrl } from "./playback.js";
import { beginRecording } from "./recording.js";
import { startStreaming } from "./streaming.js";
import { startTranscription, type TranscriptionFields } from "./transcription.js";

/** Services that answer, dial and transfer can switch on for the time after the answer. */
export interface MediaOptions extends StreamFields {
  readonly record?: string;
  readonly record_format?: "wav" | "mp3";
  readonly record_channels?: "single" | "dual";
  readonly record_max_length?: number;
  readonly record_timeout_secs?: number;
  readonly record_custom_file_name?: string;
  readonly transcription?: boolean;
  readonly transcription_config?: TranscriptionFields;
  readonly assistant?: NonNullable<AssistantFields["assistant"]>;
  readonly conversation_relay_config?: { readonly greeting?: string };
  readonly deepfake_detection?: { readonly enabled?: boolean; readonly timeout?: number };
}

/** Arranges what starts with the answer; returns what the response says about it. */
export function prepareMedia(world: World, leg: Leg, body: MediaOptions): Record<string, unknown> {
  const response: Record<string, unknown> = {};
  if (body.record === "record-from-answer") {
    const id = world.ids.uuid();
    response.recording_id = id;
    leg.onAnswer.push(() => startRecordingOf(world, leg, body, id));
  }
  if (body.stream_url !== undefined) prepareStream(world, leg, body);
  if (body.transcription) leg.onAnswer.push(() => startTranscription(world, leg, body.transcription_config ?? {}));
  const { assistant, conversation_relay_config: relay, deepfake_detection: deepfake } = body;
  if (assistant) leg.onAnswer.push(() => autoStartAssistant(world, leg, assistant));
  else if (relay) leg.onAnswer.push(() => void startConversationRelay(world, leg, relay));
  if (deepfake?.enabled) leg.onAnswer.push(() => detectDeepfake(world, leg));
  return response;
}

/** Refuses what could not start with the answer; before a leg is made for it. */
export function checkMedia(body: MediaOptions): void {
  requireStreamUrl(body.stream_url, "/stream_url");
  requireBetween(body.record_max_length ?? 0, 0, 43_200, "record_max_length");
  if (body.record === "record-from-answer" && body.record_timeout_secs && body.transcription) {
    throw problems.state(
      "90053",
      "Recording timeout conflicts with a transcription",
      "Leave record_timeout_secs or transcription out.",
    );
  }
}

/** Starts the recording that `record` asks for, on an answered leg. */
export function startRecordingOf(world: World, leg: Leg, body: MediaOptions, id = world.ids.uuid()): void {
  if (body.record !== "record-from-answer") return;
  beginRecording(world, leg, {
    id,
    initiatedBy: "CallRecordFromAnswer",
    format: body.record_format ?? "mp3",
    channels: body.record_channels ?? "dual",
    max_length: body.record_max_length ?? 0,
    timeout_secs: body.record_timeout_secs ?? 0,
    ...(body.record_custom_file_name ? { custom_file_name: body.record_custom_file_name } : {}),
  });
}

/** A stream of a call that nobody answers is reported as stopped. */
function prepareStream(world: World, leg: Leg, body: StreamFields): void {
  leg.onAnswer.push(() => startStreaming(world, leg, body));
  atEnd(leg, "room", () => {
    if (leg.answeredMicros === undefined) world.emit(leg, "streaming.stopped", { stream_url: body.stream_url });
  });
}
