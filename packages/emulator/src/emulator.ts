import type { AssistantScript } from "./calls/assistant-script.js";
import type { InboundCallOptions } from "./calls/inbound.js";
import type { Party } from "./calls/party.js";
import type { ClientOptions } from "./client-options.js";
import type { Fault } from "./faults/faults.js";
import type { LadderOptions } from "./ladder/ladder.js";
import type { Callee } from "./world/callee.js";
import type { SentCommand } from "./world/sent-command.js";
import type { Timeline } from "./world/timeline.js";

/** Why a recording could not be stored. */
export type RecordingErrorReason =
  | "Failed to authorize with storage using custom credentials"
  | "Invalid credentials json"
  | "Unsupported backend"
  | "Internal server error";

/** A running emulator. */
export interface Emulator {
  /** The base URL of the API, with its version: `http://127.0.0.1:4010/v2`. Without a port nothing listens there. */
  readonly url: string;
  /** The key that requests must carry. */
  readonly apiKey: string;
  /** The public key that verifies webhooks: base64 of 32 bytes. */
  readonly publicKey: string;
  /** The id of the emulator's first application, for `connection_id`. */
  readonly connectionId: string;
  /** Serves API requests for any origin without a socket. Pass it to `createTelnyx({ fetch })`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Options of a client: `createTelnyx(emulator.client)`. Its clock is the emulator's, so a retry waits no real time. */
  readonly client: ClientOptions;
  readonly timeline: Timeline;
  /** The commands so far, with their whole bodies: all, or those of one operation, `emulator.commands("media.speak")`. */
  commands(operation?: string): readonly SentCommand[];
  /**
   * The parties of answered legs that only a command can move on: they hear silence for good. Read it after `settle`, which
   * warns of each in the timeline, and fails with `strict`.
   */
  readonly stranded: readonly Party[];
  /** The emulator's time. */
  now(): Date;
  /** Calls a number of your application, and gives the caller. */
  inboundCall(options: InboundCallOptions): Promise<Party>;
  /**
   * The party of a leg, for example of one that your application dialled.
   *
   * @throws {RangeError} when no call has that id.
   */
  party(callControlId: string): Party;
  /** The parties of legs that have not ended, oldest first. */
  readonly parties: readonly Party[];
  /** Sets the behaviour of a number that is called; `undefined` restores the default. */
  setCallee(to: string, callee: Callee | undefined): void;
  /** Sets the length of a file that is played, or makes it missing. */
  setMedia(urlOrName: string, sound: { durationMs?: number | undefined; missing?: boolean | undefined }): void;
  /** Sets the behaviour of an AI assistant; `undefined` restores the default. */
  setAssistant(id: string, script: AssistantScript | undefined): void;
  /** Makes the storage of recordings fail from now on, for this reason; `undefined` ends that. */
  setRecordingError(reason: RecordingErrorReason | undefined): void;
  /**
   * Lets that many milliseconds pass: at once with a virtual clock, by waiting with a real one.
   *
   * @throws {RangeError} when `ms` is negative or no number.
   */
  advance(ms: number): Promise<void>;
  /** Lets time pass until the platform waits for somebody: a key, an answer, a time limit. */
  settle(): Promise<void>;
  /**
   * Resolves when that many milliseconds of the emulator's time have passed, no matter who advances it. Give it to an
   * application in place of its timers, so that they run in virtual time too.
   */
  sleep(ms: number): Promise<void>;
  /**
   * Injects a fault from now on. The returned function removes it.
   *
   * @throws {RangeError} when the fault is unknown, or `on` names no event, operation or track.
   */
  inject(fault: Fault): () => void;
  /**
   * Draws the timeline as a ladder: an SVG document without script and fonts, or the text of a Mermaid diagram for issues and
   * pull requests. An emulator with a port also shows it as a live page at `/_ladder`.
   *
   * @throws {RangeError} when no call has the id that `call` names, or `width` is out of bounds.
   * @example
   * await writeFile("call.svg", emulator.ladder({ call: call.callControlId }));
   */
  ladder(options?: LadderOptions): string;
  /** Closes the port and stops the clock. */
  stop(): Promise<void>;
}
