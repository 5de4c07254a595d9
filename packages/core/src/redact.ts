/** Replaces what must not be kept in text that came from outside, and cuts what is left. */
export type Redact = (text: unknown, longest: number) => string;

// 7 to 15 digits with the usual separators, standing alone, and no IPv4 address: servers spell numbers in their own way.
const phoneNumber = /(?<![\w.-])(?!\d+(\.\d+){3}(?!\d))\+?\d[\d ().-]{5,15}\d(?![\w-])/g;

// Control characters, line and paragraph separators, and marks that change the direction of text: they forge lines of a log.
const control = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Fields that name a choice, neither a secret nor a person: a message that refuses their values may show them. */
const harmless =
  /^(type|voice|language|model|provider|engine|format|codec|track|channels|direction|region|role|ringtone|privacy|effect)$|_(channels|codecs?|engine|format|language|mode|model|region|role|track|type)$/;

/**
 * Makes a function that replaces everything that the request held, because servers and network libraries like to
 * echo it, and whatever else looks like a phone number. Control characters become spaces.
 *
 * @param secrets anything: strings in it count at every depth, but for those of harmless fields; keys do not
 */
export function createRedactor(secrets: unknown): Redact {
  const needles: string[] = [];
  const collect = (value: unknown, depth: number) => {
    if (typeof value === "string" && value.length > 3) {
      // As given, as written in JSON, and as written in a URL.
      const wellFormed = value.replace(/[\ud800-\udfff]/gu, "");
      needles.push(value, JSON.stringify(value).slice(1, -1), encodeURIComponent(wellFormed));
    } else if (typeof value === "object" && value && !ArrayBuffer.isView(value) && depth < 12) {
      for (const [key, item] of Object.entries(value)) {
        if (typeof item !== "string" || !harmless.test(key)) collect(item, depth + 1);
      }
    }
  };
  collect(secrets, 0);
  needles.sort((a, b) => b.length - a.length);
  return (text, longest) =>
    needles
      .reduce((clean, needle) => clean.replaceAll(needle, "[redacted]"), String(text))
      .replace(control, " ")
      .replace(phoneNumber, "[redacted]")
      .slice(0, longest);
}

/** Reads the request id of an answer, if it is one. A header that echoes one of the secrets is not kept. */
export function readRequestId(headers: Headers, secrets: unknown): string | undefined {
  const id = headers.get("x-request-id");
  return id && /^[\w.:/=+-]{1,128}$/.test(id) && createRedactor(secrets)(id, 128) === id ? id : undefined;
}
