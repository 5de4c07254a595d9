import { problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import type { Leg } from "./leg.js";
import { startService, stopService } from "./service.js";

/** `fork_start`: replaces a media stream, or is refused while one runs; the documentation says both. */
export function startFork(platform: Platform, leg: Leg): void {
  if (leg.services.has("streaming") && platform.settings.behaviour.forkWhileStreaming === "refuse") {
    throw problems.state("90045", "Media streaming is in use", "Stop the media stream before the call is forked.");
  }
  stopService(platform, leg, "streaming");
  const details = { stream_type: "decrypted" };
  startService(platform, leg, {
    kind: "fork",
    details,
    startedEvent: "call.fork.started",
    stoppedEvent: "call.fork.stopped",
  });
}

export function stopFork(platform: Platform, leg: Leg): void {
  if (!leg.services.has("fork")) throw problems.state("90031", "Call is not forked", "This call is not forked.");
  platform.after(leg, platform.settings.timings.stop, () => void stopService(platform, leg, "fork"));
}
