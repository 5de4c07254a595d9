/** Reads `filter[occurred_at][gte]=…`, `page[number]=2` and repeated names into nested plain objects. */
export function parseQuery(search: URLSearchParams): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const [name, value] of search) {
    const keys = name.split(/[[\]]/).filter((key, index) => key !== "" || index === 0);
    assign(query, keys, value, name.endsWith("[]"));
  }
  return query;
}

function assign(target: Record<string, unknown>, keys: readonly string[], value: string, list: boolean): void {
  let node = target;
  for (const key of keys.slice(0, -1)) {
    const child = node[key];
    const next = typeof child === "object" && child !== null ? (child as Record<string, unknown>) : Object.create(null);
    node[key] = next;
    node = next;
  }
  const last = keys.at(-1) ?? "";
  const before = node[last];
  node[last] =
    before === undefined ? (list ? [value] : value) : [...(Array.isArray(before) ? before : [before]), value];
}
