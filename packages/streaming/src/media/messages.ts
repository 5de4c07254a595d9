/** Codec names as the platform writes them. A newer platform may send others. */
export type MediaEncoding = "PCMU" | "PCMA" | "L16" | "G722" | "OPUS" | "AMR-WB" | (string & {});

/** Form of the audio that the platform sends. */
export interface MediaFormat {
  readonly encoding: MediaEncoding;
  /** Samples per second, for example 8000. */
  readonly sample_rate: number;
  readonly channels: number;
}

interface InStream {
  /** UUID of the stream, as in the `streaming.started` event. */
  readonly stream_id?: string | undefined;
  /** Counts the messages of the stream. */
  readonly sequence_number?: number | undefined;
}

/** First message on a new socket. A token in it has been checked and removed. */
export interface ConnectedMessage {
  readonly event: "connected";
  /** Version of the protocol, for example `1.0.0`. */
  readonly version?: string | undefined;
}

/** The call, and the format of its audio. Sent once, before the audio. */
export interface StartMessage extends InStream {
  readonly event: "start";
  readonly start: {
    readonly call_control_id: string;
    readonly call_session_id?: string | undefined;
    readonly user_id?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly tags?: readonly string[] | undefined;
    /** The state that was last set on the leg, base64-encoded. */
    readonly client_state?: string | undefined;
    /** The `custom_parameters` of the command that started the stream. */
    readonly custom_parameters: Readonly<Record<string, string>>;
    readonly media_format: MediaFormat;
  };
}

/** A frame of audio, by default of 20 milliseconds. */
export interface MediaMessage extends InStream {
  readonly event: "media";
  readonly media: {
    /** `inbound` is what the party of the leg says, `outbound` what it hears. */
    readonly track: "inbound" | "outbound" | (string & {});
    /** Number of the frame in its track, from 1. A session gives frames in this order. */
    readonly chunk: number;
    /** Milliseconds since the beginning of the stream. */
    readonly timestamp: number;
    /** The audio, base64-encoded and without RTP header. `session.samples` decodes it. */
    readonly payload: string;
  };
}

/** A key that the party of the leg has pressed. */
export interface DtmfMessage extends InStream {
  readonly event: "dtmf";
  /** ISO 8601. */
  readonly occurred_at?: string | undefined;
  readonly dtmf: { readonly digit: string };
}

/** A mark that you sent has come back. */
export interface MarkMessage extends InStream {
  readonly event: "mark";
  readonly mark: { readonly name: string };
  /** `true` if the session sent `clear` after the mark: some audio before it may not have been played. */
  readonly cleared?: boolean | undefined;
}

/** The stream has ended. Nothing follows. */
export interface StopMessage extends InStream {
  readonly event: "stop";
  readonly stop?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Telnyx could not use a message that you sent: 100003 a malformed message, 100004 a payload that is not base64,
 * 100005 more than one MP3 file per second, 100002 anything else.
 */
export interface ErrorMessage extends InStream {
  readonly event: "error";
  readonly payload: {
    readonly code: number;
    readonly title?: string | undefined;
    readonly detail?: string | undefined;
  };
}

/** A message that this version does not know, as it came. */
export interface UnknownMessage {
  readonly event: "unknown";
  /** The `event` on the wire. */
  readonly wire_event: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** A message that came after `start` and cannot be read. The stream goes on. */
export interface MalformedMessage {
  readonly event: "malformed";
  /** The problem with it. Holds nothing of the message. */
  readonly problem: string;
}

/** A message from the platform. Narrows on `event`. */
export type MediaStreamMessage =
  | ConnectedMessage
  | StartMessage
  | MediaMessage
  | DtmfMessage
  | MarkMessage
  | StopMessage
  | ErrorMessage
  | UnknownMessage
  | MalformedMessage;

/** Audio for the call, base64-encoded: 20 milliseconds to 30 seconds of it, or a whole MP3 file. */
export interface MediaFrame {
  readonly event: "media";
  readonly media: { readonly payload: string };
}

/** Asks for a `mark` message of the same name as soon as everything sent before it has been played. */
export interface MarkFrame {
  readonly event: "mark";
  readonly mark: { readonly name: string };
}

/** Stops what is playing and drops what waits behind it. Marks that wait come back at once. */
export interface ClearFrame {
  readonly event: "clear";
}

/** A message that your server may send. */
export type OutgoingFrame = MediaFrame | MarkFrame | ClearFrame;
