import type { Reply } from "./handler.js";

/** A page of a list by number: 1-based, 20 items unless the query says otherwise. */
export function numberedPage(items: readonly unknown[], query: Readonly<Record<string, unknown>>): Reply {
  const page = (query.page ?? {}) as { number?: number; size?: number };
  const { number = 1, size = 20 } = page;
  const data = items.slice((number - 1) * size, number * size);
  const meta = {
    page_number: number,
    page_size: size,
    total_pages: Math.ceil(items.length / size),
    total_results: items.length,
  };
  return { status: 200, body: { data, meta } };
}

/** A page of a list by cursor; the cursor is the id of an item. */
export function cursorPage<T>(
  items: readonly T[],
  query: Readonly<Record<string, unknown>>,
  idOf: (item: T) => string,
  path: string,
): Reply {
  const page = (query.page ?? {}) as { after?: string; before?: string; limit?: number };
  const { after, before, limit = 20 } = page;
  const index = (id: string) => items.findIndex((item) => idOf(item) === id);
  const end = before === undefined ? undefined : Math.max(0, index(before));
  const start = after !== undefined ? index(after) + 1 : end === undefined ? 0 : Math.max(0, end - limit);
  const data = items.slice(start, Math.min(end ?? items.length, start + limit));
  const first = data[0];
  const last = data.at(-1);
  const hasNext = last !== undefined && start + data.length < items.length;
  const hasPrevious = first !== undefined && start > 0;
  const link = (name: string, id: string) => `${path}?page[${name}]=${encodeURIComponent(id)}&page[limit]=${limit}`;
  const meta = {
    cursors: { after: hasNext ? idOf(last) : null, before: hasPrevious ? idOf(first) : null },
    next: hasNext ? link("after", idOf(last)) : null,
    previous: hasPrevious ? link("before", idOf(first)) : null,
    total_items: items.length,
  };
  return { status: 200, body: { data, meta } };
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Keeps the records that a `filter` describes: equal fields, `contains` in texts, and `eq`, `gt`, `gte`, `lt`, `lte`
 * for moments and numbers. `names` maps a filter to a field where they are not called alike.
 */
export function filterRecords<T extends Json>(
  records: readonly T[],
  filter: unknown,
  names: Readonly<Record<string, string>> = {},
): T[] {
  const conditions = Object.entries((filter ?? {}) as Json);
  return records.filter((record) => conditions.every(([name, wanted]) => fits(record[names[name] ?? name], wanted)));
}

function fits(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.map(String).includes(String(value));
  if (typeof wanted !== "object" || wanted === null) return String(value) === String(wanted);
  return Object.entries(wanted).every(([operator, bound]) => compare(operator, value, bound));
}

function compare(operator: string, value: unknown, bound: unknown): boolean {
  if (operator === "eq") return order(value, bound) === 0;
  if (operator === "contains")
    return (typeof value === "string" ? value : JSON.stringify(value ?? ""))
      .toLowerCase()
      .includes(String(bound).toLowerCase());
  if (operator === "gt") return order(value, bound) > 0;
  if (operator === "gte") return order(value, bound) >= 0;
  if (operator === "lt") return order(value, bound) < 0;
  if (operator === "lte") return order(value, bound) <= 0;
  if (operator === "in" && Array.isArray(bound)) return bound.map(String).includes(String(value));
  return false;
}

/** Compares as moments where both can be read as such, else as texts. */
function order(value: unknown, bound: unknown): number {
  const [a, b] = [Date.parse(String(value)), Date.parse(String(bound))];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return String(value) < String(bound) ? -1 : String(value) === String(bound) ? 0 : 1;
}
