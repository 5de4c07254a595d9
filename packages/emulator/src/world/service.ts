import type { StateOf } from "./machines.js";

/** A media stream on a real socket: the audio of one leg, both ways. */
export interface MediaStream {
  /** The party makes a sound: bytes in the codec of the stream. */
  hear(audio: Uint8Array): void;
  /** The party hears a sound. */
  play(audio: Uint8Array): void;
  /** The party pressed a key. */
  press(digit: string): void;
  stop(): void;
}

/** Which of the things that run beside a call. */
export type ServiceKind = "streaming" | "fork" | "transcription" | "siprec";

/** Something that runs beside a call, from a start command to a stop command or the end of the leg. */
export interface Service {
  readonly id: string;
  readonly kind: ServiceKind;
  state: StateOf<"service">;
  /** Its start was reported, so its end will be. */
  reported: boolean;
  /** The fields of its ending event. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The socket of a media stream that is connected. */
  stream?: MediaStream;
  /** Reported when it ends; transcriptions report nothing. */
  readonly stoppedEvent: string | undefined;
}
