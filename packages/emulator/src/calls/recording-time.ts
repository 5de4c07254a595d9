import type { Platform } from "../platform/platform.js";
import type { CallRecording } from "./recording.js";

const elapsed = (platform: Platform, recording: CallRecording) =>
  Math.round((platform.nowMicros() - recording.resumedMicros) / 1000);

/** Keeps what has been recorded so far, and nothing of what comes. */
export function pauseTime(platform: Platform, recording: CallRecording): void {
  if (recording.state !== "recording") return;
  recording.millis += elapsed(platform, recording);
  recording.state = platform.move("recording", recording.state, "paused");
}

export function resumeTime(platform: Platform, recording: CallRecording): void {
  if (recording.state !== "paused") return;
  recording.resumedMicros = platform.nowMicros();
  recording.state = platform.move("recording", recording.state, "recording");
}

/** Ends a recording for good. */
export function endTime(platform: Platform, recording: CallRecording): void {
  if (recording.state === "recording") recording.millis += elapsed(platform, recording);
  recording.state = platform.move("recording", recording.state, "saved");
}
