import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createConferences } from "./conferences.js";

const call_control_id = "v3:call";
const call_control_ids = [call_control_id];
const conference = "conference/1 ü";
const participant = "participant/1 ü";
const audio_url = "https://example.com/music.mp3";

testMethods(createConferences, {
  create: { given: [{ call_control_id, name: "standup" }], sends: "POST /conferences", commandId: true },
  list: {
    given: [{ filter: { status: "in_progress" }, region: "Europe", page: { size: 50 } }],
    sends: "GET /conferences?filter[status]=in_progress&region=Europe&page[size]=50",
    answer: "page",
  },
  retrieve: { given: [conference, { region: "Europe" }], sends: "GET /conferences/{id}?region=Europe" },
  join: {
    given: [conference, { call_control_id, supervisor_role: "whisper" }],
    sends: "POST /conferences/{id}/actions/join",
    commandId: true,
  },
  leave: {
    given: [conference, { call_control_id }],
    sends: "POST /conferences/{id}/actions/leave",
    commandId: true,
  },
  update: {
    given: [conference, { call_control_id, supervisor_role: "barge" }],
    sends: "POST /conferences/{id}/actions/update",
    commandId: true,
  },
  end: { given: [conference], sends: "POST /conferences/{id}/actions/end", commandId: true },
  hold: { given: [conference, { call_control_ids, audio_url }], sends: "POST /conferences/{id}/actions/hold" },
  unhold: { given: [conference, { call_control_ids }], sends: "POST /conferences/{id}/actions/unhold" },
  mute: { given: [conference, { call_control_ids }], sends: "POST /conferences/{id}/actions/mute" },
  unmute: { given: [conference, { call_control_ids }], sends: "POST /conferences/{id}/actions/unmute" },
  speak: {
    given: [conference, { payload: "The meeting begins.", voice: "AWS.Polly.Joanna-Neural" }],
    sends: "POST /conferences/{id}/actions/speak",
    commandId: true,
  },
  play: { given: [conference, { audio_url, loop: 2 }], sends: "POST /conferences/{id}/actions/play" },
  stop: { given: [conference, { call_control_ids }], sends: "POST /conferences/{id}/actions/stop" },
  sendDtmf: { given: [conference, { digits: "1234#" }], sends: "POST /conferences/{id}/actions/send_dtmf" },
  gatherUsingAudio: {
    given: [conference, { call_control_id, audio_url, maximum_digits: 1 }],
    sends: "POST /conferences/{id}/actions/gather_using_audio",
  },
  startRecording: {
    given: [conference, { format: "mp3" }],
    sends: "POST /conferences/{id}/actions/record_start",
    commandId: true,
  },
  pauseRecording: { given: [conference], sends: "POST /conferences/{id}/actions/record_pause", commandId: true },
  resumeRecording: { given: [conference], sends: "POST /conferences/{id}/actions/record_resume", commandId: true },
  stopRecording: { given: [conference], sends: "POST /conferences/{id}/actions/record_stop", commandId: true },
  "participants.list": {
    given: [conference, { filter: { muted: true }, page: { number: 2 } }],
    sends: "GET /conferences/{conference_id}/participants?filter[muted]=true&page[number]=2",
    answer: "page",
  },
  "participants.retrieve": {
    given: [conference, participant],
    sends: "GET /conferences/{id}/participants/{participant_id}",
  },
  "participants.update": {
    given: [conference, participant, { end_conference_on_exit: true }],
    sends: "PATCH /conferences/{id}/participants/{participant_id}",
  },
});
