import { formatElapsed } from "../time/format.js";
import type { Exchange, Start } from "./exchange.js";

interface Moment {
  /** Milliseconds of the emulator's time since its start. */
  readonly at: number;
  /** The leg of the entry, by its letter and its party's number: `A +12025550101`. */
  readonly leg?: string | undefined;
}

/** A request of the application, and its response. */
export interface CommandEntry extends Moment {
  readonly kind: "command";
  /** Domain and method, `voice.answer`; method and path if the operation has no name. */
  readonly operation: string;
  readonly call_control_id?: string | undefined;
  readonly status: number;
  /** The first error code of a refusal. */
  readonly code?: string | undefined;
  /** `true` if the platform ignored the request because of its repeated `command_id`. */
  readonly duplicate?: true | undefined;
  /** The parts of the body that distinguish one command from another. */
  readonly details: string;
}

/** An event, which a webhook reports. */
export interface EventEntry extends Moment {
  readonly kind: "event";
  readonly event_type: string;
  readonly id: string;
  readonly call_control_id?: string | undefined;
  readonly call_session_id?: string | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** One attempt to deliver a webhook. */
export interface DeliveryEntry extends Moment {
  readonly kind: "delivery";
  readonly event_type: string;
  readonly event_id: string;
  readonly url: string;
  readonly attempt: number;
  /** The status of the reply, or the reason why no reply came. */
  readonly outcome: number | "timeout" | "failed";
}

/** The party's action. */
export interface LineEntry extends Moment {
  readonly kind: "line";
  readonly action: string;
  readonly call_control_id: string;
  readonly details: string;
}

/** A fault that was injected. */
export interface FaultEntry extends Moment {
  readonly kind: "fault";
  readonly fault: string;
  readonly target: string;
}

/** A hint for the developer that the platform would not give. */
export interface WarningEntry extends Moment {
  readonly kind: "warning";
  readonly message: string;
}

export type TimelineEntry = CommandEntry | EventEntry | DeliveryEntry | LineEntry | FaultEntry | WarningEntry;
type Untimed<T> = T extends TimelineEntry ? Omit<T, "at"> : never;

/** Commands, events, deliveries, actions of parties, faults and warnings, in order. */
export interface Timeline extends Iterable<TimelineEntry> {
  readonly entries: readonly TimelineEntry[];
  /** The number of entries that were dropped at the limit. */
  readonly dropped: number;
  /** The types of the events so far, in order. */
  readonly events: readonly string[];
  toJSON(): readonly TimelineEntry[];
  /** One line per entry. */
  toString(): string;
}

export interface TimelineLog extends Timeline {
  /** The exchange holds the parts that the entry leaves out; only the ladder gets it. */
  add(entry: Untimed<TimelineEntry>, exchange?: Exchange): void;
  /** Adds a hint for the developer that the platform would not give. */
  warn(message: string): void;
  /** Marks the beginning of something whose entry comes when it is over. */
  begin(): Start;
  /** Whether somebody looks at headers and bodies. */
  readonly keepsMessages: boolean;
}

/** Takes each entry as it is made, with its place among everything that happened. */
export type EntryListener = (entry: TimelineEntry, order: number, exchange: Exchange | undefined) => void;

/** Keeps the last `limit` entries, so that a long-running emulator does not grow. */
export function createTimeline(
  now: () => number,
  limit: number,
  onEntry?: EntryListener,
  keepsMessages = false,
): TimelineLog {
  let entries: TimelineEntry[] = [];
  let dropped = 0;
  let order = 0;
  const log: TimelineLog = {
    keepsMessages,
    begin: () => ({ order: order++, at: now() }),
    get entries() {
      return entries;
    },
    get dropped() {
      return dropped;
    },
    get events() {
      return entries.flatMap((entry) => (entry.kind === "event" ? [entry.event_type] : []));
    },
    add(entry, exchange) {
      const timed = { at: now(), ...entry } as TimelineEntry;
      entries.push(timed);
      // Trimmed by halves: cutting one entry at a time would copy the list at every event.
      if (entries.length > limit * 2) {
        dropped += entries.length - limit;
        entries = entries.slice(-limit);
      }
      onEntry?.(timed, order++, exchange);
    },
    warn: (message) => log.add({ kind: "warning", message }),
    toJSON: () => entries,
    toString: () => entries.map(formatEntry).join("\n"),
    [Symbol.iterator]: () => entries[Symbol.iterator](),
  };
  return log;
}

const arrows = { command: "→", event: "•", delivery: "←", line: "☎", fault: "⚡", warning: "!" } as const;

/** The cells of an entry: time, arrow, leg, name, details. */
export function describeEntry(
  entry: TimelineEntry,
): Readonly<Record<"time" | "arrow" | "leg" | "name" | "details", string>> {
  const cells = { time: formatElapsed(entry.at), arrow: arrows[entry.kind], leg: entry.leg ?? "" };
  switch (entry.kind) {
    case "command": {
      const outcome = `${entry.status}${entry.code ? ` ${entry.code}` : ""}${entry.duplicate ? " ignored" : ""}`;
      return { ...cells, name: entry.operation, details: `${outcome}${entry.details ? `  ${entry.details}` : ""}` };
    }
    case "event":
      return { ...cells, name: entry.event_type, details: describePayload(entry.payload) };
    case "delivery":
      return {
        ...cells,
        name: entry.event_type,
        details: `${entry.outcome}  ${entry.attempt > 1 ? `attempt ${entry.attempt} ` : ""}to ${entry.url}`,
      };
    case "line":
      return { ...cells, name: entry.action, details: entry.details };
    case "fault":
      return { ...cells, name: entry.fault, details: entry.target };
    case "warning":
      return { ...cells, name: "warning", details: entry.message };
  }
}

/** One line for people. */
export function formatEntry(entry: TimelineEntry): string {
  const { time, arrow, leg, name, details } = describeEntry(entry);
  return `${time}  ${arrow} ${leg.padEnd(15)} ${name.padEnd(34)} ${details}`.trimEnd();
}

const telling = [
  "direction",
  "from",
  "to",
  "digit",
  "digits",
  "status",
  "result",
  "media_url",
  "media_name",
  "hangup_cause",
  "hangup_source",
  "reason",
  "queue",
  "format",
  "channels",
  "stream_url",
] as const;

function describePayload(payload: Readonly<Record<string, unknown>>): string {
  const text = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return telling.flatMap((key) => (payload[key] ? [`${key}=${text(payload[key])}`] : [])).join(" ");
}
