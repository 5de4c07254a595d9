import { createTelnyx, type PagePromise } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  createMedia,
  type ElevenLabsVoiceSettings,
  type Media,
  type SpeakBody,
  type SpeakResponse,
  type StartPlaybackBody,
  type StartPlaybackBodyWithMediaName,
  type StorageListItem,
  type StorageListMeta,
} from "./index.js";

const media = createMedia(createTelnyx({ apiKey: "key" }));
const callControlId = "v3:call";
const speech = { payload: "Please leave a message.", voice: "AWS.Polly.Joanna-Neural" };
const recording = { channels: "single", format: "mp3" } as const;

// Right calls.
expectTypeOf(createMedia({ apiKey: "key" })).toEqualTypeOf<Media>();
expectTypeOf(media.speak(callControlId, speech)).toEqualTypeOf<Promise<SpeakResponse>>();
media.startRecording(callControlId, { ...recording, play_beep: true }, { deadlineMs: 5_000 });
media.stopRecording(callControlId);
media.stopPlayback(callControlId, { stop: "all" });
media.storage.upload({ media_url: "https://example.com/a.mp3", media_name: "greeting" });
media.storage.upload({ media: new Blob(["…"]), media_name: "greeting" });
media.storage.upload({ media: new Uint8Array(8) });
expectTypeOf(media.storage.list()).toEqualTypeOf<PagePromise<StorageListItem, StorageListMeta>>();
expectTypeOf(media.storage.download("greeting")).toEqualTypeOf<Promise<Response>>();
expectTypeOf(media.storage.delete("greeting")).toEqualTypeOf<Promise<void>>();

// Missing parameters.
// @ts-expect-error the call is missing
media.stopRecording();
// @ts-expect-error the body is missing
media.speak(callControlId);
// @ts-expect-error `voice` is missing
media.speak(callControlId, { payload: "Hello." });
// @ts-expect-error neither a file nor an address
media.storage.upload({ media_name: "greeting" });

// Wrong bodies.
// @ts-expect-error no such field
media.stopRecording(callControlId, { recordingId: "x" });
// @ts-expect-error options in the body's place
media.stopPlayback(callControlId, { timeoutMs: 1_000 });
// @ts-expect-error a file is no text
media.storage.upload({ media: "…" });

// Misspelt values.
// @ts-expect-error no such format
media.startRecording(callControlId, { channels: "single", format: "mp4" });
// @ts-expect-error no such engine
media.speak(callControlId, { ...speech, voice_settings: { type: "asw" } });

// One source of audio.
media.startPlayback(callControlId, { media_name: "greeting", loop: "infinity" });
media.startPlayback(callControlId, { audio_url: undefined, playback_content: "SUQz" });
// @ts-expect-error one source, not two
media.startPlayback(callControlId, { audio_url: "https://example.com/a.mp3", media_name: "greeting" });
// @ts-expect-error a source is needed
media.startPlayback(callControlId, { loop: 2 });

// The typed client.
media.client.GET("/media/{media_name}", { params: { path: { media_name: "greeting" } } });
// @ts-expect-error the path parameter is missing
media.client.GET("/media/{media_name}", {});
// An answer without JSON is typed as it arrives: a raw response, or nothing.
media.client.GET("/media/{media_name}/download", { params: { path: { media_name: "greeting" } } }).then(({ data }) => {
  expectTypeOf(data).toEqualTypeOf<Response | undefined>();
});
media.client.DELETE("/media/{media_name}", { params: { path: { media_name: "greeting" } } }).then(({ data }) => {
  expectTypeOf(data).toEqualTypeOf<undefined>();
});
media.client.POST("/media", { body: { media: new Blob(["…"]), media_name: "greeting" } });

// Named types.
declare const settings: ElevenLabsVoiceSettings;
media.speak(callControlId, { ...speech, voice_settings: settings } satisfies SpeakBody);
const stored: StartPlaybackBodyWithMediaName = { media_name: "greeting" };
media.startPlayback(callControlId, stored satisfies StartPlaybackBody);
// @ts-expect-error a stored file has no address
const both: StartPlaybackBodyWithMediaName = { media_name: "greeting", audio_url: "https://example.com/a.mp3" };
media.startPlayback(callControlId, both);

// Documented values are completed, and others are taken.
expectTypeOf<StartPlaybackBody["stop"]>().toEqualTypeOf<"current" | "all" | (string & {}) | undefined>();
media.stopPlayback(callControlId, { stop: "a value of tomorrow" });
