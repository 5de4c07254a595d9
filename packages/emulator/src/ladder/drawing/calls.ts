import type { Trace, Traced } from "./trace.js";

/** A call in the list of calls: all legs of one session. */
export interface CallSummary {
  readonly session: string;
  readonly title: string;
  readonly state: "ringing" | "answered" | "ended";
  /** When it began, in milliseconds of the emulator's time. */
  readonly at: number;
  /** Something of it was refused, was lost or hit a fault. */
  readonly troubled: boolean;
}

type Draft = { -readonly [Key in keyof CallSummary]: CallSummary[Key] } & { readonly up: Set<string> };

/** The calls in the records, oldest first. */
export function listCalls({ records, legs }: Trace): CallSummary[] {
  const calls = new Map<string, Draft>();
  for (const leg of legs.values()) {
    if (calls.has(leg.session)) continue;
    const title = `${leg.from} → ${leg.to}`;
    calls.set(leg.session, { session: leg.session, title, state: "ringing", at: -1, troubled: false, up: new Set() });
  }
  for (const record of records) {
    const call = calls.get(record.session ?? "");
    if (call) follow(call, record);
  }
  return [...calls.values()].map(({ up: _, ...call }) => call);
}

function follow(call: Draft, { entry, leg, fault }: Traced): void {
  if (call.at < 0) call.at = entry.at;
  if (fault || hasFailed(entry)) call.troubled = true;
  if (entry.kind !== "event" || !leg) return;
  if (entry.event_type === "call.initiated") call.up.add(leg);
  if (entry.event_type === "call.answered") call.state = "answered";
  if (entry.event_type !== "call.hangup") return;
  call.up.delete(leg);
  if (call.up.size === 0) call.state = "ended";
}

function hasFailed(entry: Traced["entry"]): boolean {
  if (entry.kind === "command") return entry.status >= 300;
  return entry.kind === "delivery" && !(typeof entry.outcome === "number" && entry.outcome < 300);
}
