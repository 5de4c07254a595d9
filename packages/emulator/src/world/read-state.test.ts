import { expect, test } from "vitest";
import { describeState } from "./read-state.js";

const encode = (value: unknown) => btoa(JSON.stringify(value));

test.each([
  ["its name and its fields", encode({ at: "menu", tries: 2 }), "menu tries=2"],
  [
    "the state inside the envelope of calls",
    encode({ calls: 1, state: { at: "greeting" }, parent: "v3:a" }),
    "greeting",
  ],
  ["JSON where it has no name", encode({ role: "agent" }), '{"role":"agent"}'],
  ["the text where it is no JSON", btoa("agent"), "agent"],
  ["what was sent where it is no base64", "né", "né"],
  ["nothing without a state", null, ""],
])("a state is %s", (_what, sent, text) => expect(describeState(sent)).toBe(text));
