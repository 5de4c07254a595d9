import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faultNames } from "./faults/faults.js";
import { defaultBehaviour, defaultDelivery } from "./world/settings.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README says what is not emulated before anything else", () => {
  const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings[0]).toBe("What it does not do");
});

test("every row of the behaviour table says how we know, and every link leads somewhere", () => {
  const table = readme.slice(readme.indexOf("| behaviour |"), readme.indexOf("\n[migration]"));
  const rows = table
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| **") && !line.startsWith("| behaviour"));
  expect(rows.length).toBeGreaterThan(80);
  for (const row of rows) expect(row).toMatch(/\| (documented|observed|assumed) \|$/);
  const sources = rows.map((row) => row.split("|").at(-3) ?? "").join();
  const used = new Set([...sources.matchAll(/\[([a-z ]+)\]/gi)].map(([, name]) => name));
  for (const name of used) expect(readme).toContain(`\n[${name}]: https://`);
});

test("every fault and every choice of behaviour is in the README", () => {
  for (const name of faultNames) expect(readme).toContain(`\`${name}\``);
  for (const name of [...Object.keys(defaultBehaviour), ...Object.keys(defaultDelivery)]) {
    if (["primaryDelaysMs", "failoverDelaysMs", "timeoutMs"].includes(name)) continue;
    expect(readme).toContain(`\`${name}\``);
  }
});
