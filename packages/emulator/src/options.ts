import type { SigningKey } from "@telnyx-kit/webhooks/testing";
import type { EmulatorFallback } from "./api/api.js";
import type { Party } from "./calls/party.js";
import type { Fault } from "./faults/faults.js";
import type { Chooser } from "./time/steer.js";
import type { Callee } from "./world/callee.js";
import type { BehaviourSettings, DeliverySettings } from "./world/settings.js";
import type { TimelineEntry } from "./world/timeline.js";
import type { Timings } from "./world/timings.js";

/** A call that the application places. */
export interface DialledCall {
  readonly from: string;
  readonly to: string;
  /** The mode of answering machine detection, if the command asks for it. */
  readonly detection?: string | undefined;
}

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** The address of deliveries: `http://localhost:3000/webhooks`. */
  readonly webhookUrl?: string | undefined;
  /** The address of deliveries after two failures. */
  readonly webhookFailoverUrl?: string | undefined;
  /**
   * Takes the deliveries without a socket, for every address: `request.url` shows which. The emulator then listens on no
   * port, unless you set `port`.
   */
  readonly webhookHandler?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Responds to a request that the emulator does not know, for example of another product; `undefined` refuses it. */
  readonly fallback?: EmulatorFallback | undefined;
  /** The address to listen on. Any but loopback admits other machines and containers. @default "127.0.0.1" */
  readonly host?: string | undefined;
  /**
   * Further host names for requests, besides this machine's: the name of the emulator's container. All others are refused, so
   * that no page in a browser reaches the emulator under its own name.
   */
  readonly hosts?: readonly string[] | undefined;
  /** The port of the API: 0 for any free port, `false` for no port. @default 0; `false` with `webhookHandler` */
  readonly port?: number | false | undefined;
  /**
   * `virtual` time passes at once, in `advance`, `settle` and a party's actions only. `real` time passes by itself.
   *
   * @default "virtual"
   */
  readonly clock?: "virtual" | "real" | undefined;
  /** The speed of a real clock, 1 to 1000 times as fast. @default 1 */
  readonly speed?: number | undefined;
  /** A whole number that decides ids, keys and chance. @default 1 */
  readonly seed?: number | undefined;
  /** The emulator's time at its start. @default 2026-01-15T10:00:00Z; now for a real clock */
  readonly startTime?: Date | undefined;
  /** The key that requests must carry. @default one made from the seed */
  readonly apiKey?: string | undefined;
  /** Signs the webhooks: `await createSigningKey()` of `@telnyx-kit/webhooks/testing`. @default a key made from the seed */
  readonly signingKey?: SigningKey | undefined;
  /** The id of the emulator's first application. @default 1000000000000000001 */
  readonly connectionId?: string | undefined;
  /** The behaviour of called parties: one for all, or a function of the call. @default they answer after 2 s */
  readonly callee?: Callee | ((call: DialledCall) => Callee) | undefined;
  readonly faults?: readonly Fault[] | undefined;
  readonly timings?: Partial<Timings> | undefined;
  readonly delivery?: Partial<DeliverySettings> | undefined;
  readonly behaviour?: Partial<BehaviourSettings> | undefined;
  /**
   * The media streams (`stream_url`) that the emulator connects: those on this machine, `all`, or `none`. The others are
   * events without a socket.
   *
   * @default "loopback"
   */
  readonly mediaStreams?: "loopback" | "all" | "none" | undefined;
  /** Dials per second, counted over five seconds; `false` for no limit. @default 30 */
  readonly dialsPerSecond?: number | false | undefined;
  /** The clock of the signatures' timestamps. Verifiers compare them with their own clock. @default "real" */
  readonly signatureClock?: "real" | "virtual" | undefined;
  /** Whether a party's action also settles, with a virtual clock. @default true */
  readonly autoSettle?: boolean | undefined;
  /** Real milliseconds to wait for further commands after a reply. @default 0 in process, 10 over sockets */
  readonly quietMs?: number | undefined;
  /** Makes `settle` fail for a stranded leg, a field that the platform ignores, and a delivery with the reply 500. @default false */
  readonly strict?: boolean | undefined;
  /** Legs that may wait in silence: they do not count as stranded. @default none */
  readonly mayWait?: ((party: Party) => boolean) | undefined;
  /** Entries that the timeline keeps. @default 10000 */
  readonly timelineLimit?: number | undefined;
  /** Called with each new entry of the timeline. */
  readonly onEntry?: ((entry: TimelineEntry) => void) | undefined;
}

/** Options of an emulator inside this package. */
export interface SteeredOptions extends EmulatorOptions {
  /** Picks the next of several possible steps. */
  readonly chooser?: Chooser | undefined;
}
