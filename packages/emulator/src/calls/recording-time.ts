import type { CallRecording } from "../world/recording.js";
import type { World } from "../world/world.js";

const elapsed = (world: World, recording: CallRecording) =>
  Math.round((world.nowMicros() - recording.resumedMicros) / 1000);

/** Keeps what has been recorded so far, and nothing of what comes. */
export function pauseTime(world: World, recording: CallRecording): void {
  if (recording.state !== "recording") return;
  recording.millis += elapsed(world, recording);
  recording.state = world.move("recording", recording.state, "paused");
}

export function resumeTime(world: World, recording: CallRecording): void {
  if (recording.state !== "paused") return;
  recording.resumedMicros = world.nowMicros();
  recording.state = world.move("recording", recording.state, "recording");
}

/** Ends a recording for good. */
export function endTime(world: World, recording: CallRecording): void {
  if (recording.state === "recording") recording.millis += elapsed(world, recording);
  recording.state = world.move("recording", recording.state, "saved");
}
