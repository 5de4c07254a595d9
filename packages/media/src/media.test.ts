import { expect, test } from "vitest";
import { testMethods, useServer } from "../../core/src/__tests__/test-methods.js";
import { createMedia } from "./media.js";

const call = "v3:call/1+= ü";
const name = "greetings/ü 1";
const audio_url = "https://example.com/greeting.mp3";

testMethods(createMedia, {
  speak: {
    given: [call, { payload: "Please leave a message.", voice: "AWS.Polly.Joanna-Neural" }],
    sends: "POST /calls/{call_control_id}/actions/speak",
    commandId: true,
  },
  startPlayback: {
    given: [call, { audio_url, loop: 2 }],
    sends: "POST /calls/{call_control_id}/actions/playback_start",
    commandId: true,
  },
  stopPlayback: {
    given: [call, { stop: "current" }],
    sends: "POST /calls/{call_control_id}/actions/playback_stop",
    commandId: true,
  },
  startRecording: {
    given: [call, { channels: "single", format: "mp3", play_beep: true }],
    sends: "POST /calls/{call_control_id}/actions/record_start",
    commandId: true,
  },
  pauseRecording: {
    given: [call, { recording_id: "r-1" }],
    sends: "POST /calls/{call_control_id}/actions/record_pause",
    commandId: true,
  },
  resumeRecording: {
    given: [call],
    sends: "POST /calls/{call_control_id}/actions/record_resume",
    commandId: true,
  },
  stopRecording: {
    given: [call],
    sends: "POST /calls/{call_control_id}/actions/record_stop",
    commandId: true,
  },
  "storage.upload": { given: [{ media_url: audio_url, media_name: name }], sends: "POST /media" },
  "storage.list": {
    given: [{ filter: { content_type: ["audio/mpeg", "audio/wav"] } }],
    sends: "GET /media?filter[content_type][]=audio/mpeg&filter[content_type][]=audio/wav",
    answer: "page",
  },
  "storage.retrieve": { given: [name], sends: "GET /media/{media_name}" },
  "storage.download": { given: [name], sends: "GET /media/{media_name}/download", answer: "bytes" },
  "storage.update": { given: [name, { media_url: audio_url, ttl_secs: 86_400 }], sends: "PUT /media/{media_name}" },
  "storage.delete": { given: [name], sends: "DELETE /media/{media_name}", answer: "nothing" },
});

const server = useServer();

test.each([
  ["upload", "POST /v2/media", (form: { media: Blob; media_name: string }) => media().storage.upload(form)],
  ["update", "PUT /v2/media/greeting", (form: { media: Blob }) => media().storage.update("greeting", form)],
])("storage.%s sends a file as a form", async (_name, line, send) => {
  await send({ media: new Blob(["ID3"], { type: "audio/mpeg" }), media_name: "greeting" });
  const [request] = server.received;
  expect(`${request?.method} ${request?.target}`).toBe(line);
  const form = await new Response(new Uint8Array(request?.body ?? []), {
    headers: { "content-type": request?.headers["content-type"] ?? "" },
  }).formData();
  expect(form.get("media_name")).toBe("greeting");
  expect(await (form.get("media") as File).text()).toBe("ID3");
});

const media = () => createMedia(server.telnyx());
