import { describe, expect, it } from "vitest";
import { createRedactor, readRequestId } from "./redact.js";

const redact = (text: unknown, secrets: unknown = [], longest = 200) => createRedactor(secrets)(text, longest);

describe("a redactor", () => {
  it.each([
    ["as given", "the key is KEY0123"],
    ["more than once", "KEY0123, KEY0123"],
  ])("replaces a secret %s", (_, text) => {
    expect(redact(text, ["KEY0123"])).toBe(text.replaceAll("KEY0123", "[redacted]"));
  });

  it.each([
    ["JSON", 'a "quoted" key', String.raw`{"key":"is a \"quoted\" key"}`, '{"key":"is [redacted]"}'],
    ["a URL", "käse key", "/calls?key=k%C3%A4se%20key", "/calls?key=[redacted]"],
    ["a URL without half of a surrogate pair", "\ud800käse", "/calls?key=k%C3%A4se", "/calls?key=[redacted]"],
  ])("replaces a secret as it is written in %s", (_, secret, text, clean) => {
    expect(redact(text, [secret])).toBe(clean);
  });

  it("replaces the longer of two secrets first, so that nothing is left of it", () => {
    expect(redact("abcdefgh abcd", ["abcd", "abcdefgh"])).toBe("[redacted] [redacted]");
  });

  it("leaves strings of up to three characters, which would hide every message", () => {
    expect(redact("on abc abcd", ["on", "abc", "abcd"])).toBe("on abc [redacted]");
  });

  it("finds secrets down to twelve levels, beside nulls, numbers and cycles", () => {
    const nest = (levels: number, value: unknown): unknown =>
      levels === 0 ? value : { next: nest(levels - 1, value) };
    const secrets: Record<string, unknown> = {
      none: null,
      number: 5,
      twelve: nest(11, "deepest"),
      more: nest(12, "deeper"),
    };
    secrets.self = secrets;
    expect(redact("deepest deeper", secrets)).toBe("[redacted] deeper");
  });

  it("shows the value of a harmless field, but not what an object below it holds, nor a field of a similar name", () => {
    const secrets = {
      voice: "female",
      stream_codec: "PCMU",
      role: { name: "Adele" },
      mytype: "private",
      typed: "hidden",
      caller_role_note: "covert",
    };
    expect(redact("female PCMU Adele private hidden covert", secrets)).toBe(
      "female PCMU [redacted] [redacted] [redacted] [redacted]",
    );
  });

  it("makes one space of control characters and of marks that turn text around", () => {
    expect(redact("a\r\nb\u2028c\u202ed\u0000\u0085e")).toBe("a b c d e");
  });

  it("cuts what is left", () => {
    expect(redact("KEY0123 and more", ["KEY0123"], 12)).toBe("[redacted] a");
  });

  it.each(["+12025550101", "12025550101", "+1 (202) 555-0101", "202.555.0101", "202.5550101", "5550101"])(
    "replaces the phone number %s",
    (number) => {
      expect(redact(number)).toBe("[redacted]");
      expect(redact(`call ${number} now, or (${number})`)).toBe("call [redacted] now, or ([redacted])");
    },
  );

  it.each([
    "192.168.100.200",
    "192.168.100.7 is down",
    "10.10.10.10:8080",
    "id-12025550101",
    "x12025550101",
    "v1.12025550101",
    "12025550101abc",
    "12025550101-a",
    "555010",
    "0c1d2e3f-0000-4000-8000-00000000000a",
  ])("leaves %s, which is no phone number", (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("readRequestId", () => {
  const read = (id: string, secrets: unknown = []) => readRequestId(new Headers({ "x-request-id": id }), secrets);

  it.each(["6e1f5a9c-ffff-4aaa-8bbb-0123456789ab", "a", "a/b:c=d+e._-", "x".repeat(128)])("keeps %s", (id) => {
    expect(read(id)).toBe(id);
  });

  it.each(["", "a b", "<script>", "é", " ;a", "x".repeat(129)])("drops %j", (id) => {
    expect(read(id)).toBeUndefined();
  });

  it("drops one that echoes a secret", () => {
    expect(read("id-KEY0123", ["KEY0123"])).toBeUndefined();
    expect(readRequestId(new Headers(), [])).toBeUndefined();
  });
});
