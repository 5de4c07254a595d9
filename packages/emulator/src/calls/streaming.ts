import { mediaOf } from "../resources/media-store.js";
import type { StreamFields } from "../streams/media-stream.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { Service } from "../world/service.js";
import type { World } from "../world/world.js";
import { requireStreamUrl } from "./playback.js";
import { startService, stopService } from "./service.js";
import { playSound } from "./sound.js";

export type { StreamFields } from "../streams/media-stream.js";

/**
 * `streaming_start`, or `stream_url` on answer and dial. A server on this machine is connected to; other addresses are
 * only reported, unless `mediaStreams` says otherwise. An address that was defined as missing fails.
 */
export function startStreaming(world: World, leg: Leg, body: StreamFields): void {
  const { stream_url: url } = body;
  if (url === undefined) throw problems.missing("The 'stream_url' parameter is required.", "/stream_url");
  requireStreamUrl(url, "/stream_url");
  stopService(world, leg, "fork");
  if (mediaOf(world).sound({ audio_url: url }).missing) {
    const id = world.ids.uuid();
    world.after(leg, world.settings.timings.service, () => fail(world, leg, id, body));
    return;
  }
  const stream = { kind: "streaming", details: { stream_url: url }, stoppedEvent: "streaming.stopped" } as const;
  if (!isConnected(world, url)) {
    startService(world, leg, { ...stream, startedEvent: "streaming.started" });
    return;
  }
  const service = startService(world, leg, stream);
  // Not a timer of the leg: the clock waits for the connection.
  world.scheduler.schedule(world.settings.timings.service, () => connect(world, leg, service, body));
}

async function connect(world: World, leg: Leg, service: Service, body: StreamFields): Promise<void> {
  if (service.state !== "on") return;
  try {
    const { openMediaStream } = await import("../streams/media-stream.js");
    const stream = await openMediaStream(world, leg, service.id, body, {
      onClose: () => stopStream(world, leg, service),
      onPlayed: (audio) => playSound(leg, body.stream_bidirectional_target_legs, audio),
    });
    // The call may have ended while the connection was made.
    if ((service.state as string) === "off") return stream.stop();
    service.reported = true;
    service.stream = stream;
    world.emit(leg, "streaming.started", service.details);
  } catch (error) {
    if (service.state !== "on") return;
    stopService(world, leg, "streaming");
    const why = error instanceof Error ? error.message : String(error);
    world.timeline.warn(`The media stream to ${body.stream_url} failed: ${why}`);
    fail(world, leg, service.id, body);
  }
}

/** The application has closed the socket. */
function stopStream(world: World, leg: Leg, service: Service): void {
  if (leg.services.get("streaming") === service) stopService(world, leg, "streaming");
}

function fail(world: World, leg: Leg, id: string, body: StreamFields): void {
  world.emit(leg, "streaming.failed", {
    failure_reason: "connection_failed",
    stream_type: "websocket",
    stream_id: id,
    stream_params: { stream_url: body.stream_url, track: body.stream_track ?? "inbound_track" },
  });
}

function isConnected(world: World, url: string): boolean {
  const { mediaStreams } = world.settings;
  if (!/^wss?:/i.test(url) || mediaStreams === "none") return false;
  return mediaStreams === "all" || /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);
}

export function stopStreaming(world: World, leg: Leg): void {
  if (!leg.services.has("streaming"))
    throw problems.state("90048", "Media streaming is not in use", "No media stream runs on this call.");
  world.after(leg, world.settings.timings.stop, () => void stopService(world, leg, "streaming"));
}
