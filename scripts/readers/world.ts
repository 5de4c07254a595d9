import { createConferences } from "@telnyx-kit/conferences";
import { type Emulator, type EmulatorOptions, startEmulator } from "@telnyx-kit/emulator";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createQueues } from "@telnyx-kit/queues";
import { createRecordings } from "@telnyx-kit/recordings";
import { createStreaming } from "@telnyx-kit/streaming";
import { createVoice } from "@telnyx-kit/voice";
import { createDeliveries } from "@telnyx-kit/webhooks/api";

/** An emulator in which everything has happened that the samples take for granted. */
export interface World {
  readonly emulator: Emulator;
  /** The values that the names of `assumed.ts` have here. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Who takes the webhooks from now on. */
  receive(handler: (request: Request) => Response | Promise<Response>): void;
  /** Whether the reply to every delivery so far was 200. */
  readonly delivered: () => boolean;
}

export interface WorldOptions {
  /** Whether the call in `callControlId` has been answered. */
  readonly answered: boolean;
  /** Preparations, by the names of operations. */
  readonly before: readonly string[];
  /** How the emulator is, where it has a port. */
  readonly emulator?: EmulatorOptions;
}

const from = "+12025550101";
const to = "+12025550102";
const bytes = new Uint8Array([0x49, 0x44, 0x33]);

/** Starts an emulator, by itself without a port, and lets some calls happen. */
export async function createWorld({ answered, before, emulator: emulatorOptions }: WorldOptions): Promise<World> {
  let handler: (request: Request) => Response | Promise<Response> = () => new Response();
  const answers: number[] = [];
  const emulator = await startEmulator({
    ...emulatorOptions,
    webhookHandler: async (request) => {
      const response = await handler(request);
      answers.push(response.status);
      return response;
    },
  });
  const options = { apiKey: emulator.apiKey, fetch: emulator.fetch };
  const [voice, media, gather, recordings] = [
    createVoice(options),
    createMedia(options),
    createGather(options),
    createRecordings(options),
  ];
  const [conferences, queues, streaming] = [
    createConferences(options),
    createQueues(options),
    createStreaming(options),
  ];
  const connection_id = emulator.connectionId;

  const past = await voice.dial({ connection_id, from, to });
  await emulator.settle();
  await media.startRecording(past.data.call_control_id, { format: "mp3", channels: "single", transcription: true });
  await emulator.advance(5_000);
  await voice.hangup(past.data.call_control_id);
  await emulator.settle();

  const supervisor = await voice.dial({ connection_id, from, to });
  const agent = await voice.dial({ connection_id, from, to });
  await emulator.settle();
  const call = await emulator.inboundCall({ from, to });
  if (answered) await voice.answer(call.callControlId);
  await emulator.settle();

  const values: Record<string, unknown> = {
    agentCallControlId: agent.data.call_control_id,
    apiKey: emulator.apiKey,
    assistantId: "assistant-6e00ab49-9487-4364-8ad6-23965965afb2",
    audio: bytes,
    audio_url: "https://example.com/gong.mp3",
    aws_access_key_id: "AKIAEXAMPLE",
    aws_secret_access_key: "example",
    bytes,
    callControlId: call.callControlId,
    call_control_id: call.callControlId,
    callLegId: call.callLegId,
    callSessionId: past.data.call_session_id,
    conferenceId: "",
    connectionId: connection_id,
    connection_id,
    conversationId: "",
    deliveryId: (await createDeliveries(options).list()).data[0]?.id,
    from,
    participantId: "",
    publicKey: emulator.publicKey,
    reconcile: async () => {},
    recordingId: (await recordings.list()).data[0]?.id,
    serviceAccountJson: "{}",
    signal: new AbortController().signal,
    supervisorCallControlId: supervisor.data.call_control_id,
    to,
    transcriptionId: (await recordings.transcriptions.list()).data[0]?.id,
  };
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    record: () => media.startRecording(call.callControlId, { format: "mp3", channels: "single" }),
    pause: () => media.pauseRecording(call.callControlId),
    upload: () => media.storage.upload({ media_url: "https://example.com/greeting.mp3", media_name: "greeting" }),
    gather: () => gather.gather(call.callControlId, {}),
    assistant: async () => {
      const { data } = await gather.startAiAssistant(call.callControlId, {
        assistant: { id: String(values.assistantId) },
      });
      values.conversationId = data?.conversation_id;
    },
    conference: async () => {
      const { data } = await conferences.create({ call_control_id: call.callControlId, name: "daily" });
      values.conferenceId = data.id;
      values.participantId = (await conferences.participants.list(data.id)).data[0]?.id;
    },
    recordConference: () => conferences.startRecording(String(values.conferenceId), { format: "mp3" }),
    queue: () => queues.create({ queue_name: "support" }),
    enqueue: () => queues.enqueue(call.callControlId, { queue_name: "support" }),
    stream: () => streaming.startStreaming(call.callControlId, { stream_url: "wss://bot.example.com/media" }),
    fork: () => streaming.startFork(call.callControlId, { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" }),
    relay: () => gather.startConversationRelay(call.callControlId, { url: "wss://example.com/relay" }),
    supervise: async () => {
      const { data } = await voice.dial({ connection_id, from, to, supervise_call_control_id: call.callControlId });
      values.callControlId = data.call_control_id;
    },
    connector: () =>
      emulator.fetch(
        `${emulator.url}/siprec_connectors`,
        request(emulator, { name: "compliance", host: "srs.example.com", port: 5060 }),
      ),
    credentials: () =>
      recordings.storageCredentials.create(connection_id, {
        backend: "gcs",
        configuration: { backend: "gcs", bucket: "b", credentials: "{}" },
      }),
  };
  for (const name of before) {
    const step = steps[name];
    if (!step) throw new Error(`There is no step ${name}.`);
    await step();
    await emulator.advance(3_000);
  }
  return {
    emulator,
    values,
    receive: (given) => {
      handler = given;
    },
    delivered: () => answers.every((status) => status === 200),
  };
}

const request = (emulator: Emulator, body: unknown): RequestInit => ({
  method: "POST",
  headers: { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" },
  body: JSON.stringify(body),
});
