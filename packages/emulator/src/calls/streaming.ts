import { problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import type { StreamFields } from "../streams/media-stream.js";
import type { Leg } from "./leg.js";
import { requireUrl } from "./playback.js";
import { type Service, startService, stopService } from "./service.js";

export type { StreamFields } from "../streams/media-stream.js";

/**
 * `streaming_start`, or `stream_url` on answer and dial. A server on this machine is connected to; other addresses are
 * only reported, unless `mediaStreams` says otherwise. An address that was defined as missing fails.
 */
export function startStreaming(platform: Platform, leg: Leg, body: StreamFields): void {
  const url = requireStreamUrl(body.stream_url);
  stopService(platform, leg, "fork");
  if (platform.media.sound({ audio_url: url }).missing) {
    const id = platform.ids.uuid();
    platform.after(leg, platform.settings.timings.service, () => fail(platform, leg, id, body));
    return;
  }
  const stream = { kind: "streaming", details: { stream_url: url }, stoppedEvent: "streaming.stopped" } as const;
  if (!isConnected(platform, url)) {
    startService(platform, leg, { ...stream, startedEvent: "streaming.started" });
    return;
  }
  const service = startService(platform, leg, stream);
  // Not a timer of the leg: the clock waits for the connection.
  platform.scheduler.schedule(platform.settings.timings.service, () => connect(platform, leg, service, body));
}

async function connect(platform: Platform, leg: Leg, service: Service, body: StreamFields): Promise<void> {
  if (service.state !== "on") return;
  try {
    const { openMediaStream } = await import("../streams/media-stream.js");
    const stream = await openMediaStream(platform, leg, service.id, body, () => stopStream(platform, leg, service));
    // The call may have ended while the connection was made.
    if ((service.state as string) === "off") return stream.stop();
    service.reported = true;
    service.stream = stream;
    platform.emit(leg, "streaming.started", service.details);
  } catch (error) {
    if (service.state !== "on") return;
    stopService(platform, leg, "streaming");
    const why = error instanceof Error ? error.message : String(error);
    platform.timeline.add({ kind: "warning", message: `The media stream to ${body.stream_url} failed: ${why}` });
    fail(platform, leg, service.id, body);
  }
}

/** The application has closed the socket. */
function stopStream(platform: Platform, leg: Leg, service: Service): void {
  if (leg.services.get("streaming") === service) stopService(platform, leg, "streaming");
}

function fail(platform: Platform, leg: Leg, id: string, body: StreamFields): void {
  platform.emit(leg, "streaming.failed", {
    failure_reason: "connection_failed",
    stream_type: "websocket",
    stream_id: id,
    stream_params: { stream_url: body.stream_url, track: body.stream_track ?? "inbound_track" },
  });
}

function isConnected(platform: Platform, url: string): boolean {
  const { mediaStreams } = platform.settings;
  if (!/^wss?:/i.test(url) || mediaStreams === "none") return false;
  return mediaStreams === "all" || /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);
}

export function stopStreaming(platform: Platform, leg: Leg): void {
  if (!leg.services.has("streaming"))
    throw problems.state("90048", "Media streaming is not in use", "No media stream runs on this call.");
  platform.after(leg, platform.settings.timings.stop, () => void stopService(platform, leg, "streaming"));
}

function requireStreamUrl(url: string | undefined): string {
  if (url === undefined) throw problems.missing("The 'stream_url' parameter is required.", "/stream_url");
  requireUrl(url, "/stream_url");
  return url;
}
