import { describe, expect, it } from "vitest";
import { createWebhooks, WebhookUnavailableError, WebhookVerificationError } from "./index.js";
import { createSigningKey } from "./testing.js";

const key = await createSigningKey({ seed: new Uint8Array(32).fill(9) });
const now = 1_760_000_000;
const options = { publicKey: key.publicKey, now: () => now * 1000 };
const webhooks = createWebhooks(options);
const body = '{"data":{"id":"1"}}';
const headers = await key.sign(body, now);
const timestamp = headers["telnyx-timestamp"];
const signature = headers["telnyx-signature-ed25519"];
type Headers = Parameters<typeof webhooks.verify>[1];
const verdict = (given: unknown, text: unknown = body, receiver = webhooks) =>
  receiver.verify(text as string, given as NonNullable<Headers>).then(
    () => "accepted",
    (error) => (WebhookVerificationError.isInstance(error) ? error.failure : String(error)),
  );
const message = (given: unknown, text: unknown = body) =>
  webhooks.verify(text as string, given as NonNullable<Headers>).then(String, (error) => error.message as string);

describe("the timestamp", () => {
  it("counts within the tolerance, inclusive, in both directions", async () => {
    for (const [offset, expected] of [
      [0, "accepted"],
      [300, "accepted"],
      [-300, "accepted"],
      [301, "timestamp-outside-tolerance"],
      [-301, "timestamp-outside-tolerance"],
    ] as const) {
      expect(await verdict(await key.sign(body, now + offset))).toBe(expected);
    }
  });

  it("names the skew and its direction", async () => {
    expect(await message(await key.sign(body, now - 900))).toContain("900 seconds old, the tolerance is 300");
    expect(await message(await key.sign(body, now + 900))).toContain("900 seconds in the future");
  });

  it("is refused when the clock gives no number", async () => {
    const broken = createWebhooks({ ...options, now: () => Number.NaN });
    expect(await verdict(headers, body, broken)).toMatch(/^timestamp-/);
  });

  const forms = [
    "",
    " ",
    "0",
    "-1760000000",
    "+1760000000",
    "01760000000",
    "1760000000.0",
    "1760000000.5",
    "1.76e9",
    "1760000000n",
    "0x68e77800",
    " 1760000000",
    "1760000000 ",
    "1760000000\n",
    "\t1760000000",
    "1,760,000,000",
    "1_760_000_000",
    "1760000000;",
    "1760000000,1760000000",
    "1760000000, 1760000000",
    "1760000000 1760000000",
    "1760000000000",
    "176000000",
    "1760000000abc",
    "abc1760000000",
    "NaN",
    "Infinity",
    "null",
    "undefined",
    "true",
    "[1760000000]",
    '"1760000000"',
    "１７６００００００００",
    "١٧٦٠٠٠٠٠٠٠",
    "2025-10-09T08:53:20Z",
    "Thu, 09 Oct 2025 08:53:20 GMT",
    "1760000000\0",
    "1760000000\u200b",
    "9999999999999",
    "1760000000/",
  ];
  it(`is refused in each of ${forms.length} other forms, though the form itself was signed`, async () => {
    expect(forms.length).toBeGreaterThanOrEqual(40);
    for (const form of forms) {
      const signed = await key.sign(body, form as unknown as number); // signed as it stands
      expect(await verdict({ ...signed, "telnyx-timestamp": form }), JSON.stringify(form)).not.toBe("accepted");
    }
  });

  it("is refused when it is no text", async () => {
    for (const value of [
      now,
      BigInt(now),
      new Date(now * 1000),
      { toString: () => timestamp },
      [timestamp, timestamp],
      [],
    ]) {
      expect(await verdict({ ...headers, "telnyx-timestamp": value })).not.toBe("accepted");
    }
  });
});

describe("the signature", () => {
  const raw = Buffer.from(signature, "base64");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const stray = (bits: number) =>
    `${signature.slice(0, 85)}${alphabet[alphabet.indexOf(signature[85] as string) | bits]}==`;
  const forms = [
    "",
    " ",
    "=",
    "==",
    signature.slice(0, -1),
    signature.slice(0, -2),
    `${signature}=`,
    `${signature}==`,
    ` ${signature}`,
    `${signature} `,
    `${signature}\n`,
    `\n${signature}`,
    `${signature}\r\n`,
    `${signature}\t`,
    `${signature.slice(0, 44)}\n${signature.slice(44)}`,
    `${signature.slice(0, 44)} ${signature.slice(44)}`,
    raw.toString("hex"),
    raw.toString("hex").toUpperCase(),
    raw.toString("base64url"),
    `${raw.toString("base64url")}==`,
    `"${signature}"`,
    `'${signature}'`,
    `ed25519=${signature}`,
    `v1,${signature}`,
    `v1=${signature}`,
    `${signature},${signature}`,
    `${signature}, ${signature}`,
    `${signature} ${signature}`,
    signature + signature,
    stray(1),
    stray(2),
    stray(8),
    stray(15),
    signature.toLowerCase(),
    signature.toUpperCase(),
    raw.subarray(0, 63).toString("base64"),
    Buffer.concat([raw, raw.subarray(0, 1)]).toString("base64"),
    Buffer.concat([raw.subarray(32), raw.subarray(0, 32)]).toString("base64"),
    Buffer.from(signature).toString("base64"),
    Buffer.alloc(64).toString("base64"),
    Buffer.alloc(64, 255).toString("base64"),
    `${signature.slice(0, 86)}%3D%3D`,
    encodeURIComponent(signature),
    `${signature}\0`,
    `${signature.slice(0, 87)}A`,
    `${signature.slice(0, 86)}A=`,
    `\u200b${signature}`,
    signature.replace(/^./, "Ａ"),
    "null",
    "undefined",
  ].filter((form) => form !== signature);
  it(`is refused in each of ${forms.length} other forms`, async () => {
    expect(forms.length).toBeGreaterThanOrEqual(40);
    for (const form of forms) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": form }), JSON.stringify(form)).not.toBe(
        "accepted",
      );
    }
  });

  it("is refused when it is no text", async () => {
    for (const value of [raw, new Uint8Array(raw), { toString: () => signature }, [signature, signature], [], 1]) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": value })).not.toBe("accepted");
    }
  });

  it("is refused after every flip of one bit of body, timestamp and signature", { timeout: 60_000 }, async () => {
    let flips = 0;
    const flipped = function* (bytes: Uint8Array) {
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const copy = Uint8Array.from(bytes);
        copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
        flips++;
        yield copy;
      }
    };
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
    for (const changed of flipped(Buffer.from(body)))
      expect(await verdict(headers, changed)).toBe("signature-mismatch");
    for (const changed of flipped(raw)) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": Buffer.from(changed).toString("base64") })).toBe(
        "signature-mismatch",
      );
    }
    for (const changed of flipped(Buffer.from(timestamp))) {
      expect(await verdict({ ...headers, "telnyx-timestamp": text(changed) })).not.toBe("accepted");
    }
    for (const changed of flipped(Buffer.from(signature))) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": text(changed) })).not.toBe("accepted");
    }
    console.log(`bit flips refused: ${flips}`);
  });
});

describe("the headers", () => {
  const pairs = Object.entries(headers);
  const upper = pairs.map(([name, value]) => [name.toUpperCase(), value] as const);
  it.each([
    ["Headers", new Headers(headers)],
    ["a plain object", headers],
    ["a plain object in capitals", Object.fromEntries(upper)],
    ["an object without a prototype", Object.assign(Object.create(null), headers)],
    ["Node's headers with arrays of one", { "telnyx-timestamp": [timestamp], "telnyx-signature-ed25519": [signature] }],
    ["pairs", pairs],
    ["pairs in capitals", upper],
    ["a Map", new Map(pairs)],
    ["a Map in capitals", new Map(upper)],
    ["Node's rawHeaders", upper.flat()],
    ["an iterator", new Headers(headers).entries()],
    [
      "multiValueHeaders",
      { "Telnyx-Timestamp": [timestamp], "Telnyx-Signature-Ed25519": [signature], accept: ["a", "b"] },
    ],
    ["the same value under two spellings", { ...headers, ...Object.fromEntries(upper) }],
    ["undefined and null beside them", { ...headers, "x-a": undefined, "x-b": null, "TELNYX-TIMESTAMP": undefined }],
  ])("are read from %s", async (_name, given) => {
    // An iterator is used up by one reading, as a generator would be.
    const reusable = Symbol.iterator in given && "next" in given ? [...(given as Iterable<unknown>)] : given;
    expect(await verdict(reusable)).toBe("accepted");
  });

  const other = "1760000001";
  const doubled = new Headers(headers);
  doubled.append("telnyx-timestamp", timestamp);
  it.each([
    ["Headers with the same value twice", doubled],
    ["values joined by a comma", { ...headers, "telnyx-timestamp": `${timestamp}, ${timestamp}` }],
    ["an array of two", { ...headers, "telnyx-timestamp": [timestamp, timestamp] }],
    ["two values under two spellings", { ...headers, "Telnyx-Timestamp": other }],
    ["two values in pairs", [...pairs, ["telnyx-timestamp", other]]],
    ["the same pair twice", [...pairs, ["telnyx-timestamp", timestamp]]],
    ["two values in a Map", new Map([...pairs, ["Telnyx-Timestamp", other]])],
    ["two values in rawHeaders", [...pairs.flat(), "Telnyx-Timestamp", other]],
    ["the same value twice in rawHeaders", [...pairs.flat(), "telnyx-timestamp", timestamp]],
    [
      "two signatures under two spellings",
      { ...headers, "Telnyx-Signature-Ed25519": `${signature.slice(0, 10)}A${signature.slice(11)}` },
    ],
  ])("are refused as %s", async (_name, given) => {
    expect(await verdict(given)).toBe("header-repeated");
  });

  it("are refused with a message of their own when they are missing or no headers", async () => {
    const { "telnyx-timestamp": _timestamp, ...withoutTimestamp } = headers;
    expect(await verdict(withoutTimestamp)).toBe("header-missing");
    expect(await verdict({})).toBe("header-missing");
    expect(await verdict({ "x-telnyx-signature": "t=1,h=abc" })).toBe("version-1");
    expect(await message({ "x-telnyx-signature": "t=1,h=abc" })).toContain('Set webhook_api_version to "2"');
    for (const given of [undefined, null, "telnyx-timestamp: 1", 1])
      expect(await verdict(given)).toBe("headers-unreadable");
    expect(await message(undefined)).toContain("The headers are undefined. Pass the request's headers");
  });
});

describe("the body", () => {
  const bytes = new TextEncoder().encode(body);
  const inside = new Uint8Array(bytes.length + 10);
  inside.set(bytes, 5);
  it.each([
    ["text", body],
    ["Uint8Array", bytes],
    ["Buffer", Buffer.from(body)],
    ["ArrayBuffer", bytes.buffer],
    ["a view into a larger buffer", inside.subarray(5, 5 + bytes.length)],
    ["DataView", new DataView(inside.buffer, 5, bytes.length)],
    ["Int8Array", new Int8Array(bytes)],
    [
      "SharedArrayBuffer",
      (() => {
        const shared = new SharedArrayBuffer(bytes.length);
        new Uint8Array(shared).set(bytes);
        return shared;
      })(),
    ],
  ])("is taken as %s", async (_name, given) => {
    expect(await verdict(headers, given)).toBe("accepted");
  });

  it("is taken from a Request, with its method and headers", async () => {
    const request = () => new Request("https://example.com", { method: "POST", body, headers });
    expect(Buffer.from(await webhooks.verify(request())).toString()).toBe(body);
    const used = request();
    await used.text();
    expect(await webhooks.verify(used).catch((error) => error.failure)).toBe("body-consumed");
    const get = new Request("https://example.com?data=1", { headers });
    expect(await webhooks.verify(get).catch((error) => error.failure)).toBe("get-delivery");
    const put = new Request("https://example.com", { method: "PUT", body, headers });
    expect(await webhooks.verify(put).catch((error) => error.message)).toContain("is a PUT request");
  });

  it.each([
    ["a parsed object", JSON.parse(body), /a parsed object.*express\.raw/],
    ["an array", [body], /an array/],
    ["a number", 1, /a number/],
    ["null", null, /null/],
    [
      "a Buffer that went through JSON",
      JSON.parse(JSON.stringify(Buffer.from(body))),
      /a Buffer that went through JSON/,
    ],
    ["a stream", new ReadableStream(), /a stream/],
  ])("is refused as %s, and the message says what to do", async (_name, given, text) => {
    expect(await verdict(headers, given)).toBe("body-parsed");
    expect(await message(headers, given)).toMatch(text);
  });

  it("is refused when it is empty, used up or over the limit", async () => {
    expect(await verdict(await key.sign("", now), "")).toBe("body-empty");
    expect(await webhooks.verify(undefined as never, headers).catch((error) => error.failure)).toBe("body-consumed");
    const small = createWebhooks({ ...options, maxBodyBytes: body.length });
    expect(await verdict(headers, body, small)).toBe("accepted");
    expect(await verdict(headers, `${body} `, small)).toBe("body-too-large");
    expect(await verdict(headers, "é".repeat(body.length - 1), small)).toBe("body-too-large");
  });

  it("cannot be changed between the check and the reading", async () => {
    const event = Buffer.from(JSON.stringify({ data: { id: "1", event_type: "call.answered", payload: {} } }));
    const pending = webhooks.unwrap(event, await key.sign(event, now));
    await Promise.resolve();
    event.fill(0x20);
    expect((await pending).id).toBe("1");
  });

  it("of a form is verified, and refused as an event with a message of its own", async () => {
    const form = "CallSid=v3%3Aabc&CallStatus=ringing";
    expect(await verdict(await key.sign(form, now), form)).toBe("accepted");
    const error = await webhooks.unwrap(form, await key.sign(form, now)).catch((thrown) => thrown);
    expect(error.failure).toBe("form-encoded");
    expect(error.message).toContain("TeXML");
  });
});

describe("the keys", () => {
  const other = createSigningKey({ seed: new Uint8Array(32).fill(1) });

  it("are tried in order, so that two are accepted while one replaces another", async () => {
    const both = createWebhooks({ ...options, publicKey: [(await other).publicKey, key.publicKey] });
    expect(await verdict(headers, body, both)).toBe("accepted");
    expect(await verdict(await (await other).sign(body, now), body, both)).toBe("accepted");
    const wrong = createWebhooks({ ...options, publicKey: (await other).publicKey });
    expect(await verdict(headers, body, wrong)).toBe("signature-mismatch");
  });

  it("come from a function once, and again when they are old or fit no signature", async () => {
    let time = now * 1000;
    let current = key.publicKey;
    const hints: boolean[] = [];
    const receiver = createWebhooks({
      now: () => time,
      keyCacheSeconds: 600,
      toleranceSeconds: 86_400,
      publicKey: async ({ refresh }) => {
        hints.push(refresh);
        return current;
      },
    });
    const both = await Promise.all([verdict(headers, body, receiver), verdict(headers, body, receiver)]);
    expect([both, hints]).toEqual([["accepted", "accepted"], [false]]);
    current = (await other).publicKey;
    const signed = await (await other).sign(body, now);
    expect(await verdict(signed, body, receiver)).toBe("signature-mismatch");
    expect(hints).toHaveLength(1);
    time += 31_000;
    expect(await verdict(signed, body, receiver)).toBe("accepted");
    expect(hints).toEqual([false, true]);
    for (let index = 0; index < 50; index++) expect(await verdict(headers, body, receiver)).toBe("signature-mismatch");
    expect(hints).toHaveLength(2);
    time += 601_000;
    expect(await verdict(signed, body, receiver)).toBe("accepted");
    expect(hints).toHaveLength(3);
  });

  it("of a function that fails are served once more as long, then refused as unavailable", async () => {
    let time = now * 1000;
    let fails = false;
    const receiver = createWebhooks({
      now: () => time,
      keyCacheSeconds: 60,
      publicKey: () => {
        if (fails) throw new Error("secret store down");
        return key.publicKey;
      },
    });
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    fails = true;
    time += 100_000;
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    time += 30_000;
    const error = await receiver.verify(body, headers).catch((thrown) => thrown);
    expect(WebhookUnavailableError.isInstance(error) && error.part).toBe("keys");
    expect(error.cause).toMatchObject({ message: "secret store down" });
  });

  it("of a function are held to the same rules", async () => {
    const receiver = createWebhooks({ ...options, publicKey: () => "-----BEGIN PUBLIC KEY-----" });
    const error = await receiver.verify(body, headers).catch((thrown) => thrown);
    expect(WebhookUnavailableError.isInstance(error)).toBe(true);
    expect(error.message).toContain("a PEM block");
  });
});

describe("a refusal", () => {
  it("holds no value of the delivery", async () => {
    const error = await webhooks.verify(`${body}secret`, headers).catch((thrown) => thrown);
    const shown = `${JSON.stringify(error)} ${error.message} ${error.stack}`;
    for (const value of [signature, timestamp, "secret"]) expect(shown).not.toContain(value);
  });
});
