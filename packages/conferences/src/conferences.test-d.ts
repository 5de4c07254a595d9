import { createTelnyx, type PagePromise } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  type Conferences,
  type CreateResponse,
  createConferences,
  type HoldBody,
  type HoldBodyWithAudioUrl,
  type Participant,
  type ParticipantsListItem,
  type ParticipantsListMeta,
} from "./index.js";

const conferences = createConferences(createTelnyx({ apiKey: "key" }));
const conferenceId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const call_control_id = "v3:call";

// Right calls.
expectTypeOf(createConferences({ apiKey: "key" })).toEqualTypeOf<Conferences>();
expectTypeOf(conferences.create({ call_control_id, name: "standup" })).toEqualTypeOf<Promise<CreateResponse>>();
conferences.create({ call_control_id, name: "standup" }).then(({ data }) => conferences.end(data.id));
conferences.join("standup", { call_control_id, supervisor_role: "whisper", whisper_call_control_ids: ["v3:agent"] });
conferences.mute(conferenceId);
conferences.mute(conferenceId, undefined, { deadlineMs: 5_000 });
conferences.hold(conferenceId, { call_control_ids: [call_control_id], audio_url: "https://example.com/a.mp3" });
conferences.list({ filter: { status: "in_progress" }, page: { size: 50 } });
conferences.retrieve(conferenceId, { region: "Europe" });
expectTypeOf(conferences.participants.list(conferenceId)).toEqualTypeOf<
  PagePromise<ParticipantsListItem, ParticipantsListMeta>
>();
conferences.participants.update(conferenceId, "participant", { end_conference_on_exit: true });

// Missing parameters.
// @ts-expect-error the conference is missing
conferences.mute();
// @ts-expect-error the name is missing
conferences.create({ call_control_id });
// @ts-expect-error the body is missing
conferences.unhold(conferenceId);
// @ts-expect-error the participant is missing
conferences.participants.retrieve(conferenceId);

// Wrong bodies.
// @ts-expect-error no such field
conferences.join(conferenceId, { call_control_id, muted: true });
// @ts-expect-error options in the body's place
conferences.stop(conferenceId, { timeoutMs: 1_000 });
// @ts-expect-error one call, not a list of them
conferences.leave(conferenceId, { call_control_ids: [call_control_id] });

// Misspelt values.
// @ts-expect-error no such role
conferences.update(conferenceId, { call_control_id, supervisor_role: "whisperer" });
// @ts-expect-error no such format
conferences.startRecording(conferenceId, { format: "ogg" });

// One source of audio.
conferences.play(conferenceId, { media_name: "gong", loop: 2 });
// @ts-expect-error one source, not two
conferences.play(conferenceId, { media_name: "gong", audio_url: "https://example.com/a.mp3" });
// @ts-expect-error a source is needed
conferences.play(conferenceId, { loop: 2 });

// The typed client has the names of the paths.
conferences.client.GET("/conferences/{id}", { params: { path: { id: conferenceId } } });
conferences.client.GET("/conferences/{conference_id}/participants", {
  params: { path: { conference_id: conferenceId } },
});
// @ts-expect-error this path calls it `id`
conferences.client.GET("/conferences/{id}", { params: { path: { conference_id: conferenceId } } });

// Named types.
const music: HoldBodyWithAudioUrl = { audio_url: "https://example.com/a.mp3" };
conferences.hold(conferenceId, music satisfies HoldBody);
// @ts-expect-error one source of music, not two
const both: HoldBodyWithAudioUrl = { audio_url: "https://example.com/a.mp3", media_name: "a" };
conferences.hold(conferenceId, both);
expectTypeOf<ParticipantsListItem>().toEqualTypeOf<Participant>();
