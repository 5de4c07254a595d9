import { createTelnyx, type PagePromise } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  type CustomStorageConfiguration,
  createRecordings,
  type DeleteManyResponse,
  type GCSConfigurationData,
  type ListItem,
  type ListMeta,
  type ListQuery,
  type ListQueryFilter,
  type RecordingResponseData,
  type Recordings,
  type RetrieveResponse,
  type TranscriptionsListItem,
  type TranscriptionsListMeta,
} from "./index.js";

const recordings = createRecordings(createTelnyx({ apiKey: "key" }));
const bucket = { backend: "gcs", bucket: "calls", credentials: "{}" } as const;

// Right calls.
expectTypeOf(createRecordings({ apiKey: "key" })).toEqualTypeOf<Recordings>();
expectTypeOf(recordings.list()).toEqualTypeOf<PagePromise<ListItem, ListMeta>>();
recordings.list({ filter: { created_at: { gte: "2026-01-01T00:00:00Z" } }, page: { size: 250 } }, { timeoutMs: 5_000 });
expectTypeOf(recordings.retrieve("id")).toEqualTypeOf<Promise<RetrieveResponse>>();
expectTypeOf(recordings.deleteMany({ ids: ["a", "b"] })).toEqualTypeOf<Promise<DeleteManyResponse>>();
expectTypeOf(recordings.transcriptions.list({ filter: { recording_id: "id" } })).toEqualTypeOf<
  PagePromise<TranscriptionsListItem, TranscriptionsListMeta>
>();
recordings.storageCredentials.create("1684641123236054244", { backend: "gcs", configuration: bucket });
expectTypeOf(recordings.storageCredentials.delete("1684641123236054244")).toEqualTypeOf<Promise<void>>();

// Missing parameters.
// @ts-expect-error the recording is missing
recordings.retrieve();
// @ts-expect-error the body is missing
recordings.deleteMany();
// @ts-expect-error `configuration` is missing
recordings.storageCredentials.create("1684641123236054244", { backend: "gcs" });

// Wrong bodies and queries.
// @ts-expect-error no such filter
recordings.list({ filter: { recording: "id" } });
// @ts-expect-error options in the query's place
recordings.list({ timeoutMs: 1_000 });
// @ts-expect-error a list of ids
recordings.deleteMany({ ids: "a" });
// @ts-expect-error a field of another storage
recordings.storageCredentials.update("1", { backend: "gcs", configuration: { ...bucket, account_key: "secret" } });

// Misspelt values.
// @ts-expect-error no such storage
recordings.storageCredentials.update("1684641123236054244", { backend: "gcp", configuration: bucket });

// The typed client.
recordings.client.GET("/recordings/{recording_id}", { params: { path: { recording_id: "id" } } });
// @ts-expect-error the path parameter is missing
recordings.client.GET("/recordings/{recording_id}", {});

// The download takes what holds a recording.
recordings.download("94819892-2f9c-4274-99b0-1f0f0b30a137", { format: "wav" });
recordings.download({ recording_urls: { mp3: "https://example.com/a.mp3" } });
// @ts-expect-error no such format
recordings.download("94819892-2f9c-4274-99b0-1f0f0b30a137", { format: "ogg" });

// Named types.
const filter: ListQueryFilter = { created_at: { gte: "2026-01-01T00:00:00Z" } };
recordings.list({ filter } satisfies ListQuery);
const storage: CustomStorageConfiguration = { backend: "gcs", configuration: bucket satisfies GCSConfigurationData };
recordings.storageCredentials.create("1684641123236054244", storage);
expectTypeOf<ListItem>().toEqualTypeOf<RecordingResponseData>();
