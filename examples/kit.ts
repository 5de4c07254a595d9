import { type Advanced, createAdvanced } from "@telnyx-kit/advanced";
import { type Conferences, createConferences } from "@telnyx-kit/conferences";
import type { Telnyx } from "@telnyx-kit/core";
import { createGather, type Gather } from "@telnyx-kit/gather";
import { createMedia, type Media } from "@telnyx-kit/media";
import { createQueues, type Queues } from "@telnyx-kit/queues";
import { createRecordings, type Recordings } from "@telnyx-kit/recordings";
import { createStreaming, type Streaming } from "@telnyx-kit/streaming";
import { createVoice, type Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

/** What the examples take their parts from. An application makes only the clients that it uses. */
export interface Kit {
  readonly telnyx: Telnyx;
  readonly voice: Voice;
  readonly media: Media;
  readonly gather: Gather;
  readonly advanced: Advanced;
  readonly recordings: Recordings;
  readonly streaming: Streaming;
  readonly conferences: Conferences;
  readonly queues: Queues;
  readonly webhooks: Webhooks;
}

/** The application's connection, its number, and somebody to call. */
export interface Line {
  readonly connectionId: string;
  readonly from: string;
  readonly to: string;
}

export function createKit(telnyx: Telnyx, webhooks: Webhooks): Kit {
  return {
    telnyx,
    webhooks,
    voice: createVoice(telnyx),
    media: createMedia(telnyx),
    gather: createGather(telnyx),
    advanced: createAdvanced(telnyx),
    recordings: createRecordings(telnyx),
    streaming: createStreaming(telnyx),
    conferences: createConferences(telnyx),
    queues: createQueues(telnyx),
  };
}
