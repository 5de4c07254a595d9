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
  /** The mode of answering machine detection, where the command asks for it. */
  readonly detection?: string | undefined;
}

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Where webhooks are sent: `http://localhost:3000/webhooks`. */
  readonly webhookUrl?: string | undefined;
  /** Where they are sent after two failures there. */
  readonly webhookFailoverUrl?: string | undefined;
  /**
   * Takes the webhooks without a socket; for addresses of every kind, so look at `request.url` where it matters.
   * The emulator then listens on no port either, unless `port` is given.
   */
  readonly webhookHandler?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Answers a request that the emulator does not know, as that of another product; undefined refuses it. */
  readonly fallback?: EmulatorFallback | undefined;
  /** The address to listen on; another than loopback lets other machines and containers in. @default "127.0.0.1" */
  readonly host?: string | undefined;
  /**
   * Host names that requests may be for beside those of this machine: the name of the emulator's container. All others are
   * refused, so that no page in a browser reaches the emulator under a name of its own.
   */
  readonly hosts?: readonly string[] | undefined;
  /** The port of the API; 0 for any free one, false for none. @default 0, and none with `webhookHandler` */
  readonly port?: number | false | undefined;
  /**
   * `virtual` time passes only through `advance`, `settle` and the actions of callers, at once; `real` time passes by
   * itself.
   *
   * @default "virtual"
   */
  readonly clock?: "virtual" | "real" | undefined;
  /** How much faster than the wall a real clock runs, 1 to 1000. @default 1 */
  readonly speed?: number | undefined;
  /** Whole number; ids, keys and faults follow from it. @default 1 */
  readonly seed?: number | undefined;
  /** The moment at which the emulator's time begins. @default 2026-01-15T10:00:00Z, and now for a real clock */
  readonly startTime?: Date | undefined;
  /** The key that requests must carry. @default one made from the seed */
  readonly apiKey?: string | undefined;
  /** Signs the webhooks: `await createSigningKey()` of `@telnyx-kit/webhooks/testing`. @default a key made from the seed */
  readonly signingKey?: SigningKey | undefined;
  /** The id of the application that exists from the start. @default 1000000000000000001 */
  readonly connectionId?: string | undefined;
  /** How called parties behave: one behaviour for all, or one by numbers. @default they answer after 2 s */
  readonly callee?: Callee | ((call: DialledCall) => Callee) | undefined;
  readonly faults?: readonly Fault[] | undefined;
  readonly timings?: Partial<Timings> | undefined;
  readonly delivery?: Partial<DeliverySettings> | undefined;
  readonly behaviour?: Partial<BehaviourSettings> | undefined;
  /**
   * Which media streams (`stream_url`) are connected to: those on this machine, `all`, or `none`. The others are
   * reported without a socket.
   *
   * @default "loopback"
   */
  readonly mediaStreams?: "loopback" | "all" | "none" | undefined;
  /** Dials a second, measured over five; false for no limit. @default 30 */
  readonly dialsPerSecond?: number | false | undefined;
  /** The clock of the signatures' timestamps; verifiers compare with their own. @default "real" */
  readonly signatureClock?: "real" | "virtual" | undefined;
  /** Whether actions of callers run until nothing is due, with a virtual clock. @default true */
  readonly autoSettle?: boolean | undefined;
  /** Real milliseconds of silence after a webhook that count as "the application is done". @default 0 in process, 10 over sockets */
  readonly quietMs?: number | undefined;
  /** Makes `settle` fail for a stranded leg, a field that the platform ignores, and a delivery with the reply 500. @default false */
  readonly strict?: boolean | undefined;
  /** Legs that may be left in silence on purpose: they are not stranded. @default none */
  readonly mayWait?: ((party: Party) => boolean) | undefined;
  /** Entries that the timeline keeps. @default 10000 */
  readonly timelineLimit?: number | undefined;
  /** Called with every entry of the timeline as it is made. */
  readonly onEntry?: ((entry: TimelineEntry) => void) | undefined;
}

/** Options of an emulator inside this package. */
export interface SteeredOptions extends EmulatorOptions {
  /** Decides what happens next where several things may. */
  readonly chooser?: Chooser | undefined;
}
