import type { CommandEntry, DeliveryEntry, TimelineEntry } from "../world/timeline.js";

export type ProblemKind = "stranded" | "error" | "repeated" | "ignored" | "endless";

/** A state that no run may reach. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
}

/** Follows a run by its timeline and its webhooks, and keeps the first problem. */
export interface Watch {
  /** How often something happened that an application or a person could notice. */
  readonly changes: number;
  /** The latest happenings, for people. */
  readonly last: string;
  readonly problem: Problem | undefined;
  /** A webhook came a second time, and the application sent nothing for it. */
  readonly harmless: boolean;
  note(entry: TimelineEntry): void;
  fail(problem: Problem): void;
  /** A webhook is being handled; gives what to call when it was. */
  handling(eventId: string): () => void;
}

/** Statuses with which an application asks for the webhook again. */
const laterStatuses: readonly unknown[] = [408, 429, 503];

export function createWatch(
  nameOf: (id: string) => string,
  accept: (problem: Problem) => boolean = () => false,
): Watch {
  /** The commands that each event caused. */
  const done = new Map<string, readonly string[]>();
  const legOf = new Map<string, string>();
  let current: { readonly before: readonly string[] | undefined; readonly sent: string[] } | undefined;
  let refused: CommandEntry | undefined;
  let thrown = "";
  let changes = 0;
  let last = "the start";
  let problem: Problem | undefined;
  let harmless = false;
  const fail = (found: Problem) => {
    if (!problem && !accept(found)) problem = found;
  };

  function noteCommand(entry: CommandEntry): void {
    const { operation, call_control_id: id, status, duplicate } = entry;
    if (status >= 400) refused = entry;
    if (!current || status >= 400) return;
    // A dial names no leg; what it says tells it from another.
    const command = `${operation} ${id ?? entry.details}`;
    current.sent.push(command);
    if (duplicate || !current.before?.includes(command)) return;
    fail({
      kind: "repeated",
      message: `${operation} was sent again, with another command_id, when its webhook came twice.`,
    });
  }

  function noteDelivery({ event_type: type, event_id: id, outcome }: DeliveryEntry): void {
    if (typeof outcome === "number" && (outcome < 300 || laterStatuses.includes(outcome))) return;
    const how = { failed: `it threw. ${thrown}`, timeout: "it gave no answer in time." };
    const what = typeof outcome === "number" ? `it answered ${outcome}.` : how[outcome];
    const why = refused ? ` ${refused.operation} had been refused: ${refused.status} ${refused.code ?? ""}.` : "";
    fail({ kind: "error", message: `The handler of ${type} (${legOf.get(id)}) failed: ${what}${why}` });
  }

  return {
    get changes() {
      return changes;
    },
    get last() {
      return last;
    },
    get problem() {
      return problem;
    },
    get harmless() {
      return harmless;
    },
    fail,
    note(entry) {
      if (entry.kind === "warning") {
        if (entry.message.includes("ignores")) fail({ kind: "ignored", message: entry.message });
        if (entry.message.includes("could not be delivered")) thrown = entry.message;
        return;
      }
      if (entry.kind === "fault") return;
      changes += 1;
      if (entry.kind === "event")
        legOf.set(entry.id, entry.call_control_id ? nameOf(entry.call_control_id) : "no call");
      if (entry.kind === "command") noteCommand(entry);
      if (entry.kind === "delivery") noteDelivery(entry);
      last = describe(entry);
    },
    handling(eventId) {
      current = { before: done.get(eventId), sent: [] };
      refused = undefined;
      const mine = current;
      return () => {
        if (mine.before && mine.sent.length === 0) harmless = true;
        done.set(eventId, [...(mine.before ?? []), ...mine.sent]);
        current = undefined;
      };
    },
  };

  function describe(entry: Exclude<TimelineEntry, { kind: "warning" | "fault" }>): string {
    const of = (id: string | undefined) => (id ? ` (${nameOf(id)})` : "");
    if (entry.kind === "command") return `the command ${entry.operation}${of(entry.call_control_id)}`;
    if (entry.kind === "event") return `the event ${entry.event_type}${of(entry.call_control_id)}`;
    if (entry.kind === "delivery") return `the webhook ${entry.event_type} (${legOf.get(entry.event_id)})`;
    return entry.action === "call" ? "the call" : `${entry.action} ${entry.details}${of(entry.call_control_id)}`;
  }
}
