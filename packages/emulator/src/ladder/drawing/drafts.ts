import type { CommandEntry, DeliveryEntry, EventEntry, LineEntry } from "../../world/timeline.js";
import { applicationLane, type Lanes, telnyxLane } from "./lanes.js";
import type { Pairs } from "./pairs.js";
import { signalOf } from "./signals.js";
import type { Step } from "./step.js";
import type { Traced, TracedLeg } from "./trace.js";

type Row = Partial<Step> & Pick<Step, "kind" | "from" | "to" | "label">;

/** The words of a row, before its place is known. */
export interface Draft extends Row {
  /** Tells the rows of one record apart. */
  readonly part: "" | "r" | "k" | "n";
  /** It stands where the record began, not where it was over. */
  readonly begins?: boolean;
}

/** Facts known when a record is drafted. */
export interface DraftContext {
  readonly undelivered: boolean;
  readonly legs: ReadonlyMap<string, TracedLeg>;
  readonly lanes: Lanes;
  /** The text of the last `speak` of each leg. */
  readonly spoken: Map<string, string>;
  /** Legs whose party hung up. */
  readonly left: Set<string>;
  /** Legs that the application hung up. */
  readonly dismissed: Set<string>;
  /** Which legs end together. */
  readonly pairs: Pairs;
}

/** The faults under which the application gets no answer, or half of one. */
const unanswered = ["lost-reply", "reset"];
const statusWords: Readonly<Record<string, string>> = { timeout: "no answer in time", failed: "connection failed" };

/** The rows that a record becomes: none to three. */
export function draftRecord(record: Traced, context: DraftContext): Draft[] {
  const { entry, fault } = record;
  switch (entry.kind) {
    case "command":
      return draftCommand(entry, record, context);
    case "delivery": {
      const arrow: Draft = { ...webhook(entry, record), part: "", begins: true };
      return typeof entry.outcome === "number" ? [arrow, { ...answer(entry, entry.outcome), part: "r" }] : [arrow];
    }
    case "event":
      return draftEvent(entry, record, context);
    case "line": {
      const party = context.lanes.of(record.leg);
      if (entry.action === "hangup") context.left.add(entry.call_control_id);
      // A call that no event took up is drawn from the last party.
      const from = party === telnyxLane ? context.lanes.list.length - 1 : party;
      return [{ ...lineAction(entry), from, to: telnyxLane, part: "" }];
    }
    case "fault":
      // Those that hit something are a tag of what they hit.
      return fault ? [] : [note(`⚡ ${entry.fault}`, entry.target, "fault")];
    case "warning":
      return [note("warning", entry.message, "bad")];
  }
}

function note(label: string, detail: string, tone: Step["tone"]): Draft {
  return { kind: "note", from: telnyxLane, to: telnyxLane, label, detail, tone, part: "" };
}

function draftCommand(entry: CommandEntry, record: Traced, { lanes, spoken, dismissed }: DraftContext): Draft[] {
  const { operation, details, status } = entry;
  const { leg = "", fault = "" } = record;
  if (operation === "media.speak") spoken.set(leg, /payload=(.*?)(?: stop=|$)/.exec(details)?.[1] ?? "");
  if (operation === "voice.hangup" && status < 300) dismissed.add(leg);
  const drafts: Draft[] = [{ ...request(entry, record), part: "", begins: true }];
  if (!unanswered.includes(fault)) drafts.push({ ...reply(entry), part: "r" });
  if (operation === "advanced.sendDtmf" && status < 300) {
    const keys = details.replace("digits=", "");
    drafts.push({ kind: "signal", from: telnyxLane, to: lanes.of(leg), label: "keys", detail: keys, part: "k" });
  }
  return drafts;
}

function draftEvent(entry: EventEntry, record: Traced, context: DraftContext): Draft[] {
  const { leg = "", fault } = record;
  const party = context.lanes.of(leg);
  const outgoing = context.legs.get(leg)?.direction === "outgoing";
  const leftAlready = context.left.has(leg);
  const known = { outgoing, spoken: context.spoken.get(leg) ?? "", leftAlready, follows: followed(record, context) };
  const drafts: Draft[] = [];
  const seen = party === telnyxLane ? undefined : signalOf(entry, known);
  if (seen) {
    const { direction, ...row } = seen;
    const [from, to] = direction === "out" ? [telnyxLane, party] : [party, telnyxLane];
    drafts.push({ ...row, from, to, part: "" });
  }
  if (context.undelivered || fault === "drop") drafts.push({ ...undelivered(entry, record), part: "n" });
  return drafts;
}

/** The number of the other party, whose leg has just ended and takes this one along. */
function followed(record: Traced, { legs, dismissed, pairs }: DraftContext): string {
  const other = legs.get(pairs.follow(record) ?? "");
  if (!other || dismissed.has(record.leg ?? "")) return "";
  return other.direction === "outgoing" ? other.to : other.from;
}

function request({ operation, details, duplicate, status }: CommandEntry, { fault }: Traced): Row {
  return {
    kind: "command",
    from: applicationLane,
    to: telnyxLane,
    label: operation,
    detail: status < 300 ? details : "",
    tone: fault ? "fault" : "plain",
    tags: [...(duplicate ? ["repeat, ignored"] : []), ...(fault ? [`⚡ ${fault}`] : [])],
  };
}

function reply({ status, code, details }: CommandEntry): Row {
  const failed = status >= 300;
  return {
    kind: "reply",
    from: telnyxLane,
    to: applicationLane,
    label: code && code !== String(status) ? `${status} · ${code}` : String(status),
    detail: failed ? details : "",
    tone: failed ? "bad" : "good",
  };
}

const stateText = (state = ""): string => (state ? `state=${state}` : "");

function webhook({ event_type: type, attempt, outcome }: DeliveryEntry, { duplicate, failover, state }: Traced): Row {
  const lost = typeof outcome !== "number";
  return {
    kind: "webhook",
    from: telnyxLane,
    to: applicationLane,
    label: type,
    detail: lost ? (statusWords[outcome] ?? outcome) : stateText(state),
    tone: lost ? "bad" : duplicate ? "fault" : "plain",
    broken: lost,
    tags: [
      ...(duplicate ? ["duplicate"] : []),
      ...(attempt > 1 ? [`attempt ${attempt}`] : []),
      ...(failover ? ["failover"] : []),
    ],
  };
}

function answer({ event_type: type }: DeliveryEntry, status: number): Row {
  const tone = status >= 200 && status < 300 ? "good" : "bad";
  return { kind: "answer", from: applicationLane, to: telnyxLane, label: String(status), detail: `to ${type}`, tone };
}

function undelivered({ event_type: type }: EventEntry, { fault, state }: Traced): Row {
  const dropped = fault === "drop";
  return {
    kind: "note",
    from: telnyxLane,
    to: telnyxLane,
    label: type,
    detail: dropped ? "never delivered" : stateText(state),
    tone: dropped ? "fault" : "plain",
    tags: dropped ? ["⚡ drop"] : [],
  };
}

const verbs: Readonly<Record<string, string>> = {
  call: "calls",
  press: "presses",
  say: "says",
  hangup: "hangs up",
  hold: "puts on hold",
  unhold: "takes back",
};

function lineAction({ action, details }: LineEntry): Omit<Row, "from" | "to"> {
  const to = /^.* calls (.*)$/.exec(details)?.[1];
  return {
    kind: action === "say" ? "audio" : "signal",
    label: verbs[action] ?? action,
    detail: action === "call" && to ? to : action === "say" ? `“${details}”` : details,
  };
}
