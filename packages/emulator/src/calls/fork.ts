import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { startService, stopService } from "./service.js";

/** `fork_start`: replaces a media stream, or is refused while one runs; the documentation says both. */
export function startFork(world: World, leg: Leg): void {
  if (leg.services.has("streaming") && world.settings.behaviour.forkWhileStreaming === "refuse") {
    throw problems.state("90045", "Media streaming is in use", "Stop the media stream before the call is forked.");
  }
  stopService(world, leg, "streaming");
  const details = { stream_type: "decrypted" };
  startService(world, leg, {
    kind: "fork",
    details,
    startedEvent: "call.fork.started",
    stoppedEvent: "call.fork.stopped",
  });
}

export function stopFork(world: World, leg: Leg): void {
  if (!leg.services.has("fork")) throw problems.state("90031", "Call is not forked", "This call is not forked.");
  world.after(leg, world.settings.timings.stop, () => void stopService(world, leg, "fork"));
}
