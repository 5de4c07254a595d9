// The promises that depend on a platform, one test a column of the table. Plain JavaScript, as a user's program would be.
import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx } from "@telnyx-kit/core";
import { startEmulator } from "@telnyx-kit/emulator";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createEvent, createSignedRequest, createSigningKey } from "@telnyx-kit/webhooks/testing";

const json = (status, value) =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
const expect = (what, found, wanted) => {
  if (found !== wanted) throw new Error(`${what}: ${found}, not ${wanted}`);
};

async function retry() {
  const ids = [];
  const fetch = async (_url, { body }) => {
    ids.push(JSON.parse(body).command_id);
    return ids.length === 1 ? json(503, { errors: [] }) : json(200, { data: { result: "ok" } });
  };
  const { data } = await createVoice({ apiKey: "KEY0123456789", fetch }).answer("v3:call");
  expect("result", data.result, "ok");
  expect("attempts", ids.length, 2);
  expect("the same command_id", ids[0], ids[1]);
}

async function pages() {
  const fetch = async (url) => {
    const page = Number(new URL(url).searchParams.get("page[number]") ?? 1);
    return json(200, { data: [{ id: String(page) }], meta: { page_number: page, total_pages: 3 } });
  };
  const found = [];
  for await (const { id } of createVoice({ apiKey: "KEY0123456789", fetch }).applications.list()) found.push(id);
  expect("items", found.join(), "1,2,3");
}

async function receiver() {
  const key = await createSigningKey();
  const webhooks = createWebhooks({ publicKey: key.publicKey });
  webhooks.onError(() => {});
  let handled = 0;
  webhooks.on("call.initiated", ({ payload }, { commandId }) => {
    if (payload.call_control_id && commandId("answer").length === 36) handled++;
  });
  const deliver = async (by, event) => (await webhooks.handle(await createSignedRequest(by, event))).status;
  return { key, deliver, count: () => handled };
}

async function webhook() {
  const { key, deliver, count } = await receiver();
  expect("a signed event", await deliver(key, createEvent("call.initiated")), 200);
  expect("a forged event", await deliver(await createSigningKey(), createEvent("call.initiated")), 400);
  expect("handled", count(), 1);
}

async function dedupe() {
  const { key, deliver, count } = await receiver();
  const event = createEvent("call.initiated");
  expect("the first delivery", await deliver(key, event), 200);
  expect("the second delivery", await deliver(key, event), 200);
  expect("handled", count(), 1);
}

async function emulator() {
  const signingKey = await createSigningKey();
  const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
  const seen = [];
  const running = await startEmulator({ signingKey, webhookHandler: (request) => webhooks.handle(request) });
  const voice = createVoice(createTelnyx({ apiKey: running.apiKey, fetch: running.fetch }));
  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    seen.push("initiated");
    await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
  });
  webhooks.on("call.answered", () => void seen.push("answered"));
  webhooks.on("call.hangup", () => void seen.push("hangup"));
  const call = await running.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await call.hangup();
  await running.settle();
  await running.stop();
  expect("events", seen.join(), "initiated,answered,hangup");
}

/** A leg with a state, and a command to it after its end. */
async function calls() {
  const signingKey = await createSigningKey();
  const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
  const running = await startEmulator({ signingKey, webhookHandler: (request) => webhooks.handle(request) });
  const voice = createVoice(createTelnyx({ apiKey: running.apiKey, fetch: running.fetch }));
  const made = createCalls()({ webhooks, domains: { voice } });
  const seen = [];
  made.onIncoming((call) => call.answer({}, { state: { at: "talking", since: "now" } }));
  made.on("call.answered", "talking", async (call, { since }) => {
    await call.hangup();
    seen.push(since, await call.transfer({ to: "+12025550103" }));
  });
  await running.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await running.settle();
  await running.stop();
  expect("state, and the answer of a leg that is over", JSON.stringify(seen), '["now",null]');
}

/** Runs tests and says of each what went wrong, or nothing. */
async function run(tests) {
  const failures = {};
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      failures[name] = "";
    } catch (error) {
      failures[name] = String(error?.stack ?? error);
    }
  }
  return failures;
}

export const runSmoke = () => run({ retry, pages, webhook, dedupe, emulator, calls });
export const runReceiving = () => run({ webhook, dedupe });
