import { MediaStreamError } from "./media-stream-error.js";
import type { MediaFormat, MediaStreamMessage } from "./messages.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a message of the platform. Numbers, which come as text in some messages, are numbers afterwards.
 *
 * @throws {MediaStreamError} when the text is not a message: not JSON, or without what a message of its kind must have.
 */
export function readMediaMessage(text: string): MediaStreamMessage {
  const message = parse(text);
  const event = message.event;
  if (typeof event !== "string") throw malformed("a message", "event");
  const inStream = {
    stream_id: optionalText(message.stream_id),
    sequence_number: optionalNumber(message.sequence_number),
  };
  switch (event) {
    case "connected":
      return { event, version: optionalText(message.version) };
    case "start":
      return { event, ...inStream, start: readStart(partOf(message, event)) };
    case "media": {
      const media = partOf(message, event);
      if (typeof media.payload !== "string") throw malformed(event, "media.payload");
      return {
        event,
        ...inStream,
        media: {
          track: optionalText(media.track) ?? "inbound",
          chunk: optionalNumber(media.chunk) ?? 0,
          timestamp: optionalNumber(media.timestamp) ?? 0,
          payload: media.payload,
        },
      };
    }
    case "dtmf": {
      const dtmf = partOf(message, event);
      if (typeof dtmf.digit !== "string") throw malformed(event, "dtmf.digit");
      // The documentation has the time beside the key, its samples have it beside the event.
      const occurred_at = optionalText(message.occurred_at) ?? optionalText(dtmf.occurred_at);
      return { event, ...inStream, occurred_at, dtmf: { digit: dtmf.digit } };
    }
    case "mark": {
      const mark = partOf(message, event);
      if (typeof mark.name !== "string") throw malformed(event, "mark.name");
      return { event, ...inStream, mark: { name: mark.name } };
    }
    case "stop":
      return { event, ...inStream, stop: isFields(message.stop) ? message.stop : undefined };
    case "error": {
      // The documentation has the code in `payload`, other samples have it in `error`.
      const { code, title, detail } = partOf(message, event, isFields(message.error) ? "error" : "payload");
      return {
        event,
        ...inStream,
        payload: { code: optionalNumber(code) ?? 0, title: optionalText(title), detail: optionalText(detail) },
      };
    }
    default:
      return { event: "unknown", wire_event: event, message };
  }
}

/** The token of a `connected` message, which the documentation shows one level down. */
export function readAuthToken(text: string): string | undefined {
  const message = parse(text);
  const name = "x-telnyx-streaming-auth-token";
  return optionalText(isFields(message.connected) ? message.connected[name] : undefined) ?? optionalText(message[name]);
}

function readStart(start: Fields) {
  if (typeof start.call_control_id !== "string") throw malformed("start", "start.call_control_id");
  return {
    call_control_id: start.call_control_id,
    call_session_id: optionalText(start.call_session_id),
    user_id: optionalText(start.user_id),
    from: optionalText(start.from),
    to: optionalText(start.to),
    tags: Array.isArray(start.tags) ? start.tags.map(String) : undefined,
    client_state: optionalText(start.client_state),
    custom_parameters: readParameters(start.custom_parameters),
    media_format: readFormat(start.media_format),
  };
}

function readFormat(format: unknown): MediaFormat {
  if (!isFields(format) || typeof format.encoding !== "string") throw malformed("start", "start.media_format");
  const sample_rate = optionalNumber(format.sample_rate);
  if (!sample_rate) throw malformed("start", "start.media_format.sample_rate");
  return { encoding: format.encoding, sample_rate, channels: optionalNumber(format.channels) ?? 1 };
}

/** Parameters as the platform sends them, an object, or as the command takes them, a list of names and values. */
function readParameters(given: unknown): Record<string, string> {
  const entries = Array.isArray(given)
    ? given.filter(isFields).map(({ name, value }) => [String(name), String(value)] as const)
    : Object.entries(isFields(given) ? given : {}).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(entries);
}

function parse(text: string): Fields {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (cause) {
    throw new MediaStreamError("A message is not JSON.", "malformed", { cause });
  }
  if (!isFields(message)) throw new MediaStreamError("A message is not a JSON object.", "malformed");
  return message;
}

function partOf(message: Fields, event: string, name = event): Fields {
  const part = message[name];
  if (!isFields(part)) throw malformed(event, name);
  return part;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const optionalText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function optionalNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

const malformed = (event: string, field: string): MediaStreamError =>
  new MediaStreamError(`A ${event} message has no usable \`${field}\`. Is it Telnyx that connects here?`, "malformed");
