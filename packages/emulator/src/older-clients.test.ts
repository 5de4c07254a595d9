import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "./start-emulator.js";

/** The parts of the old clients that are used here; they come without declarations, or with heavy ones. */
interface Call {
  speak(body: object): Promise<unknown>;
  hangup(body: object): Promise<unknown>;
}
interface EarlyClient {
  setHost(host: string, port: string, protocol: string): void;
  readonly calls: { create(body: object): Promise<{ data: Call }> };
  readonly webhooks: { constructEvent(body: string, signature: unknown, time: string, key: unknown): Webhook };
}
interface LaterClient {
  readonly calls: {
    dial(body: object): Promise<{ data: { call_control_id: string } }>;
    readonly actions: Readonly<Record<keyof Call, (id: string, body: object) => Promise<unknown>>>;
  };
  readonly webhooks: { unwrap(body: string, options: { headers: object }): Promise<Webhook> };
}
interface Webhook {
  readonly data: { readonly event_type: string };
}
type Headers = Readonly<Record<string, string>>;
interface Client {
  dial(body: object): Promise<Call>;
  unwrap(body: string, headers: Headers): Webhook | Promise<Webhook>;
}
interface Access {
  readonly apiKey: string;
  readonly url: string;
  readonly publicKey: string;
}

const load = async (name: string) => ((await import(name)) as { default: unknown }).default;
const bytes = (base64 = "") => Buffer.from(base64, "base64");

/** Versions 1 and 2: a host instead of a base URL, and a signature that is given as it comes, or as bytes. */
const early = (client: EarlyClient, { url, publicKey }: Access, read: (base64?: string) => unknown): Client => {
  client.setHost("127.0.0.1", new URL(url).port, "http");
  return {
    dial: async (body) => (await client.calls.create(body)).data,
    unwrap: (body, { "telnyx-signature-ed25519": signature, "telnyx-timestamp": time = "" }) =>
      client.webhooks.constructEvent(body, read(signature), time, read(publicKey)),
  };
};

const clients: Readonly<Record<string, (access: Access) => Promise<Client>>> = {
  "1.27": async (access) => {
    const create = (await load("telnyx-1")) as (key: string) => EarlyClient;
    return early(create(access.apiKey), access, (base64) => base64);
  },
  "2.0": async (access) => {
    const Telnyx = (await load("telnyx-2")) as new (key: string) => EarlyClient;
    return early(new Telnyx(access.apiKey), access, bytes);
  },
  "6.83": async ({ apiKey, url, publicKey }) => {
    const Telnyx = (await load("telnyx-6")) as new (options: object) => LaterClient;
    const { calls, webhooks } = new Telnyx({ apiKey, baseURL: url, publicKey });
    return {
      async dial(body) {
        const { call_control_id: id } = (await calls.dial(body)).data;
        return { speak: (said) => calls.actions.speak(id, said), hangup: (said) => calls.actions.hangup(id, said) };
      },
      unwrap: (body, headers) => webhooks.unwrap(body, { headers }),
    };
  },
};

test.each(Object.keys(clients))("the official client %s places a call, speaks and hangs up", async (version) => {
  const events: string[] = [];
  let call: Call | undefined;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { data } = await client.unwrap(body, request.headers as Headers);
    events.push(data.event_type);
    if (data.event_type === "call.answered") await call?.speak({ payload: "Hello", voice: "female" });
    if (data.event_type === "call.speak.ended") await call?.hangup({});
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // An application that a busy machine slows down must not count as one that does not answer.
  const emulator = await startEmulator({ webhookUrl, delivery: { timeoutMs: 20_000 } });
  onTestFinished(async () => {
    await emulator.stop();
    server.close();
  });
  const client = await (clients[version] as (access: Access) => Promise<Client>)(emulator);
  call = await client.dial({ connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103" });
  await emulator.settle();
  expect(events).toEqual(["call.initiated", "call.answered", "call.speak.started", "call.speak.ended", "call.hangup"]);
  expect(emulator.commands().map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    "voice.dial 200",
    "media.speak 200",
    "voice.hangup 200",
  ]);
});
