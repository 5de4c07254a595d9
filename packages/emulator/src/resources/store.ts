import { perWorld } from "../world/per-world.js";

/** The records of one kind, oldest first; at least the last `limit` of them. */
export interface Collection<T> {
  get(id: string): T | undefined;
  set(id: string, record: T): void;
  delete(id: string): boolean;
  values(): T[];
}

export function createCollection<T>(limit = 10_000): Collection<T> {
  const records = new Map<string, T>();
  return {
    get: (id) => records.get(id),
    set(id, record) {
      records.set(id, record);
      // Many at once: the first key of a map is dear to find where those before it were deleted.
      if (records.size < limit * 1.25) return;
      for (const old of [...records.keys()].slice(0, records.size - limit)) records.delete(old);
    },
    delete: (id) => records.delete(id),
    values: () => [...records.values()],
  };
}

type Json = Record<string, unknown>;

export const connectorsOf = perWorld(() => createCollection<Json>());
export const credentialsOf = perWorld(() => createCollection<Json>());
export const deliveriesOf = perWorld(() => createCollection<Json>(2_000));
export const callEventsOf = perWorld(() => createCollection<Json>(5_000));
