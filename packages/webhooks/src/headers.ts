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

type Pairs = readonly (readonly [unknown, unknown])[];

function pairs(headers: object): Pairs {
  const list = Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  if (typeof list[0] !== "string") return list as Pairs;
  return list.flatMap((name, index) => (index % 2 ? [] : [[name, list[index + 1]]]));
}

/**
 * All values of one header. More than one value, or one that is no text, means that nobody can say which was signed.
 * The same value under two spellings of the name is one value.
 */
export function headerValues(headers: HeadersInput, name: string): unknown[] {
  const found = pairs(headers).filter(([key, value]) => String(key).toLowerCase() === name && value != null);
  const values = found.map(([, value]) => (Array.isArray(value) && value.length === 1 ? value[0] : value));
  return new Set(found.map(([key]) => key)).size < found.length ? values : [...new Set(values)];
}
