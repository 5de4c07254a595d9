import { ConfigurationError } from "./errors.js";

/**
 * Writes a query: nested objects as `filter[created_at][gte]=…`, arrays inside them as `filter[type][]=…`,
 * an array of its own as `status=…&status=…`, dates in ISO 8601.
 * `undefined` is left out. Only own properties count.
 *
 * @throws {ConfigurationError} when a value cannot be written in a query.
 */
export function serializeQuery(query: object): string {
  const parts: string[] = [];
  const add = (name: string, value: unknown, depth: number) => {
    if (value === undefined) return;
    const plain = value instanceof Date && Number.isFinite(+value) ? value.toISOString() : value;
    if (typeof plain === "object" && plain && depth < 6 && !(plain instanceof Date)) {
      const isParameter = depth < 2 && Array.isArray(plain);
      for (const [key, inner] of Object.entries(plain)) {
        const hostile = /^(__proto__|constructor|prototype|)$/.test(key);
        const inside = depth ? `${name}[${Array.isArray(plain) ? "" : key}]` : key;
        add(isParameter ? name : inside, hostile ? null : inner, depth + 1);
      }
      return;
    }
    // \p{Cs} is half of a surrogate pair, which has no encoding.
    const text =
      typeof plain === "string" || typeof plain === "boolean" || Number.isFinite(plain) ? String(plain) : "\ud800";
    if (/\p{Cs}/u.test(name + text)) {
      throw new ConfigurationError(
        `Query parameter ${name} cannot be sent. Pass well-formed text, a finite number, a boolean or a Date, or leave it out.`,
      );
    }
    parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
  };
  add("", query, 0);
  return parts.join("&");
}
