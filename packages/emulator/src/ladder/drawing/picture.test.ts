import { expect, test } from "vitest";
import { startVoicemail } from "../__tests__/application.js";

const inbound = { from: "+12025550101", to: "+12025550102" };

async function voicemail() {
  const emulator = await startVoicemail();
  const call = await emulator.inboundCall(inbound);
  await call.say("Please call me back.");
  await emulator.advance(5_000);
  return { emulator, call };
}

/** Throws where tags are not closed in order. */
function checkNesting(svg: string): void {
  const open: string[] = [];
  for (const [, close, name = "", attributes = ""] of svg.matchAll(/<(\/?)([a-z]+)((?:"[^"]*"|[^">])*)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!attributes.endsWith("/")) open.push(name);
  }
  expect(open).toEqual([]);
}

test("the same seed draws the same picture, byte for byte", async () => {
  const pictures = [await voicemail(), await voicemail()].map(({ emulator }) => emulator.ladder());
  expect(pictures[0]).toBe(pictures[1]);
});

test("the picture stands alone: no script, nothing to load", async () => {
  const { emulator } = await voicemail();
  const svg = emulator.ladder();
  checkNesting(svg);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(
    /script|href|url\(|@import|@font-face|<image|<foreignObject/i,
  );
});

test("it follows the reader's theme unless one is asked for", async () => {
  const { emulator } = await voicemail();
  expect(emulator.ladder()).toContain("prefers-color-scheme:dark");
  for (const theme of ["light", "dark"] as const)
    expect(emulator.ladder({ theme })).not.toContain("prefers-color-scheme");
});

test("text from outside cannot become markup", async () => {
  const emulator = await startVoicemail();
  const call = await emulator.inboundCall({ from: '"><script>alert(1)</script>', to: "</svg>&\u0000\ud800" });
  await call.say("<img src=x onerror=alert(1)> ' \" & ]]>");
  const svg = emulator.ladder();
  checkNesting(svg);
  expect(svg).not.toMatch(/<script|<img/);
  expect(svg).not.toContain("\u0000");
  expect(svg.match(/<\/svg>/g)).toHaveLength(1);
});

test("words stay between the lanes of their arrow, on a second line where they need one", async () => {
  const emulator = await startVoicemail();
  const call = await emulator.inboundCall(inbound);
  await call.say(
    "These are more words than fit beside each other between two lanes of the picture, and the last are cut.",
  );
  for (const width of [480, 960]) {
    const svg = emulator.ladder({ width });
    const rows = [...svg.matchAll(/<g class="(?!head)\w+ \w+">(.*?)<text class="words" x="(\d+)"[^>]*>(.*?)<\/text>/g)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, drawn = "", x = "", text = ""] of rows) {
      const lanes = [...drawn.matchAll(/class="lane \w+" d="M(\d+)/g)].map(([, lane]) => Number(lane));
      const next = Math.min(...lanes.filter((lane) => lane > Number(x)));
      const lines = text.split(/<tspan class="detail" x=/).map((line) => line.replace(/^[^<>]*>|<[^>]+>/g, "").trim());
      for (const line of lines) expect(Number(x) + [...line].length * 7.25, line).toBeLessThanOrEqual(next);
    }
    expect(svg).toContain('<tspan class="detail" x=');
  }
});

test("a reply of Telnyx and an answer of the application look different", async () => {
  const { emulator } = await voicemail();
  const rules = (kind: string) =>
    [...emulator.ladder().matchAll(new RegExp(`\\.${kind}( \\.arrow)?\\{[^}]+`, "g"))].join();
  expect(rules("reply")).not.toBe("");
  expect(rules("reply").replaceAll("reply", "")).not.toBe(rules("answer").replaceAll("answer", ""));
});

test("a heading of one's own, or none", async () => {
  const { emulator } = await voicemail();
  expect(emulator.ladder({ title: "One voicemail" })).toContain(">One voicemail</text>");
  expect(emulator.ladder({ title: "" })).not.toContain('class="title"');
});

test("an unknown call and a width out of bounds are refused with what to do", async () => {
  const { emulator } = await voicemail();
  expect(() => emulator.ladder({ call: "v3:nobody" })).toThrow("No call has that call_session_id or call_control_id");
  for (const width of [0, 479, 4_001, Number.NaN]) expect(() => emulator.ladder({ width })).toThrow(RangeError);
});

test("an emulator on which nothing happened draws empty lanes", async () => {
  const emulator = await startVoicemail();
  checkNesting(emulator.ladder());
});

test("what the timeline forgot is not drawn, and nothing breaks", async () => {
  const emulator = await startVoicemail({ timelineLimit: 10 });
  for (let count = 0; count < 5; count += 1) await (await emulator.inboundCall(inbound)).hangup();
  const svg = emulator.ladder();
  checkNesting(svg);
  expect(svg.match(/class="(?:words|status)"/g)?.length).toBeLessThanOrEqual(60);
});

test("as Mermaid text it is a sequence diagram with the same arrows", async () => {
  const { emulator } = await voicemail();
  const text = emulator.ladder({ format: "mermaid", title: "A caller; a message" });
  const [first, title, last, kind, ...lines] = text.trimEnd().split("\n");
  expect([first, title, last, kind]).toEqual(["---", 'title: "A caller; a message"', "---", "sequenceDiagram"]);
  expect(lines.slice(0, 3)).toEqual([
    "  participant L0 as Application",
    "  participant L1 as Telnyx",
    "  participant L2 as Caller +12025550101",
  ]);
  for (const line of lines.slice(3))
    expect(line).toMatch(/^ {2}(L\d(->>|-->>|-x)L\d|Note over L\d(,L\d)?): [^;]*(#\d+;[^;]*)*$/);
  expect(lines).toContain("  L0->>L1: voice.answer");
  expect(lines).toContain("  L1-->>L0: 200");
  expect(lines.some((line) => line.startsWith("  L2->>L1: says · “Please call me back.”"))).toBe(true);
});
