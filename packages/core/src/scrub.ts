/** Replaces what must not be kept in text that came from outside, and cuts what is left. */
export type Scrub = (text: unknown, longest: number) => string;

// 7 to 15 digits with the usual separators, standing alone, and no IPv4 address: servers spell numbers in their own way.
const phoneNumber = /(?<![\w.-])(?!\d+(\.\d+){3}(?!\d))\+?\d[\d ().-]{5,15}\d(?![\w-])/g;

/**
 * Makes a function that replaces everything that the request held, because servers and network libraries like to
 * echo it, and whatever else looks like a phone number.
 *
 * @param secrets anything: strings in it count at every depth, keys do not
 */
export function createScrub(secrets: unknown): Scrub {
  const needles: string[] = [];
  const collect = (value: unknown, depth: number) => {
    if (typeof value === "string" && value.length > 3) {
      // As it was given, as it stands in JSON, and as it stands in a URL.
      const wellFormed = value.replace(/[\ud800-\udfff]/gu, "");
      needles.push(value, JSON.stringify(value).slice(1, -1), encodeURIComponent(wellFormed));
    } else if (typeof value === "object" && value && !ArrayBuffer.isView(value) && depth < 12) {
      for (const item of Object.values(value)) collect(item, depth + 1);
    }
  };
  collect(secrets, 0);
  needles.sort((a, b) => b.length - a.length);
  return (text, longest) =>
    needles
      .reduce((clean, needle) => clean.replaceAll(needle, "[redacted]"), String(text))
      .replace(phoneNumber, "[redacted]")
      .slice(0, longest);
}

/** Reads the request id of an answer, if it is one. A header that echoes one of the secrets is not kept. */
export function readRequestId(headers: Headers, secrets: unknown): string | undefined {
  const id = headers.get("x-request-id");
  return id && /^[\w.:/=+-]{1,128}$/.test(id) && createScrub(secrets)(id, 128) === id ? id : undefined;
}
