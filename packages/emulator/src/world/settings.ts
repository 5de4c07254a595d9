import type { Callee } from "./callee.js";
import type { Timings } from "./timings.js";

/** The delays and retries of deliveries. Telnyx documents neither for voice; see the README. */
export interface DeliverySettings {
  /** Milliseconds before each attempt at the primary address. @default [0, 1000] */
  readonly primaryDelaysMs: readonly number[];
  /** Milliseconds before each attempt at the failover address. @default [0, 2000] */
  readonly failoverDelaysMs: readonly number[];
  /** Real milliseconds to wait for a reply, unless the application sets its own. Raise it for a busy machine. @default 2000 */
  readonly timeoutMs: number;
  /** Whether 4xx other than 408 and 429 are retried; the documentation says both. @default false */
  readonly retry4xx: boolean;
}

/** Choices for behaviour that Telnyx does not document, or documents in two ways. */
export interface BehaviourSettings {
  /** The status for a request without an Authorization header. @default 401 */
  readonly missingKeyStatus: 401 | 404;
  /** The status for a well-formed `call_control_id` of no call: 422/90015 or 404/10005. @default 422 */
  readonly unknownCallStatus: 422 | 404;
  /** The status of `call.speak.ended` after `playback_stop`. @default "completed" */
  readonly stoppedSpeakStatus: "completed" | "cancelled";
  /** An `audio_url` that cannot be fetched: accepted and reported, or refused with 400/90040. @default "event" */
  readonly missingAudio: "event" | "refuse";
  /** Whether the prompts of `gather_using_speak` send `call.speak.*`. @default false */
  readonly gatherSpeakEvents: boolean;
  /** Whether `transfer` is possible on an inbound call that was not answered. @default false */
  readonly transferUnanswered: boolean;
  /** The target of a `transfer` whose caller hangs up after its answer and before the bridge. @default "stays" */
  readonly transferWithoutCaller: "stays" | "ends";
  /** A fork while a stream runs: replaces it, or is refused with 90045. @default "replace" */
  readonly forkWhileStreaming: "replace" | "refuse";
}

export interface Settings {
  readonly apiKey: string;
  readonly userId: string;
  /** The public key that verifies webhooks: base64 of 32 bytes. */
  readonly publicKey: string;
  readonly timings: Timings;
  readonly delivery: DeliverySettings;
  readonly behaviour: BehaviourSettings;
  /** The `stream_url`s that the emulator connects. */
  readonly mediaStreams: "loopback" | "all" | "none";
  /** Dials per second, counted over five seconds; `false` for no limit. */
  readonly dialsPerSecond: number | false;
  /** The time that signatures carry, given the emulator's, both in milliseconds since the epoch. */
  readonly signatureTime: (emulatorMs: number) => number;
  readonly callee: (from: string, to: string, detection?: string) => Callee;
  /** The address under which a file of the emulator can be fetched. */
  readonly fileUrl: (path: string) => string;
  /** The fault of the next frame of a media stream's track. */
  readonly frameFault: (track: string) => { readonly fault: string; readonly delayMs?: number | undefined } | undefined;
  /** The event types that exist. */
  readonly eventTypes: ReadonlySet<string>;
}

export const defaultDelivery: DeliverySettings = {
  primaryDelaysMs: [0, 1_000],
  failoverDelaysMs: [0, 2_000],
  timeoutMs: 2_000,
  retry4xx: false,
};

export const defaultBehaviour: BehaviourSettings = {
  missingKeyStatus: 401,
  unknownCallStatus: 422,
  stoppedSpeakStatus: "completed",
  missingAudio: "event",
  gatherSpeakEvents: false,
  transferUnanswered: false,
  transferWithoutCaller: "stays",
  forkWhileStreaming: "replace",
};
