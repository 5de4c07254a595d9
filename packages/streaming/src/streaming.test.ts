import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createStreaming } from "./streaming.js";

const call = "v3:call/1+= ü";

testMethods(createStreaming, {
  startStreaming: {
    given: [call, { stream_url: "wss://bot.example.com/media", stream_bidirectional_mode: "rtp" }],
    sends: "POST /calls/{call_control_id}/actions/streaming_start",
    commandId: true,
  },
  stopStreaming: { given: [call], sends: "POST /calls/{call_control_id}/actions/streaming_stop", commandId: true },
  startTranscription: {
    given: [call, { transcription_engine: "Telnyx", transcription_tracks: "both" }],
    sends: "POST /calls/{call_control_id}/actions/transcription_start",
    commandId: true,
  },
  stopTranscription: {
    given: [call],
    sends: "POST /calls/{call_control_id}/actions/transcription_stop",
    commandId: true,
  },
  startFork: {
    given: [call, { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" }],
    sends: "POST /calls/{call_control_id}/actions/fork_start",
    commandId: true,
  },
  stopFork: {
    given: [call, { stream_type: "decrypted" }],
    sends: "POST /calls/{call_control_id}/actions/fork_stop",
    commandId: true,
  },
});
