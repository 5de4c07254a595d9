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
  /** The base URL of the API, with its version: `http://127.0.0.1:4010/v2`. Without a port nothing answers there. */
  readonly url: string;
  /** The key that requests must carry. */
  readonly apiKey: string;
  /** The key that webhooks are verified with: base64 of 32 bytes. */
  readonly publicKey: string;
  /** The id of the application that exists from the start, for `connection_id`. */
  readonly connectionId: string;
  /** Answers API requests for any origin without a socket; give it to `createTelnyx({ fetch })`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Options of a client: `createTelnyx(emulator.client)`. Its clock is the emulator's, so a retry waits no real time. */
  readonly client: ClientOptions;
  readonly timeline: Timeline;
  /** The commands so far with their whole bodies, all or those of one operation: `emulator.commands("media.speak")`. */
  commands(operation?: string): readonly SentCommand[];
  /**
   * The parties of answered legs with which nothing can happen any more but by a command: they hear silence for good. Ask when
   * nothing is due; `settle` warns of each in the timeline, and fails with `strict`.
   */
  readonly stranded: readonly Party[];
  /** The emulator's time. */
  now(): Date;
  /** Somebody calls a number of the application. */
  inboundCall(options: InboundCallOptions): Promise<Party>;
  /**
   * The other end of a leg, for instance of one that was dialled.
   *
   * @throws {RangeError} when no call has that id.
   */
  party(callControlId: string): Party;
  /** The legs that are not over, oldest first. */
  readonly parties: readonly Party[];
  /** Says how a number behaves when it is called; `undefined` takes that back. */
  setCallee(to: string, callee: Callee | undefined): void;
  /** Says how a file that is played behaves: how long it is, or that it is missing. */
  setMedia(urlOrName: string, sound: { durationMs?: number | undefined; missing?: boolean | undefined }): void;
  /** Says how an AI assistant behaves; `undefined` takes that back. */
  setAssistant(id: string, script: AssistantScript | undefined): void;
  /** Recordings can't be stored from now on, for this reason; `undefined` takes that back. */
  setRecordingError(reason: RecordingErrorReason | undefined): void;
  /**
   * Lets that many milliseconds pass. With a virtual clock at once, with a real one by waiting.
   *
   * @throws {RangeError} when that is no time.
   */
  advance(ms: number): Promise<void>;
  /** Lets time pass until nothing is due but what waits for somebody: a key, an answer, a time limit. */
  settle(): Promise<void>;
  /**
   * Resolves when that many milliseconds of the emulator's time have passed, no matter who advances it. Give it to an
   * application in place of its timers, so that they run in virtual time too.
   */
  sleep(ms: number): Promise<void>;
  /**
   * Injects a fault from now on; the returned function takes it away.
   *
   * @throws {RangeError} when there is no such fault, or nothing that it could hit.
   */
  inject(fault: Fault): () => void;
  /**
   * Draws what happened as a ladder diagram: an SVG document for reports and documentation, without script and fonts, or the text
   * of a Mermaid diagram for issues and pull requests.
   * While a port is open, the same ladder is a live page at `/_ladder` there.
   *
   * @throws {RangeError} when no call has the id that `call` names, or `width` is out of bounds.
   * @example
   * await writeFile("call.svg", emulator.ladder({ call: call.callControlId }));
   */
  ladder(options?: LadderOptions): string;
  /** Closes the port and stops the time. */
  stop(): Promise<void>;
}
