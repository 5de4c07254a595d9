import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { startService, stopService } from "./service.js";

export interface TranscriptionFields {
  readonly transcription_tracks?: string;
  readonly transcription_engine_config?: { readonly interim_results?: boolean };
}

/** `transcription_start`, or `transcription` on answer and dial. From then on what the party says is reported. */
export function startTranscription(world: World, leg: Leg, body: TranscriptionFields): void {
  if (leg.services.has("transcription")) {
    throw problems.state(
      "90054",
      "Transcription already in progress",
      "Stop the transcription of this call before another is started.",
    );
  }
  if ([...leg.recordings.values()].some((recording) => recording.silenceMs > 0)) {
    throw problems.state(
      "90055",
      "Transcription conflicts with a recording timeout",
      "A recording with timeout_secs runs on this call.",
    );
  }
  const details = {
    track: body.transcription_tracks ?? "inbound",
    interim: body.transcription_engine_config?.interim_results === true,
  };
  startService(world, leg, { kind: "transcription", details });
}

export function stopTranscription(world: World, leg: Leg): void {
  stopService(world, leg, "transcription");
}

/** Reports what the party said; first the beginning, where interim results were asked for. */
export function transcribe(world: World, leg: Leg, text: string): void {
  const service = leg.services.get("transcription");
  if (!service || service.details.track === "outbound") return;
  const track = { transcription_track: "inbound" };
  if (service.details.interim) {
    const transcript = text.split(" ").slice(0, 2).join(" ");
    world.emit(leg, "call.transcription", {
      transcription_data: { confidence: 0, is_final: false, transcript, ...track },
    });
  }
  world.emit(leg, "call.transcription", {
    transcription_data: { confidence: 0.97, is_final: true, transcript: text, ...track },
  });
}
