import type { CommandEntry, DeliveryEntry, EventEntry, LineEntry } from "../platform/timeline.js";
import { applicationLane, type Lanes, telnyxLane } from "./lanes.js";
import { createLineStates } from "./line-states.js";
import { signalOf } from "./signals.js";
import type { Step } from "./step.js";
import type { Trace, Traced } from "./trace.js";

type Draft = Partial<Step> & Pick<Step, "kind" | "from" | "to" | "label">;

/** The faults under which the application gets no answer, or half of one. */
const unanswered = ["lost-reply", "reset"];
/** Pauses from here on are shown. */
const shortestPauseMs = 1_000;
const statusWords: Readonly<Record<string, string>> = { timeout: "no answer in time", failed: "connection failed" };

/** What the drawing depends on beside the records. */
export interface StepOptions {
  /** Events are delivered to nobody, so that they stand as notes. */
  readonly undelivered: boolean;
}

/** Turns records into the rows of a ladder, in the order in which things began. */
export function createSteps(records: readonly Traced[], { legs }: Trace, lanes: Lanes, options: StepOptions): Step[] {
  const steps: Step[] = [];
  const states = createLineStates(lanes);
  const spoken = new Map<string, string>();
  const left = new Set<string>();

  for (const record of records) {
    states.apply(record);
    const { entry, exchange, order } = record;
    const person = lanes.of(record.leg);
    const begun = exchange?.start ?? { order, at: entry.at };
    const add = (part: string, draft: Draft, moment: { order: number; at: number } = { order, at: entry.at }) =>
      void steps.push({
        detail: "",
        tone: "plain",
        tags: [],
        broken: false,
        ...draft,
        id: `${order}${part}`,
        order: moment.order,
        at: moment.at,
        session: record.session,
        record: order,
        lines: states.now,
        pauseMs: 0,
      });

    switch (entry.kind) {
      case "command":
        if (entry.operation === "media.speak")
          spoken.set(record.leg ?? "", /payload=(.*?)(?: stop=|$)/.exec(entry.details)?.[1] ?? "");
        add("", request(entry, record), begun);
        if (!unanswered.includes(record.fault ?? "")) add("r", reply(entry));
        if (entry.operation === "advanced.sendDtmf" && entry.status < 300)
          add("k", {
            kind: "signal",
            from: telnyxLane,
            to: person,
            label: "keys",
            detail: entry.details.replace("digits=", ""),
          });
        break;
      case "delivery":
        add("", webhook(entry, record), begun);
        if (typeof entry.outcome === "number") add("r", answer(entry.outcome));
        break;
      case "event": {
        const outgoing = legs.get(record.leg ?? "")?.direction === "outgoing";
        const context = {
          outgoing,
          spoken: spoken.get(record.leg ?? "") ?? "",
          leftAlready: left.has(record.leg ?? ""),
        };
        const seen = person === telnyxLane ? undefined : signalOf(entry, context);
        if (seen) {
          const [from, to] = seen.direction === "out" ? [telnyxLane, person] : [person, telnyxLane];
          add("", { ...seen, from, to });
        }
        if (options.undelivered || record.fault === "drop") add("n", undelivered(entry, record));
        break;
      }
      case "line":
        if (entry.action === "hangup") left.add(entry.call_control_id);
        add("", { ...lineAction(entry), from: person === telnyxLane ? lanes.list.length - 1 : person, to: telnyxLane });
        break;
      case "fault":
        // Those that hit something are a tag of what they hit.
        if (!record.fault)
          add("", {
            kind: "note",
            from: telnyxLane,
            to: telnyxLane,
            label: `⚡ ${entry.fault}`,
            detail: entry.target,
            tone: "fault",
          });
        break;
      case "warning":
        add("", {
          kind: "note",
          from: telnyxLane,
          to: telnyxLane,
          label: "warning",
          detail: entry.message,
          tone: "bad",
        });
    }
  }
  steps.sort((a, b) => a.order - b.order);
  return steps.map((step, index) => {
    const pauseMs = step.at - (steps[index - 1]?.at ?? step.at);
    return pauseMs < shortestPauseMs ? step : { ...step, pauseMs };
  });
}

function request({ operation, details, duplicate, status }: CommandEntry, { fault }: Traced): Draft {
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

function reply({ status, code, details }: CommandEntry): Draft {
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

function webhook({ event_type: type, attempt, outcome }: DeliveryEntry, { duplicate, failover }: Traced): Draft {
  const lost = typeof outcome !== "number";
  return {
    kind: "webhook",
    from: telnyxLane,
    to: applicationLane,
    label: type,
    detail: lost ? (statusWords[outcome] ?? outcome) : "",
    tone: lost ? "bad" : duplicate ? "fault" : "plain",
    broken: lost,
    tags: [
      ...(duplicate ? ["duplicate"] : []),
      ...(attempt > 1 ? [`attempt ${attempt}`] : []),
      ...(failover ? ["failover"] : []),
    ],
  };
}

function answer(status: number): Draft {
  const good = status >= 200 && status < 300;
  return { kind: "answer", from: applicationLane, to: telnyxLane, label: String(status), tone: good ? "good" : "bad" };
}

function undelivered({ event_type: type }: EventEntry, { fault }: Traced): Draft {
  const dropped = fault === "drop";
  return {
    kind: "note",
    from: telnyxLane,
    to: telnyxLane,
    label: type,
    detail: dropped ? "never delivered" : "",
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

function lineAction({ action, details }: LineEntry): Omit<Draft, "from" | "to"> {
  const to = /^.* calls (.*)$/.exec(details)?.[1];
  return {
    kind: action === "say" ? "audio" : "signal",
    label: verbs[action] ?? action,
    detail: action === "call" && to ? to : action === "say" ? `“${details}”` : details,
  };
}
