import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Emulator } from "./emulator.js";
import type { EmulatorOptions } from "./options.js";
import { startEmulator } from "./start-emulator.js";

/** The part of the official client that is used here; its own declarations would slow down every type check. */
interface OfficialClient {
  readonly calls: {
    dial(body: object): Promise<{ data: { call_control_id: string } }>;
    readonly actions: Readonly<Record<string, (callControlId: string, body: object) => Promise<unknown>>>;
  };
  readonly webhooks: {
    unwrap(
      body: string,
      options: { headers: object },
    ): Promise<{ data: { event_type: string; payload: Record<string, string> } }>;
  };
}

type OfficialConstructor = new (options: { apiKey: string; baseURL: string; publicKey: string }) => OfficialClient;

const name = "telnyx";
const { default: Telnyx } = (await import(name)) as { default: OfficialConstructor };

type App = (
  client: OfficialClient,
  type: string,
  payload: Readonly<Record<string, string>>,
) => Promise<unknown> | undefined;

const open: (Server | Emulator)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await ("stop" in one ? one.stop() : new Promise((resolve) => one.close(resolve)));
});

/** An application on the official client, behind a real port, that knows nothing of the emulator but its address. */
async function startApp(app: App, options: EmulatorOptions = {}) {
  const accepted: string[] = [];
  const failures: unknown[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    try {
      const { data } = await client.webhooks.unwrap(body, { headers: request.headers });
      accepted.push(data.event_type);
      await app(client, data.event_type, data.payload);
      response.writeHead(200).end();
    } catch (error) {
      failures.push(error);
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  // An application that a busy machine slows down must not count as one that does not answer.
  const emulator = await startEmulator({ webhookUrl, delivery: { timeoutMs: 20_000 }, ...options });
  const client: OfficialClient = new Telnyx({
    apiKey: emulator.apiKey,
    baseURL: emulator.url,
    publicKey: emulator.publicKey,
  });
  open.push(emulator, server);
  return { emulator, client, accepted, failures };
}

const commandsOf = (emulator: Emulator) =>
  emulator.timeline.entries.flatMap((entry) =>
    entry.kind === "command" ? [`${entry.operation} ${entry.status}`] : [],
  );

test("the official client completes a voicemail by its baseURL alone", async () => {
  const { emulator, accepted, failures } = await startApp(
    ({ calls: { actions } }, type, { call_control_id: id = "" }) => {
      if (type === "call.initiated") return actions.answer?.(id, {});
      if (type === "call.answered")
        return actions.startPlayback?.(id, { audio_url: "https://example.com/greeting.mp3" });
      if (type === "call.playback.ended")
        return actions.startRecording?.(id, { format: "mp3", channels: "single", timeout_secs: 3 });
      if (type === "call.recording.saved") return actions.hangup?.(id, {});
      return undefined;
    },
  );
  const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await call.say("Please call me back.");
  await emulator.advance(5_000);
  await emulator.settle();
  expect(failures).toEqual([]);
  expect(accepted).toEqual([
    "call.initiated",
    "call.answered",
    "call.playback.started",
    "call.playback.ended",
    "call.recording.saved",
    "call.hangup",
  ]);
  expect(commandsOf(emulator)).toEqual([
    "voice.answer 200",
    "media.startPlayback 200",
    "media.startRecording 200",
    "voice.hangup 200",
  ]);
});

test("the official client completes a menu with gather", async () => {
  const { emulator, accepted, failures } = await startApp(
    ({ calls: { actions } }, type, { call_control_id: id = "", digits = "" }) => {
      if (type === "call.initiated") return actions.answer?.(id, {});
      if (type === "call.answered") {
        return actions.gatherUsingSpeak?.(id, {
          payload: "Press one for sales.",
          voice: "female",
          maximum_digits: 1,
          valid_digits: "12",
        });
      }
      if (type === "call.gather.ended" && digits)
        return actions.speak?.(id, { payload: `You pressed ${digits}.`, voice: "female" });
      if (type === "call.speak.ended") return actions.hangup?.(id, {});
      return undefined;
    },
  );
  const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await call.press("1");
  expect(failures).toEqual([]);
  expect(accepted).toEqual([
    "call.initiated",
    "call.answered",
    "call.dtmf.received",
    "call.gather.ended",
    "call.speak.started",
    "call.speak.ended",
    "call.hangup",
  ]);
});

test("the official client completes an outbound call with machine detection", async () => {
  const { emulator, client, accepted, failures } = await startApp(
    ({ calls: { actions } }, type, { call_control_id: id = "" }) => {
      if (type === "call.machine.greeting.ended")
        return actions.speak?.(id, { payload: "We called you.", voice: "female" });
      if (type === "call.speak.ended") return actions.hangup?.(id, {});
      return undefined;
    },
    { callee: { as: "machine" } },
  );
  const dial = {
    connection_id: emulator.connectionId,
    from: "+12025550102",
    to: "+12025550103",
    answering_machine_detection: "greeting_end",
  };
  const { data } = await client.calls.dial(dial);
  await emulator.settle();
  expect(failures).toEqual([]);
  expect(emulator.party(data.call_control_id).state).toBe("ended");
  expect(accepted).toEqual([
    "call.initiated",
    "call.answered",
    "call.machine.detection.ended",
    "call.machine.greeting.ended",
    "call.speak.started",
    "call.speak.ended",
    "call.hangup",
  ]);
});
