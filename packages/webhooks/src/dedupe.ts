import { type Clock, dedupeWindowMs } from "@telnyx-kit/core/internal";

type Awaitable<Value> = Value | Promise<Value>;

/** The right to handle an event, which nobody else has. It ends with one of its two calls, or with its process. */
export interface Claim {
  /** Marks the event as handled. */
  commit(): Awaitable<void>;
  /** Releases the event, so that its next delivery is handled. */
  release(): Awaitable<void>;
}

/**
 * Remembers handled events. Implement it over any store that can set a missing key only, and let it expire: a KV store, a
 * SQL table with a unique key.
 *
 * `claim` is atomic: of several callers with the same id, one gets the claim, the others learn that the event is being
 * handled (`"busy"`) or was handled (`"done"`). The claim of a dead process must expire, after seconds and not minutes:
 * Telnyx soon gives up. An expired claim must neither release nor shorten a later one. If
 * the store throws, the reply is 503, and Telnyx delivers again.
 */
export interface DedupeStore {
  /** `ttlMs`: the time that a committed event is remembered. */
  claim(id: string, ttlMs: number): Awaitable<Claim | "busy" | "done">;
}

/**
 * Remembers events in this process, at most `maxEntries` of them. Several processes need a store that they share. A handler
 * that hangs for longer than Telnyx ignores a known command_id loses its claim.
 */
export function createMemoryStore(maxEntries: number, clock: Clock): DedupeStore {
  // In order of insertion, the oldest first.
  const entries = new Map<string, { readonly state: "busy" | "done"; readonly end: number }>();
  const put = (id: string, state: "busy" | "done", forMs: number) => {
    const entry = { state, end: clock.now() + forMs };
    entries.delete(id);
    entries.set(id, entry);
    if (entries.size > maxEntries) entries.delete(entries.keys().next().value as string);
    return entry;
  };
  return {
    claim(id, ttlMs) {
      const entry = entries.get(id);
      if (entry && entry.end > clock.now()) return entry.state;
      const claimed = put(id, "busy", dedupeWindowMs);
      return {
        commit: () => void put(id, "done", ttlMs),
        release: () => void (entries.get(id) === claimed && entries.delete(id)),
      };
    },
  };
}
