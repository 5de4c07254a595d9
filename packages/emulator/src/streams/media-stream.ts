import { formatTimestamp } from "../time/format.js";
import type { Task } from "../time/scheduler.js";
import type { Leg } from "../world/leg.js";
import { perWorld } from "../world/per-world.js";
import type { MediaStream } from "../world/service.js";
import type { World } from "../world/world.js";
import { createLine } from "./line.js";
import { createPlayer } from "./player.js";
import { readFrame } from "./read-frame.js";
import { formatOf, frameMs, isMp3, silenceOf, toneOf } from "./stream-format.js";
import { createTrack } from "./track.js";
import { openWebSocket, type WebSocketClient } from "./websocket-client.js";

/** A command's settings of a stream. */
export interface StreamFields {
  readonly stream_url?: string;
  readonly stream_track?: string;
  readonly stream_codec?: string;
  readonly stream_bidirectional_mode?: string;
  readonly stream_bidirectional_codec?: string;
  readonly stream_bidirectional_sampling_rate?: number;
  readonly stream_bidirectional_target_legs?: string;
  readonly stream_auth_token?: string;
  readonly custom_parameters?: readonly { readonly name?: string; readonly value?: string }[];
}

/** Media streams that are connected. */
export const openStreams = perWorld(() => new Set<MediaStream>());

/** More than this in the socket, and frames of silence are not sent. */
const mostBuffered = 2 ** 20;
/** Frames after which the application is given time to answer, where time is virtual. */
const framesAtOnce = 5;

/** Learns what becomes of a stream. */
export interface StreamListener {
  /** The application has closed the socket. */
  onClose(): void;
  /** Audio of the application was played. */
  onPlayed(audio: Uint8Array): void;
}

/**
 * Connects to the application and begins to send.
 *
 * @throws {Error} when the address does not answer as a WebSocket server.
 */
export async function openMediaStream(
  world: World,
  leg: Leg,
  id: string,
  body: StreamFields,
  { onClose, onPlayed }: StreamListener,
): Promise<MediaStream> {
  const { scheduler } = world;
  const format = formatOf(body.stream_codec, leg.codec);
  const back = formatOf(body.stream_bidirectional_codec, "PCMU", body.stream_bidirectional_sampling_rate ?? 8000);
  const [silence, tone] = [silenceOf(format), toneOf(format)];
  const [inbound, outbound] = [createTrack(), createTrack()];
  const wanted = { both_tracks: ["inbound", "outbound"], outbound_track: ["outbound"] }[body.stream_track ?? ""];
  const player = createPlayer(scheduler);
  const began = scheduler.now;
  let sequence = 0;
  let chunk = 0;
  let ticking: Task | undefined;
  let lastMp3 = Number.NEGATIVE_INFINITY;
  let socket: WebSocketClient | undefined;
  const line = createLine(world, (frame) => socket?.send(frame));

  const token = body.stream_auth_token === undefined ? {} : { "x-telnyx-streaming-auth-token": body.stream_auth_token };
  socket = await openWebSocket(body.stream_url ?? "", token, {
    onMessage: take,
    onClose() {
      end();
      onClose();
    },
  });

  const parameters = (body.custom_parameters ?? []).map(({ name = "", value = "" }) => [name, value]);
  socket.send(
    JSON.stringify({
      event: "connected",
      version: "1.0.0",
      ...(body.stream_auth_token === undefined ? {} : { connected: token }),
    }),
  );
  send("start", {
    start: {
      call_control_id: leg.id,
      call_session_id: leg.sessionId,
      client_state: leg.clientState,
      custom_parameters: Object.fromEntries(parameters),
      from: leg.from,
      media_format: { channels: 1, encoding: format.encoding, sample_rate: format.sampleRate },
      tags: [],
      to: leg.to,
      user_id: world.settings.userId,
    },
  });
  void tick();

  /** A frame of each track, and the next one 20 ms later. While the party speaks, time has to pass for it. */
  function tick(): Promise<void> | undefined {
    chunk += 1;
    const speaking = inbound.waiting;
    const plays = leg.audio.started || leg.overlay.started || leg.conference?.playsTo(leg);
    const sounds = new Map([
      ["inbound", inbound.next(silence)],
      ["outbound", outbound.next(plays ? tone : silence)],
    ]);
    if (speaking || (socket?.buffered ?? 0) < mostBuffered) {
      const timestamp = String(Math.round(scheduler.now - began));
      for (const track of wanted ?? ["inbound"]) {
        const payload = Buffer.from(sounds.get(track) ?? silence).toString("base64");
        line.send(track, frameOf("media", { media: { chunk: String(chunk), payload, timestamp, track } }));
      }
    }
    schedule(frameMs);
    // Replies of the application to the end of a sound are awaited.
    if (speaking && !inbound.waiting) scheduler.schedule(0, () => Promise.resolve());
    return chunk % framesAtOnce === 0 ? socket?.exchanged() : undefined;
  }

  function schedule(delayMs: number): void {
    ticking = scheduler.schedule(delayMs, () => tick(), { background: !inbound.waiting, complete: true });
  }

  function end(): void {
    scheduler.cancel(ticking);
    player.clear();
    openStreams(world).delete(stream);
  }

  /** A frame of the application. */
  function take(text: string): void {
    if (line.dead) return;
    const frame = readFrame(text);
    if (frame.kind === "wrong") fail(frame.code, frame.title, frame.detail);
    else if (frame.kind === "clear") player.clear();
    else if (frame.kind === "mark") player.mark(() => send("mark", { mark: { name: frame.name } }));
    else if (body.stream_bidirectional_mode === "rtp") playFrame(frame.audio);
    else playFile(frame.audio);
  }

  /** Files play one after the other; how long they are is not looked into. */
  function playFile(audio: Uint8Array): void {
    if (!isMp3(audio)) {
      world.timeline.warn(
        'Raw audio came over a media stream without stream_bidirectional_mode "rtp": nobody hears it.',
      );
      return;
    }
    const tooSoon = scheduler.now - lastMp3 < 1000;
    if (tooSoon) fail(100_005, "rate_limit_reached", "One file per second.");
    else player.play(1000, () => onPlayed(audio));
    lastMp3 = tooSoon ? lastMp3 : scheduler.now;
  }

  function playFrame(audio: Uint8Array): void {
    const durationMs = back.bytesPerMs === undefined ? frameMs : audio.length / back.bytesPerMs;
    if (durationMs < frameMs || durationMs > 30_000) {
      const message = `A media frame of ${durationMs} ms came; the platform takes 20 ms to 30 s.`;
      world.timeline.warn(message);
    }
    player.play(durationMs, () => onPlayed(audio));
  }

  function fail(code: number, title: string, detail: string): void {
    send("error", { payload: { code, title, detail } });
  }

  function send(event: string, fields: Readonly<Record<string, unknown>>): void {
    if (!line.dead) socket?.send(frameOf(event, fields));
  }

  function frameOf(event: string, fields: Readonly<Record<string, unknown>>): string {
    sequence += 1;
    return JSON.stringify({ event, sequence_number: String(sequence), ...fields, stream_id: id });
  }

  const stream: MediaStream = {
    hear(audio) {
      inbound.add(audio);
      const due = ticking ? Math.max(0, ticking.at - scheduler.now) : 0;
      scheduler.cancel(ticking);
      schedule(due);
    },
    play: (audio) => outbound.add(audio),
    press: (digit) => send("dtmf", { dtmf: { digit }, occurred_at: formatTimestamp(world.nowMicros()) }),
    stop() {
      send("stop", { stop: { call_control_id: leg.id, user_id: world.settings.userId } });
      end();
      socket?.close();
    },
  };
  openStreams(world).add(stream);
  return stream;
}
