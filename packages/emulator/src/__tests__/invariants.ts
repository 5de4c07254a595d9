import { conferencesOf } from "../conferences/conference.js";
import { recordingsOf } from "../resources/recording-store.js";
import type { EventEntry } from "../world/timeline.js";
import type { ScriptRun } from "./random-script.js";

/** The events that may still come when a leg is over. */
const afterHangup = new Set([
  "call.recording.saved",
  "call.recording.error",
  "call.recording.transcription.saved",
  "call.conversation.ended",
  "call.conversation_insights.generated",
  "call.cost",
  "conference.participant.left",
  "conference.ended",
  "conference.recording.saved",
]);

const gathers = ["gather", "gather_using_speak", "gather_using_audio"];

/** The rules that hold for every call, whatever was done to it. Returns what is broken. */
export function brokenRules({ world, accepted, failures }: ScriptRun): string[] {
  const broken = [...failures];
  const legs = new Map<string, EventEntry[]>();
  const sessions = new Map<string, string>();
  for (const entry of world.timeline.entries) {
    if (entry.kind === "warning" && entry.message.startsWith("The emulator failed")) broken.push(entry.message);
    // Some events of a conference are about no leg.
    if (entry.kind !== "event" || entry.call_control_id === undefined) continue;
    const id = String(entry.call_control_id);
    legs.set(id, [...(legs.get(id) ?? []), entry]);
    const ids = `${entry.payload.call_leg_id} ${entry.payload.call_session_id} ${entry.payload.connection_id}`;
    if ((sessions.get(id) ?? ids) !== ids) broken.push(`${id}: its ids changed`);
    sessions.set(id, ids);
  }
  for (const [id, events] of legs) {
    const count = (type: string) => events.filter((event) => event.event_type === type).length;
    const rule = (holds: boolean, what: string) =>
      holds || broken.push(`${id}: ${what}: ${events.map((event) => event.event_type).join(" ")}`);
    const end = events.findIndex((event) => event.event_type === "call.hangup");
    rule(count("call.hangup") === 1, "one call.hangup");
    rule(events[0]?.event_type === "call.initiated", "call.initiated comes first");
    rule(count("call.answered") <= 1, "one call.answered at most");
    rule(
      events.slice(end + 1).every((event) => afterHangup.has(event.event_type)),
      "nothing after call.hangup but what is documented",
    );
    rule(count("call.gather.ended") === sum(accepted, id, gathers), "every gather ends once");
    rule(
      count("call.recording.saved") === sum(accepted, id, ["record_start"]) + fromAnswer(world, id),
      "every recording is saved",
    );
    rule(count("call.speak.started") === count("call.speak.ended"), "speech that started ends");
    rule(count("call.playback.started") <= count("call.playback.ended"), "a playback that started ends");
    rule(
      count("call.conversation.created") === count("call.conversation.ended"),
      "a conversation that was created ends",
    );
    rule(count("siprec.started") <= count("siprec.stopped"), "siprec that started stops");
    rule(count("call.enqueued") === count("call.dequeued"), "a call that waits leaves its queue");
    rule(
      count("conference.participant.joined") <= count("conference.participant.left"),
      "who joins a conference leaves it",
    );
    for (const kind of ["speak", "playback"])
      rule(
        count(`conference.participant.${kind}.started`) === count(`conference.participant.${kind}.ended`),
        "what one participant hears ends",
      );
    const answered = events.findIndex((event) => event.event_type === "call.answered");
    const early = events.slice(0, answered < 0 ? events.length : answered);
    rule(
      early.every((event) =>
        [
          "call.initiated",
          "call.hangup",
          "streaming.stopped",
          "call.refer.started",
          "call.refer.completed",
          "call.refer.failed",
        ].includes(event.event_type),
      ),
      "no media before the answer",
    );
  }
  for (const leg of world.legs.values()) {
    if (
      leg.timers.size > 0 ||
      leg.recordings.size > 0 ||
      leg.services.size > 0 ||
      leg.gather ||
      leg.conversation ||
      leg.queue ||
      leg.conference ||
      leg.peer
    )
      broken.push(`${leg.id}: something runs on an ended leg`);
  }
  for (const conference of conferencesOf(world).values()) {
    const ended =
      conference.status === "completed" && conference.recordings.size === 0 && conference.playing.size === 0;
    if (!ended) broken.push(`the conference ${conference.id} is not over although everybody has hung up`);
  }
  return broken;
}

function sum(accepted: ReadonlyMap<string, number>, id: string, names: readonly string[]): number {
  return names.reduce((total, name) => total + (accepted.get(`${id} ${name}`) ?? 0), 0);
}

/** Recordings that began with the answer, known from their resource. */
function fromAnswer(world: ScriptRun["world"], id: string): number {
  return recordingsOf(world)
    .recordings.values()
    .filter(({ fields }) => fields.call_control_id === id && fields.initiated_by === "CallRecordFromAnswer").length;
}
