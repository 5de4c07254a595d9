import { request as send } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startVoicemail } from "./__tests__/application.js";

const inbound = { from: "+12025550101", to: "+12025550102" };

async function start() {
  const emulator = await startVoicemail({ port: 0 });
  onTestFinished(() => emulator.stop());
  const base = emulator.url.replace("/v2", "/_ladder");
  const act = async (body: unknown, headers: Record<string, string> = { "content-type": "application/json" }) => {
    const response = await fetch(`${base}/act`, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as { message?: string; error?: string }) };
  };
  const state = async (query = "") => (await (await fetch(`${base}/state?since=-1${query}`)).json()) as State;
  return { emulator, base, act, state };
}

interface State {
  version: number;
  call?: string;
  calls: [string, string][];
  rows: [string, string][];
  earlier: number;
  clock: string;
  parties: { id: string; text: string }[];
  faults: { id: string; text: string }[];
}

/** A request with a Host header of one's choice, which `fetch` does not allow. */
const statusWithHost = (url: string, host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    send(url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

test("the page comes from the emulator alone and may load nothing else", async () => {
  const { base } = await start();
  const page = await fetch(base);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(policy).toMatch(/default-src 'none'; script-src 'self';/);
  const html = await page.text();
  expect(html.match(/(?:src|href)="(?!data:|#|\/_ladder)[^"]*"/g)).toBeNull();
  for (const [path, type] of [
    ["page.js", "text/javascript"],
    ["page.css", "text/css"],
    ["picture.svg", "image/svg+xml"],
  ]) {
    const file = await fetch(`${base}/${path}`);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, `${type}; charset=utf-8`]);
  }
});

test("another site, a foreign name for this machine, and a plain form are refused", async () => {
  const { base, emulator } = await start();
  const call = JSON.stringify({ action: "call", ...inbound });
  const json = { "content-type": "application/json" };
  const other = await fetch(`${base}/act`, {
    method: "POST",
    headers: { ...json, origin: "https://evil.example" },
    body: call,
  });
  expect(other.status).toBe(403);
  expect(await statusWithHost(`${base}/state?since=-1`, "evil.example")).toBe(403);
  expect(
    (await fetch(`${base}/act`, { method: "POST", headers: { "content-type": "text/plain" }, body: call })).status,
  ).toBe(415);
  expect(emulator.timeline.entries).toEqual([]);
});

test("a call is placed, played on and ended through the actions of the page", async () => {
  const { act, state, emulator } = await start();
  expect(await act({ action: "call", ...inbound })).toEqual({
    status: 200,
    message: "+12025550101 called +12025550102.",
  });
  const { parties, call } = await state("&call=latest");
  expect(parties).toEqual([{ id: expect.any(String), text: "Caller +12025550101, answered" }]);
  expect(call).toBe(emulator.parties[0]?.callSessionId);
  const leg = parties[0]?.id;
  expect((await act({ action: "press", leg, keys: "12#" })).message).toBe("Pressed 12#.");
  expect((await act({ action: "say", leg, text: "Hello" })).message).toBe("Said it.");
  const before = (await state()).clock;
  expect((await act({ action: "advance", ms: "1500" })).message).toBe("1.5 s passed.");
  expect((await state()).clock > before).toBe(true);
  expect((await act({ action: "hangup", leg })).message).toBe("Hung up.");
  expect((await state()).parties).toEqual([]);
  expect((await act({ action: "settle" })).status).toBe(200);
});

test("a fault is switched on, used up or switched off", async () => {
  const { act, state, emulator } = await start();
  await act({ action: "inject", kind: "duplicate", on: "call.initiated", times: "1" });
  await act({ action: "inject", kind: "drop", on: "", times: "" });
  const { faults } = await state();
  expect(faults.map(({ text }) => text)).toEqual(["duplicate on call.initiated, 1 ×", "drop on *, every time"]);
  await act({ action: "withdraw", fault: faults[1]?.id });
  await emulator.inboundCall(inbound);
  expect((await state()).faults).toEqual([]);
});

test("what cannot be done is said, not thrown", async () => {
  const { act, base } = await start();
  expect(await act({ action: "fly" })).toEqual({ status: 422, error: "There is no action fly." });
  expect(await act({ action: "toString" })).toEqual({ status: 422, error: "There is no action toString." });
  expect(await act({ action: "call", from: "+12025550101" })).toEqual({ status: 422, error: "Fill in: to." });
  expect((await act({ action: "press", leg: "v3:none", keys: "1" })).error).toMatch(
    /^No call has that call_control_id/,
  );
  expect((await act({ action: "advance", ms: "-1" })).error).toMatch(/^Give a time/);
  expect((await act({ action: "inject", kind: "meteor" })).error).toMatch(/^There is no fault meteor\. There are /);
  expect((await act({ action: "inject", kind: "drop", times: "0.5" })).error).toMatch(/^How often/);
  expect((await fetch(`${base}/step/999999`)).status).toBe(404);
  expect((await fetch(`${base}/nothing`)).status).toBe(404);
  expect((await fetch(base, { method: "DELETE" })).status).toBe(405);
});

test("an arrow opens the headers and bodies of its exchange, without the key", async () => {
  const { emulator, base, state } = await start();
  await emulator.inboundCall(inbound);
  const { rows } = await state();
  const detailsOf = async (label: string) => {
    // A label may break after each dot.
    const shown = `<span class="label">${label.replaceAll(".", ".<wbr>")}</span>`;
    const row = rows.find(([, markup]) => markup.includes(shown))?.[1];
    const record = /data-record="(\d+)"/.exec(row ?? "")?.[1];
    return ((await (await fetch(`${base}/step/${record}`)).json()) as { html: string }).html;
  };
  const command = await detailsOf("media.startPlayback");
  expect(command).toContain("POST https://api.telnyx.com/v2/calls/");
  expect(command).toContain("<dd>Bearer …</dd>");
  expect(command).toContain("&quot;audio_url&quot;: &quot;https://example.com/greeting.mp3&quot;");
  expect(command).toContain("&quot;result&quot;: &quot;ok&quot;");
  expect(command).toContain("<dt>x-request-id</dt>");
  const webhook = await detailsOf("call.initiated");
  expect(webhook).toContain("<dt>telnyx-signature-ed25519</dt>");
  expect(webhook).toContain("&quot;event_type&quot;: &quot;call.initiated&quot;");
  for (const html of [command, webhook]) expect(html).not.toContain(emulator.apiKey);
});

test("a page that waits is answered as soon as something happens", async () => {
  const { emulator, base, state } = await start();
  const { version } = await state();
  const news = fetch(`${base}/state?since=${version}`).then((response) => response.json() as Promise<State>);
  await emulator.inboundCall(inbound);
  expect((await news).version).toBeGreaterThan(version);
});

test("only the newest rows are sent, and how many came before", async () => {
  const { emulator, state } = await start();
  await emulator.inboundCall(inbound);
  const all = await state();
  const some = await state("&limit=5");
  expect(all.earlier).toBe(0);
  expect(some.rows).toEqual(all.rows.slice(-5));
  expect(some.earlier).toBeGreaterThan(0);
});
