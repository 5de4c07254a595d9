/** Messages of the platform, for tests. */

export const callControlId = "v3:call";
const stream_id = "32de0dea-53cb-4b21-89a4-9e1819c043bc";

export const connected = (token?: string): string =>
  JSON.stringify({
    event: "connected",
    version: "1.0.0",
    ...(token !== undefined && { connected: { "x-telnyx-streaming-auth-token": token } }),
  });

export const start = (encoding = "PCMU", sample_rate = 8000): string =>
  JSON.stringify({
    event: "start",
    sequence_number: "1",
    stream_id,
    start: {
      call_control_id: callControlId,
      call_session_id: "ff55a038-6f5d-11ef-9692-02420aeffb1f",
      from: "+12025550101",
      to: "+12025550102",
      client_state: null,
      custom_parameters: {},
      media_format: { encoding, sample_rate, channels: 1 },
    },
  });

export const media = (chunk: number, payload: string): string =>
  JSON.stringify({
    event: "media",
    sequence_number: String(chunk + 1),
    stream_id,
    media: { track: "inbound", chunk: String(chunk), timestamp: String((chunk - 1) * 20), payload },
  });

export const digit = (key: string): string => JSON.stringify({ event: "dtmf", stream_id, dtmf: { digit: key } });
export const mark = (name: string): string => JSON.stringify({ event: "mark", stream_id, mark: { name } });
export const stop = (): string => JSON.stringify({ event: "stop", stream_id, sequence_number: "9" });
