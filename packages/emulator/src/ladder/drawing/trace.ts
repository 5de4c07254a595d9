import { eventFaults } from "../../faults/faults.js";
import { describeState } from "../../world/read-state.js";
import type { DeliveryEntry, EventEntry, TimelineEntry } from "../../world/timeline.js";
import type { Recorded } from "./recorder.js";

/** A record that knows its call, and what else tells it from others of its kind. */
export interface Traced extends Recorded {
  /** `call_control_id` of the leg. */
  readonly leg?: string | undefined;
  /** `call_session_id` of the call. */
  session?: string | undefined;
  /** The fault that hit it. */
  fault?: string | undefined;
  /** A delivery that repeats one of the same attempt. */
  readonly duplicate?: boolean;
  /** A delivery to another address than the first one of the event. */
  readonly failover?: boolean;
  /** The `client_state` of an event, decoded and in a few words. */
  readonly state?: string | undefined;
}

/** One leg as its events describe it. */
export interface TracedLeg {
  readonly id: string;
  readonly session: string;
  readonly direction: "incoming" | "outgoing";
  readonly from: string;
  readonly to: string;
}

export interface Trace {
  readonly records: readonly Traced[];
  readonly legs: ReadonlyMap<string, TracedLeg>;
}

/** Finds the call of each record. A record of no call, or of a forgotten call, has no session. */
export function trace(records: readonly Recorded[]): Trace {
  const legs = new Map<string, TracedLeg>();
  const events = new Map<string, Traced>();
  const sent = new Map<string, DeliveryEntry[]>();
  const traced: Traced[] = [];
  const open: Traced[] = [];
  let lastEvent: Traced | undefined;

  for (const record of records) {
    const { entry } = record;
    const one = { ...record, ...attribute(record, events, sent) };
    traced.push(one);
    if (entry.kind === "event") {
      events.set(entry.id, one);
      lastEvent = one;
      const leg = readLeg(entry);
      if (leg) legs.set(leg.id, leg);
      if (leg?.direction === "incoming") adoptCall(open, leg);
    } else if (entry.kind === "line" && entry.action === "call") {
      open.push(one);
    } else if (entry.kind === "fault") {
      if (!(eventFaults as readonly string[]).includes(entry.fault)) open.push(one);
      else if (lastEvent && isEvent(lastEvent.entry, entry.target)) join(one, lastEvent, entry.fault);
    } else if (entry.kind === "command") {
      const index = open.findIndex(({ entry: other }) => other.kind === "fault" && other.target === entry.operation);
      const [fault] = index < 0 ? [] : open.splice(index, 1);
      if (fault?.entry.kind === "fault") join(fault, one, fault.entry.fault);
    }
  }
  for (const one of traced) one.session ??= legs.get(one.leg ?? "")?.session;
  return { records: traced, legs };
}

const isEvent = (entry: TimelineEntry, type: string) => entry.kind === "event" && entry.event_type === type;

function join(fault: { -readonly [Key in "leg" | "fault"]?: string | undefined }, hit: Traced, name: string): void {
  hit.fault = name;
  fault.leg = hit.leg;
  fault.fault = name;
}

/** A call begins before its leg exists: what the caller did is given to the leg that it led to. */
function adoptCall(open: Traced[], leg: TracedLeg): void {
  const details = `${leg.from} calls ${leg.to}`;
  const index = open.findIndex(({ entry }) => entry.kind === "line" && entry.details === details);
  const [call] = index < 0 ? [] : open.splice(index, 1);
  if (call) call.session = leg.session;
  if (call) Object.assign(call, { leg: leg.id });
}

function attribute(
  { entry, exchange }: Recorded,
  events: ReadonlyMap<string, Traced>,
  sent: Map<string, DeliveryEntry[]>,
): Partial<Traced> {
  if (entry.kind === "command") return { leg: entry.call_control_id ?? exchange?.leg };
  if (entry.kind === "event")
    return {
      leg: entry.call_control_id,
      session: entry.call_session_id,
      state: describeState(entry.payload.client_state),
    };
  if (entry.kind === "line") return { leg: entry.call_control_id || undefined };
  if (entry.kind !== "delivery") return {};
  const before = sent.get(entry.event_id) ?? [];
  sent.set(entry.event_id, [...before, entry]);
  const event = events.get(entry.event_id);
  return {
    leg: event?.leg,
    session: event?.session,
    state: event?.state,
    duplicate: before.some(({ attempt, url }) => attempt === entry.attempt && url === entry.url),
    failover: before.length > 0 && before[0]?.url !== entry.url,
  };
}

function readLeg({ event_type, call_control_id, call_session_id, payload }: EventEntry): TracedLeg | undefined {
  if (event_type !== "call.initiated" || !call_control_id || !call_session_id) return undefined;
  return {
    id: call_control_id,
    session: call_session_id,
    direction: payload.direction === "outgoing" ? "outgoing" : "incoming",
    from: String(payload.from),
    to: String(payload.to),
  };
}
