import { problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import type { Leg } from "./leg.js";
import { requireUrl } from "./playback.js";
import { startService, stopService } from "./service.js";

export interface StreamFields {
  readonly stream_url?: string;
  readonly stream_track?: string;
}

/**
 * `streaming_start`, or `stream_url` on answer and dial: reports the stream, without opening a socket. An address
 * that was defined as missing fails.
 */
export function startStreaming(platform: Platform, leg: Leg, body: StreamFields): void {
  const url = requireStreamUrl(body.stream_url);
  stopService(platform, leg, "fork");
  if (platform.media.sound({ audio_url: url }).missing) {
    const stream = {
      stream_id: platform.ids.uuid(),
      stream_params: { stream_url: url, track: body.stream_track ?? "inbound_track" },
    };
    platform.after(leg, platform.settings.timings.service, () =>
      platform.emit(leg, "streaming.failed", {
        failure_reason: "connection_failed",
        stream_type: "websocket",
        ...stream,
      }),
    );
    return;
  }
  startService(platform, leg, {
    kind: "streaming",
    details: { stream_url: url },
    startedEvent: "streaming.started",
    stoppedEvent: "streaming.stopped",
  });
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
