import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { everyEvent, type Happened } from "./__tests__/every-event.js";

const folder = new URL("../../webhooks/src/__fixtures__/payloads/", import.meta.url);

/** Events that were recorded wholly. The others come from samples and schemas, which leave fields out that every recording has. */
const recorded = new Set([
  "call.answered.incoming",
  "call.answered.outgoing",
  "call.bridged",
  "call.hangup.normal",
  "call.hangup.originator-cancel",
  "call.hangup.remote",
  "call.initiated.incoming",
  "call.initiated.outgoing",
  "call.recording.saved",
  "call.speak.ended",
  "call.speak.started",
  "conference.created",
]);

interface Difference {
  readonly lacks?: readonly string[];
  readonly has?: readonly string[];
}
const creatorsState: Difference = { has: ["client_state"] };
/** Where the emulator differs from a sample or a schema, and why it does. */
const differences: Readonly<Record<string, Difference>> = {
  // A sample of the time before; no recording has these fields.
  "call.answered.with-stream": { lacks: ["state", "stream_track", "stream_url"], has: ["start_time"] },
  // Call screening is not emulated.
  "call.initiated.screened": {
    lacks: ["call_screening_result", "sip_headers[].name", "sip_headers[].value", "tags[]"],
    has: ["flow_destination", "from_sip_uri", "to_sip_uri"],
  },
  // The sample is cut off.
  "call.conversation.start_failed": { has: ["from", "to"] },
  // The recorded one has them.
  "call.recording.saved.spec": {
    lacks: ["public_recording_urls.mp3"],
    has: ["call_control_id", "end_time", "flow_destination", "format", "recording_id", "start_time"],
  },
  // Seen in public code; see call.transcription.with-track.
  "call.transcription.final": { has: ["transcription_data.transcription_track"] },
  "call.transcription.interim": { has: ["transcription_data.transcription_track"] },
  // The documentation promises the state of the conference's creator.
  "conference.playback.ended": creatorsState,
  "conference.playback.started": creatorsState,
  "conference.speak.ended": creatorsState,
  "conference.speak.started": creatorsState,
  // As with every other event of a leg.
  "conference.recording.saved": { has: ["call_leg_id"] },
};

/** The fields that tell the cases of an event apart. */
const telling = ["direction", "hangup_cause", "hangup_source", "sip_hangup_cause", "status", "result", "is_final"];
/** A guess in the sample: the SIP status of a call that nobody answered is 408. */
const guessed: Readonly<Record<string, string>> = { "call.hangup.timeout": "sip_hangup_cause" };
/** Values that the application asked for have their own names. */
const free = new Set(["partial_results", "result"]);

/** Made by the first test that asks for it. */
let all: Promise<readonly Happened[]> | undefined;

function namesOf(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => namesOf(item, `${at}[]`)))];
  if (typeof value !== "object" || value === null || free.has(at)) return [at];
  return Object.entries(value).flatMap(([key, child]) => namesOf(child, at ? `${at}.${key}` : key));
}

const files = readdirSync(folder).map((name) => name.replace(/\.json$/, ""));

test.each(files)(
  "the payload of %s has the fields of the sample, and no others",
  { timeout: 300_000 },
  async (file) => {
    all ??= everyEvent();
    const happened = await all;
    const wire = JSON.parse(readFileSync(new URL(`${file}.json`, folder), "utf8"));
    const { event_type: type, payload: sample } = wire.data ?? wire;
    const [, direction] = /\.(incoming|outgoing)$/.exec(file) ?? [];
    const cases = telling.filter((key) => key !== guessed[file] && (typeof sample[key]) in { string: 1, boolean: 1 });
    const initiated = (id: unknown) =>
      happened.find(({ event_type, payload }) => event_type === "call.initiated" && payload.call_control_id === id);
    const same = happened.filter(
      ({ event_type, payload }) =>
        event_type === type &&
        cases.every((key) => payload[key] === sample[key]) &&
        (!direction || initiated(payload.call_control_id)?.payload.direction === direction),
    );
    const expected = new Set(namesOf(sample));
    for (const name of differences[file]?.lacks ?? []) expected.delete(name);
    for (const name of differences[file]?.has ?? []) expected.add(name);
    // On every recorded webhook of a call since September 2025.
    if (!recorded.has(file) && !type.startsWith("conference.")) expected.add("calling_party_type");
    const found = same.map(({ payload }) => namesOf(payload).sort().join(" "));
    expect(found).toContain([...expected].sort().join(" "));
  },
);
