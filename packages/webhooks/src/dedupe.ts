type Awaitable<Value> = Value | Promise<Value>;

/** An event that is being handled here and nowhere else. Ends with one of its two calls, or with its process. */
export interface Claim {
  /** Marks the event as handled. */
  commit(): Awaitable<void>;
  /** Gives the event back, so that its next delivery is handled. */
  release(): Awaitable<void>;
}

/**
 * Where handled events are remembered. Implement it over anything that can set a key only if it is absent and let it
 * expire: a KV store, a SQL table with a unique key.
 *
 * `claim` is atomic: of several callers with the same id, one gets the claim, the others learn that the event is being
 * handled (`"busy"`) or was handled (`"done"`). A claim of a process that is gone must end by itself, after seconds and not
 * minutes: Telnyx soon gives up. A claim that ended so must neither release nor shorten the one that followed it. What
 * throws here is answered 503, so that Telnyx delivers again.
 */
export interface DedupeStore {
  /** `ttlMs`: how long a committed event is remembered. */
  claim(id: string, ttlMs: number): Awaitable<Claim | "busy" | "done">;
}

/** Options of {@link createMemoryStore}. */
export interface MemoryStoreOptions {
  /** How many ids are kept. Beyond it the oldest is forgotten. @default 50,000 (about 10 MB) */
  maxEntries?: number | undefined;
}

/**
 * Remembers events in this process, at most `maxEntries` of them. Enough for one process; several processes or machines
 * need a store that they share.
 */
export function createMemoryStore({ maxEntries = 50_000 }: MemoryStoreOptions = {}): DedupeStore {
  // In order of insertion, the oldest first. A claim has no end: it cannot outlive the process that holds it.
  const ends = new Map<string, number>();
  const put = (id: string, end: number) => {
    ends.delete(id);
    ends.set(id, end);
    if (ends.size > maxEntries) ends.delete(ends.keys().next().value as string);
  };
  return {
    claim(id, ttlMs) {
      const end = ends.get(id) ?? 0;
      if (end > Date.now()) return end === Infinity ? "busy" : "done";
      put(id, Infinity);
      return {
        commit: () => put(id, Date.now() + ttlMs),
        release: () => void ends.delete(id),
      };
    },
  };
}
