/** A body that is signed as it stands, and the status that its bytes deserve. */
export interface OddBody {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly status: 200 | 400;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const event = (id: string, payload = "{}") =>
  `{"data":{"id":"${id}","event_type":"call.answered","occurred_at":"2026-01-15T10:00:00Z","payload":${payload}}}`;
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const limit = 1 << 20;

const accepted: Record<string, Uint8Array> = {
  compact: utf8(event("1")),
  indented: utf8(JSON.stringify(JSON.parse(event("1")), undefined, 2)),
  "with CRLF": utf8(event("1").replaceAll(",", ",\r\n")),
  "with white space around it": utf8(`\n\t ${event("1")} \r\n`),
  "with a byte order mark": utf8(`\uFEFF${event("1")}`),
  "with other scripts": utf8(event("1", '{"from":"Zoë 🦄 日本語"}')),
  "with escapes": utf8(event("1", '{"from":"\\u005a\\u006f\\/"}')),
  "with half a surrogate pair escaped": utf8(event("1", '{"from":"\\ud83e"}')),
  "with an escaped NUL": utf8(event("1", '{"from":"\\u0000"}')),
  "with the same key twice": utf8(event("1", '{"to":"a","to":"b"}')),
  "with __proto__": utf8(event("1", '{"__proto__":{"polluted":true},"constructor":1}')),
  "with numbers beyond doubles": utf8(event("1", '{"n":123456789012345678901234567890,"m":1e400}')),
  "a thousand levels deep": utf8(event("1", `{"a":${"[".repeat(1000)}${"]".repeat(1000)}}`)),
  "that looks like signed text": utf8(event("1760000000|1760000000")),
  "of exactly the limit": utf8(event("1").padEnd(limit, " ")),
};
const refused: Record<string, Uint8Array> = {
  empty: new Uint8Array(),
  "of one byte more than the limit": utf8(event("1").padEnd(limit + 1, " ")),
  "with two byte order marks": utf8(`\uFEFF\uFEFF${event("1")}`),
  "with a broken UTF-8 sequence": latin1(event("1", '{"from":"\xc3("}')),
  "with an overlong UTF-8 sequence": latin1(event("1", '{"from":"\xc0\xaf"}')),
  "in Latin-1": latin1(event("1", '{"from":"Zo\xeb"}')),
  "in UTF-16": new Uint8Array(Uint16Array.from(event("1"), (character) => character.charCodeAt(0)).buffer),
  "with a NUL": utf8(`${event("1")}\0`),
  "cut off": utf8(event("1").slice(0, -1)),
  "with something behind it": utf8(`${event("1")}x`),
  "an array": utf8(`[${event("1")}]`),
  "a text": utf8(JSON.stringify(event("1"))),
  "a form": utf8("CallSid=v3%3Aabc&CallStatus=completed"),
  "with single quotes": utf8(event("1").replaceAll('"', "'")),
};

const listed = (bodies: Record<string, Uint8Array>, status: 200 | 400) =>
  Object.entries(bodies).map(([name, bytes]) => ({ name, bytes, status }));

export const oddBodies: readonly OddBody[] = [...listed(accepted, 200), ...listed(refused, 400)];
