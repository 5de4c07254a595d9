/** Replaces what must not be kept in text that came from outside. */
export type Scrub = (text: unknown, longest: number) => string;

/**
 * Makes a function that replaces everything that the request held, because servers and network libraries like to
 * echo it, and cuts what is left.
 *
 * @param secrets anything: strings in it count at every depth, keys do not
 */
export function createScrub(secrets: unknown): Scrub {
  const needles: string[] = [];
  const collect = (value: unknown) => {
    if (typeof value === "string" && value.length > 3) {
      // As it was given, as it stands in JSON, and as it stands in a URL.
      needles.push(
        value,
        JSON.stringify(value).slice(1, -1),
        encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, "")),
      );
    } else if (typeof value === "object" && value) for (const item of Object.values(value)) collect(item);
  };
  collect(secrets);
  needles.sort((a, b) => b.length - a.length);
  return (text, longest) =>
    needles.reduce((clean, needle) => clean.replaceAll(needle, "[redacted]"), String(text)).slice(0, longest);
}
