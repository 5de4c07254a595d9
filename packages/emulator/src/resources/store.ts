import { perWorld } from "../world/per-world.js";

/** The records of one kind, oldest first; beyond the limit the oldest is forgotten. */
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
      const oldest = records.keys().next();
      if (records.size > limit && !oldest.done) records.delete(oldest.value);
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
