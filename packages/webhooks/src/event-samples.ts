import type { EventType } from "./event.js";
import type { TelnyxEvents } from "./generated/events.js";

/** Invented values in the field sets that Telnyx sends: documentation numbers, addresses and hosts. */
type Samples = { readonly [Type in EventType]: TelnyxEvents[Type]["payload"] };

const at = (second: number) => `2026-01-15T10:00:${String(second).padStart(2, "0")}.000000Z`;
const leg = {
  call_control_id: "v3:VGhpcyBpcyBhIHNhbXBsZSBsZWcgZm9yIHRlc3Rz",
  call_leg_id: "0c1d2e3f-0000-4000-8000-000000000001",
  call_session_id: "0c1d2e3f-0000-4000-8000-000000000002",
  client_state: null,
  connection_id: "1000000000000000001",
};
const call = { ...leg, calling_party_type: "pstn" };
const parties = { from: "+12025550101", to: "+12025550199" };
const named = { ...call, ...parties };
const started = { start_time: at(0) };
const media = { media_name: "greeting", media_url: "https://media.example.com/greeting.mp3" };
const conference = { ...leg, conference_id: "0c1d2e3f-0000-4000-8000-000000000003" };
const announcement = {
  conference_id: conference.conference_id,
  connection_id: leg.connection_id,
  creator_call_session_id: leg.call_session_id,
  occurred_at: at(20),
};
const participant = { ...conference, creator_call_session_id: leg.call_session_id, occurred_at: at(20) };
const history = [
  { role: "assistant" as const, content: "How many people will come?" },
  { role: "user" as const, content: "Four." },
];
const recording = {
  recording_id: "0c1d2e3f-0000-4000-8000-000000000004",
  recording_started_at: at(3),
  recording_ended_at: at(18),
  channels: "single" as const,
  format: "mp3" as const,
  recording_urls: { mp3: "https://recordings.example.com/sample.mp3" },
  public_recording_urls: {},
};
const stream = { stream_url: "wss://stream.example.com/media" };
const queue = { ...call, queue: "support" };
const quality = {
  inbound: {
    jitter_max_variance: "12.50",
    jitter_packet_count: "2",
    mos: "4.50",
    packet_count: "900",
    skip_packet_count: "0",
  },
  outbound: { packet_count: "850", skip_packet_count: "0" },
};

/** One payload of every type of event. */
export const eventSamples: Samples = {
  "call.ai_gather.ended": { ...named, message_history: history, result: { guests: 4 }, status: "valid" },
  "call.ai_gather.message_history_updated": { ...named, message_history: history },
  "call.ai_gather.partial_results": { ...named, message_history: history, partial_results: { guests: 4 } },
  "call.answered": { ...named, ...started },
  "call.bridged": { ...named, ...started },
  "call.conversation.created": { ...named, conversation_id: "0c1d2e3f-0000-4000-8000-000000000005" },
  "call.conversation.start_failed": { ...named, assistant_id: "assistant-0c1d2e3f", reason: "service_error" },
  "call.conversation.ended": {
    ...named,
    assistant_id: "assistant-0c1d2e3f",
    conversation_id: "0c1d2e3f-0000-4000-8000-000000000005",
    duration_sec: 42,
    llm_model: "example/model",
    stt_model: "example/speech-to-text",
    tts_model_id: "example/text-to-speech",
    tts_provider: "telnyx",
    tts_voice_id: "Telnyx.Example.Voice",
  },
  "call.conversation_insights.generated": {
    ...call,
    insight_group_id: "0c1d2e3f-0000-4000-8000-000000000006",
    results: [{ insight_id: "0c1d2e3f-0000-4000-8000-000000000007", result: "A table for four was booked." }],
  },
  "call.cost": {
    ...call,
    billed_duration_secs: 60,
    billing_group_id: null,
    cost_parts: [
      { billed_duration_secs: 60, call_part: "sip-trunking", cost: "0.0070", currency: "USD", rate: "0.0070" },
    ],
    occurred_at: at(30),
    status: "success",
    total_cost: "0.0070",
  },
  "call.deepfake_detection.error": { ...call, error_message: "detection_timeout" },
  "call.deepfake_detection.result": { ...call, consistency: 98.5, result: "real", score: 0.02 },
  "call.dequeued": { ...queue, queue_position: 1, reason: "bridged", wait_time_secs: 12 },
  "call.dtmf.received": { ...named, digit: "5" },
  "call.enqueued": { ...queue, current_position: 1, queue_avg_wait_time_secs: 30 },
  "call.fork.started": { ...call, stream_type: "decrypted" },
  "call.fork.stopped": { ...call, stream_type: "decrypted" },
  "call.gather.ended": { ...named, digits: "1234", status: "valid" },
  "call.hangup": {
    ...named,
    ...started,
    call_quality_stats: quality,
    end_time: at(30),
    hangup_cause: "normal_clearing",
    hangup_source: "caller",
    sip_hangup_cause: "200",
  },
  "call.hold": named,
  "call.initiated": {
    ...named,
    ...started,
    caller_id_name: parties.from,
    connection_codecs: "PCMU,PCMA",
    direction: "incoming",
    from_sip_uri: `${parties.from}@203.0.113.10`,
    offered_codecs: "PCMU,PCMA",
    state: "parked",
    to_sip_uri: `${parties.to}@198.51.100.9`,
  },
  "call.machine.detection.ended": { ...named, result: "human" },
  "call.machine.greeting.ended": { ...named, result: "beep_detected" },
  "call.machine.premium.detection.ended": { ...named, result: "human_residence" },
  "call.machine.premium.greeting.ended": { ...named, result: "beep_detected" },
  "call.playback.ended": { ...call, ...media, overlay: false, status: "completed", status_detail: "" },
  "call.playback.started": { ...call, ...media, overlay: false },
  "call.recording.error": { ...call, reason: "Internal server error" },
  "call.recording.saved": { ...named, ...recording, duration_millis: 15_000, start_time: at(3), end_time: at(18) },
  "call.recording.transcription.saved": {
    ...call,
    recording_id: recording.recording_id,
    recording_transcription_id: "0c1d2e3f-0000-4000-8000-000000000008",
    status: "completed",
    transcription_text: "Please call me back.",
  },
  "call.refer.completed": { ...named, sip_notify_response: 200 },
  "call.refer.failed": { ...named, sip_notify_response: 486 },
  "call.refer.started": { ...named, sip_notify_response: 100 },
  "call.speak.ended": { ...call, status: "completed" },
  "call.speak.started": call,
  "call.transcription": {
    ...call,
    transcription_data: { confidence: 0.97, is_final: true, transcript: "Hello", transcription_track: "inbound" },
  },
  "call.unhold": named,
  "conference.created": conference,
  "conference.ended": { ...conference, occurred_at: at(25), reason: "all_left" },
  "conference.floor.changed": { ...conference, occurred_at: at(20) },
  "conference.participant.joined": conference,
  "conference.participant.left": conference,
  "conference.participant.playback.ended": { ...participant, ...media },
  "conference.participant.playback.started": { ...participant, ...media },
  "conference.participant.speak.ended": participant,
  "conference.participant.speak.started": participant,
  "conference.playback.ended": { ...announcement, ...media },
  "conference.playback.started": { ...announcement, ...media },
  "conference.recording.saved": {
    call_control_id: leg.call_control_id,
    call_session_id: leg.call_session_id,
    client_state: leg.client_state,
    conference_id: conference.conference_id,
    connection_id: leg.connection_id,
    ...recording,
  },
  "conference.speak.ended": announcement,
  "conference.speak.started": announcement,
  "siprec.failed": { ...leg, failure_cause: "rejected" },
  "siprec.started": leg,
  "siprec.stopped": { ...leg, hangup_cause: "normal_clearing" },
  "streaming.failed": {
    ...leg,
    failure_reason: "connection_failed",
    stream_id: "0c1d2e3f-0000-4000-8000-000000000009",
    stream_params: { ...stream, track: "inbound_track" },
    stream_type: "websocket",
  },
  "streaming.started": { ...leg, ...stream },
  "streaming.stopped": { ...leg, ...stream },
};
