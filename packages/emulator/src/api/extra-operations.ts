type Schema = Readonly<Record<string, unknown>>;

const text = { type: "string" };
const flag = { type: "boolean" };
const whole = { type: "integer" };
const uuid = { type: "string", format: "uuid" };
const common = { client_state: text, command_id: { type: "string", minLength: 1 } };
const oneOf = (...values: readonly string[]) => ({ type: "string", enum: values });

/**
 * Commands of calls that belong to packages which do not exist yet (queues and streaming). Calls need them for their
 * states, so they are described here until the specification of those packages describes them.
 */
const commands: Readonly<
  Record<string, { domain: string; name: string; fields: Schema; required?: readonly string[] }>
> = {
  enqueue: {
    domain: "queues",
    name: "enqueue",
    fields: {
      queue_name: { ...text, minLength: 1, maxLength: 255 },
      max_size: whole,
      max_wait_time_secs: whole,
      keep_after_hangup: flag,
    },
    required: ["queue_name"],
  },
  leave_queue: { domain: "queues", name: "leave", fields: {} },
  streaming_start: {
    domain: "streaming",
    name: "startStreaming",
    fields: { stream_url: text, stream_track: oneOf("inbound_track", "outbound_track", "both_tracks") },
  },
  streaming_stop: { domain: "streaming", name: "stopStreaming", fields: { stream_id: uuid } },
  transcription_start: {
    domain: "streaming",
    name: "startTranscription",
    fields: { transcription_engine: text, transcription_engine_config: { type: "object" }, transcription_tracks: text },
  },
  transcription_stop: { domain: "streaming", name: "stopTranscription", fields: {} },
  fork_start: {
    domain: "streaming",
    name: "startFork",
    fields: { rx: text, tx: text, stream_type: oneOf("decrypted") },
  },
  fork_stop: { domain: "streaming", name: "stopFork", fields: { stream_type: oneOf("raw", "decrypted") } },
};

/** Adds those commands to a document that has not got them. */
export function withExtraOperations(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const paths: Record<string, unknown> = { ...(document.paths as object) };
  for (const [action, { domain, name, fields, required = [] }] of Object.entries(commands)) {
    const schema = { type: "object", properties: { ...common, ...fields }, required };
    const parameter = { in: "path", name: "call_control_id", required: true, schema: text };
    paths[`/calls/{call_control_id}/actions/${action}`] ??= {
      post: {
        parameters: [parameter],
        requestBody: { content: { "application/json": { schema } } },
        "x-telnyx-method": { domain, name },
      },
    };
  }
  return { ...document, paths };
}
