/**
 * The audio of a call over a WebSocket: messages, codecs and a session for your server.
 *
 * @module
 * @example
 * import { createMediaSession } from "@telnyx-kit/streaming/media";
 *
 * const session = createMediaSession(socket, { authToken });
 * for await (const message of session) {
 *   if (message.event === "media") session.sendPayload(message.media.payload); // an echo
 * }
 */
export { type AudioCoding, decodeAudio, encodeAudio } from "./media/audio.js";
export { createMediaSession } from "./media/create-media-session.js";
export { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from "./media/g711.js";
export type { MediaCounts, MediaSession, MediaSessionEnd } from "./media/media-session.js";
export { MediaStreamError, type MediaStreamFailure } from "./media/media-stream-error.js";
export type {
  ClearFrame,
  ConnectedMessage,
  DtmfMessage,
  ErrorMessage,
  MalformedMessage,
  MarkFrame,
  MarkMessage,
  MediaEncoding,
  MediaFormat,
  MediaFrame,
  MediaMessage,
  MediaStreamMessage,
  OutgoingFrame,
  StartMessage,
  StopMessage,
  UnknownMessage,
} from "./media/messages.js";
export type { MediaSessionOptions, SendFormat } from "./media/options.js";
export { readMediaMessage } from "./media/read-message.js";
export type { MediaSocket } from "./media/socket.js";
export type { UpgradeHeaders } from "./media/stream-token.js";
