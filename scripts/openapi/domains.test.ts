import { describe, expect, it } from "vitest";
import { smallDomains } from "./__tests__/small-upstream.js";
import { messageOf } from "./__tests__/temporary-root.js";
import { fragmentOf, hasPackage, readDomains } from "./domains.js";

describe("readDomains", () => {
  it("reads methods with their lines, nested resources with dots", () => {
    const { domains } = readDomains("domains.yaml", smallDomains);
    expect(domains.map(({ name }) => name)).toEqual(["voice", "media"]);
    expect(domains[1]?.operations).toEqual([{ name: "storage.list", method: "get", path: "/media", line: 12 }]);
    expect(domains[0]?.events).toMatchObject([{ type: "call.answered", line: 8 }]);
  });

  it("knows the voice family by whole path segments and event prefixes", () => {
    const { isFamilyPath, isFamilyEvent } = readDomains("domains.yaml", smallDomains);
    expect(["/calls", "/calls/{id}", "/callsigns", "/messages"].map(isFamilyPath)).toEqual([true, true, false, false]);
    expect(["call.answered", "callback.sent"].map(isFamilyEvent)).toEqual([true, false]);
  });

  it("gives a domain without operations no package and puts its events into the webhooks fragment", () => {
    const { domains } = readDomains("domains.yaml", "family: {}\ndomains:\n  queues:\n    events: [call.enqueued]\n");
    expect(domains.map((domain) => [hasPackage(domain), fragmentOf(domain)])).toEqual([[false, "webhooks"]]);
  });

  const table = (voice: string) => `family: {}\ndomains:\n  voice:\n${voice}`;
  it.each([
    [
      "broken YAML",
      table("    operations: [\n"),
      /^domains\.yaml:\d: invalid YAML: .*\n {2}Correct the line; nothing was written/,
    ],
    ["a table without domains", "family: {}\n", /^domains\.yaml:1: `family` or `domains` is missing\n {2}See/],
    [
      "a domain that is no mapping",
      "family: {}\ndomains:\n  voice: yes\n",
      /^domains\.yaml:3: domain voice is no mapping\n {2}Give it/,
    ],
    [
      "an unknown key",
      table("    operation:\n      answer: POST /a\n"),
      /^domains\.yaml:4: domain voice has an unknown key, operation\n {2}Write one of operations,/,
    ],
    [
      "a method that is no HTTP method",
      table("    operations:\n      answer: SEND /a\n"),
      /^domains\.yaml:5: voice\.answer is "SEND \/a"\n {2}Write an HTTP method/,
    ],
    [
      "a path without a slash",
      table("    operations:\n      answer: POST calls\n"),
      /^domains\.yaml:5: voice\.answer is "POST calls"\n/,
    ],
    [
      "an operation that is claimed twice",
      table("    operations:\n      answer: POST /a\n      reply: POST /a\n"),
      /^domains\.yaml:6: voice\.reply claims post \/a, which voice\.answer claims already\n {2}Remove one/,
    ],
  ])("refuses %s, naming the line and the remedy", async (_, text, message) => {
    expect(await messageOf(() => readDomains("domains.yaml", text))).toMatch(message);
  });

  it("names all mistakes at once", async () => {
    const text = table("    operations:\n      a: 1\n      b: 2\n");
    expect(await messageOf(() => readDomains("domains.yaml", text))).toMatch(
      /^2 problems:\ndomains\.yaml:5: voice\.a is 1\n.*\ndomains\.yaml:6: voice\.b is 2/,
    );
  });
});
