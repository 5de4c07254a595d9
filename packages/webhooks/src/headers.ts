/** One header's value in any of the shapes that frameworks use. */
type HeaderValue = string | readonly string[] | undefined | null;

/**
 * Headers of a delivery: `Headers`, Node's `request.headers`, a plain object, `Map`, pairs, Node's flat `rawHeaders`, or
 * API Gateway's `multiValueHeaders`. Names count in any case.
 */
export type HeadersInput =
  | { readonly [name: string]: HeaderValue }
  | Iterable<readonly [string, HeaderValue]>
  | readonly string[];

type Pairs = Iterable<readonly [unknown, unknown]>;

function pairs(headers: object): Pairs {
  if (!(Symbol.iterator in headers)) return Object.entries(headers);
  const list = [...(headers as Iterable<unknown>)];
  if (typeof list[0] !== "string") return list as (readonly [unknown, unknown])[];
  return list.flatMap((name, index) => (index % 2 ? [] : [[name, list[index + 1]] as const]));
}

/**
 * All values of some headers, by name. More than one value, or one that is no text, means that nobody can say which was
 * signed. The same value under two spellings of the name is one value.
 */
export function headerValues(headers: HeadersInput, names: readonly string[]): unknown[][] {
  const found = names.map((): { spelt: unknown[]; values: unknown[] } => ({ spelt: [], values: [] }));
  for (const [key, value] of pairs(headers)) {
    const header = found[names.indexOf(String(key).toLowerCase())];
    if (!header || value === undefined || value === null) continue;
    const given = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (header.values.includes(given) && !header.spelt.includes(key)) continue;
    header.spelt.push(key);
    header.values.push(given);
  }
  return found.map(({ values }) => values);
}
