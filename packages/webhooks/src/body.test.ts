import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { body, headers, key, message, now, options, verdict, webhooks } from "./__tests__/delivery.js";
import { createWebhooks } from "./index.js";

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
    ["a request of Node or Express", Readable.from(["{}"]), /a stream/],
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
