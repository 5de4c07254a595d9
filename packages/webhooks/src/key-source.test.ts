import { describe, expect, it } from "vitest";
import { body, headers, key, now, options, verdict } from "./__tests__/delivery.js";
import { createWebhooks, WebhookUnavailableError } from "./index.js";
import { createSigningKey } from "./testing.js";

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
      clock: { now: () => time },
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

  it("that came anew refuse a forged delivery as the old ones did", async () => {
    let time = now * 1000;
    const receiver = createWebhooks({
      clock: { now: () => time },
      publicKey: async ({ refresh }) => (refresh ? [key.publicKey, (await other).publicKey] : key.publicKey),
    });
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    time += 31_000;
    const forger = await createSigningKey({ seed: new Uint8Array(32).fill(2) });
    const error = await receiver.verify(body, await forger.sign(body, now)).catch((thrown) => thrown);
    expect(error).toMatchObject({
      failure: "signature-mismatch",
      message: expect.stringContaining("fits none of the 2 configured public keys"),
    });
  });

  it("of a function that fails are served once more as long, then refused as unavailable", async () => {
    let time = now * 1000;
    let fails = false;
    const receiver = createWebhooks({
      clock: { now: () => time },
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

  it("of a function that fails are not asked for by every forged delivery", async () => {
    let time = now * 1000;
    let asked = 0;
    const receiver = createWebhooks({
      clock: { now: () => time },
      toleranceSeconds: 86_400,
      publicKey: () => {
        if (asked++ > 0) throw new Error("secret store down");
        return key.publicKey;
      },
    });
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    time += 31_000;
    const signed = await (await other).sign(body, now);
    // Not refused: it may fit a key that cannot be had at the moment, and Telnyx does not deliver again after a 400.
    for (let index = 0; index < 20; index++)
      expect(await verdict(signed, body, receiver)).toMatch(/gave no usable key/);
    expect(asked).toBe(2);
    expect(await verdict(headers, body, receiver)).toBe("accepted");
  });

  it("of a function that hangs hold up nobody for good: the next delivery asks again", async () => {
    let time = now * 1000;
    let asked = 0;
    const receiver = createWebhooks({
      clock: { now: () => time },
      toleranceSeconds: 86_400,
      publicKey: () => (asked++ === 0 ? new Promise<string>(() => {}) : key.publicKey),
    });
    receiver.verify(body, headers).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 10));
    time += 11_000;
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    expect(asked).toBe(2);
  });

  it("of a function that hangs are served from its last answer", async () => {
    let time = now * 1000;
    let asked = 0;
    const receiver = createWebhooks({
      clock: { now: () => time },
      keyCacheSeconds: 60,
      publicKey: () => (asked++ === 0 ? key.publicKey : new Promise<string>(() => {})),
    });
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    time += 61_000;
    expect(await verdict(headers, body, receiver)).toBe("accepted");
    expect(asked).toBe(2);
  });
});
