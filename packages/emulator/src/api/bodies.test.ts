import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { arbitraryOf } from "../__tests__/arbitrary-body.js";
import { findResponseProblem } from "../__tests__/event-schema.js";
import { scaled } from "../__tests__/scale.js";
import type { Emulator } from "../emulator.js";
import { document } from "../generated/spec.js";
import { startEmulator } from "../start-emulator.js";
import { indexOperations, type Operation } from "./spec/operations.js";

const bodiesPerFamily = process.env.SOAK ? 10_000 : scaled(5_000);
const operations = indexOperations(document).all.filter((operation) => operation.bodySchema);
const families = new Map<string, Operation[]>();
for (const operation of operations) {
  const family = operation.name.split(".")[0] as string;
  families.set(family, [...(families.get(family) ?? []), operation]);
}

/** Commands that need something that a body cannot make: another call, a conversation, a role, a stream. */
const needsMore = new Set([
  "voice.bridge",
  "gather.joinAiAssistant",
  "gather.addAiAssistantMessages",
  "advanced.switchSupervisorRole",
  "queues.leave",
  // Upstream lets `stream_url` be left out, for Dialogflow.
  "streaming.startStreaming",
  "streaming.stopStreaming",
  "streaming.stopFork",
]);

let emulator: Emulator;
let ringing: () => Promise<string>;
let answered: () => Promise<string>;

// An emulator for each test: legs that nobody ends would slow every later body down.
beforeEach(async () => {
  emulator = await startEmulator({
    port: false,
    autoSettle: false,
    dialsPerSecond: false,
    timelineLimit: 100,
    callee: { does: "busy" },
  });
  ringing = async () => (await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" })).callControlId;
  answered = async () => {
    const id = await ringing();
    await send("POST", `/calls/${encodeURIComponent(id)}/actions/answer`, {});
    await emulator.settle();
    return id;
  };
});

async function send(
  method: string,
  path: string,
  body: unknown,
): Promise<{ status: number; body: { data?: { id?: string }; errors?: { source?: { pointer?: string } }[] } }> {
  const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
  const response = await emulator.fetch(`https://api.telnyx.com/v2${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}

interface Target {
  readonly path: string;
  /** The call that the body has to name, where it names one. */
  readonly call: string;
}

/** The path of an operation with what it needs to exist. */
async function target(operation: Operation): Promise<Target> {
  if (operation.path.startsWith("/conferences")) return conferenceTarget(operation);
  const fresh = operation.name === "voice.answer" || operation.name === "voice.reject" ? ringing : answered;
  const call = operation.path.includes("{call_control_id}") ? await fresh() : "";
  await send("POST", "/queues", { queue_name: "queue" });
  const queue = operation.name.startsWith("queues.calls") ? `queue-of-${call}` : "queue";
  if (queue !== "queue")
    await send("POST", `/calls/${encodeURIComponent(call)}/actions/enqueue`, { queue_name: queue });
  await send("POST", "/media", { media_name: "file", media_url: "https://example.com/a.mp3" });
  await send("POST", "/siprec_connectors", { name: "connector", host: "h", port: 1 });
  await send("POST", `/custom_storage_credentials/${emulator.connectionId}`, storage);
  const path = operation.path
    .replace("{call_control_id}", encodeURIComponent(call))
    .replace("{queue_name}", encodeURIComponent(queue))
    .replace("{media_name}", "file")
    .replace("{connector_name}", "connector")
    .replace("{connection_id}", emulator.connectionId)
    .replace("{id}", emulator.connectionId);
  return { path, call };
}

/** A conference with one participant. */
async function conferenceTarget({ name, path }: Operation): Promise<Target> {
  const call = await answered();
  if (name === "conferences.create") return { path, call };
  count += 1;
  const { body } = await send("POST", "/conferences", { call_control_id: call, name: `conference-${count}` });
  const id = String(body.data?.id);
  const participants = await emulator.fetch(`https://api.telnyx.com/v2/conferences/${id}/participants`, {
    headers: { authorization: `Bearer ${emulator.apiKey}` },
  });
  const [participant] = ((await participants.json()) as { data: { id: string }[] }).data;
  return {
    path: path.replace("{id}", id).replace("{participant_id}", String(participant?.id)),
    call: name === "conferences.join" ? await answered() : call,
  };
}

const storage = { backend: "gcs", configuration: { backend: "gcs", bucket: "b", credentials: "{}" } };

const bodySchema = ({ bodySchema = "" }: Operation) =>
  bodySchema
    .split("/")
    .slice(1)
    .reduce((node: unknown, key) => (node as Record<string, unknown>)[key.replaceAll("~1", "/")], document) as Record<
    string,
    unknown
  >;

describe.each([...families])("the bodies of %s", (_family, members) => {
  const runs = Math.ceil(bodiesPerFamily / members.length / 2);

  test.each(members.map((operation) => [operation.name, operation] as const))(
    `that are right are accepted by %s`,
    { timeout: 120_000 },
    async (name, operation) => {
      const arbitrary = arbitraryOf(bodySchema(operation)) as fc.Arbitrary<Record<string, unknown>>;
      await fc.assert(
        fc.asyncProperty(arbitrary, async (generated) => {
          const { path, call } = await target(operation);
          const body = {
            ...(name === "voice.dial"
              ? { ...generated, connection_id: emulator.connectionId }
              : unique(name, generated)),
            ...("call_control_id" in generated && name.startsWith("conferences.") ? { call_control_id: call } : {}),
          };
          const result = await send(operation.method, path, body);
          // Refused for what the fields mean together, which no schema says.
          if (needsMore.has(name) || clashes(body)) expect(result.status).toBeLessThan(500);
          else
            expect([result.status, result.body.errors]).toEqual([
              expect.toSatisfy((status: number) => status < 300),
              undefined,
            ]);
          if (result.status < 300)
            expect(
              findResponseProblem(operation.path, operation.method.toLowerCase(), result.status, result.body),
            ).toBeUndefined();
        }),
        { numRuns: runs, seed: 1, endOnFailure: true },
      );
      await emulator.advance(700_000);
    },
  );

  test.each(members.map((operation) => [operation.name, operation] as const))(
    `that are wrong are refused with a pointer by %s`,
    { timeout: 120_000 },
    async (name, operation) => {
      const schema = bodySchema(operation);
      const { path } = await target(operation);
      const wrong = wrongBodies(arbitraryOf(schema) as fc.Arbitrary<Record<string, unknown>>, operation);
      await fc.assert(
        fc.asyncProperty(wrong, async ({ body, pointer }) => {
          const result = await send(
            operation.method,
            path,
            name === "voice.dial" ? { connection_id: emulator.connectionId, ...body } : body,
          );
          expect([result.status, result.body.errors?.length, result.body.errors?.[0]?.source?.pointer]).toEqual([
            422,
            1,
            pointer,
          ]);
        }),
        { numRuns: runs, seed: 1, endOnFailure: true },
      );
    },
  );
});

/** A silence limit of a recording needs the transcription for itself. */
function clashes({ record, record_timeout_secs, transcription }: Record<string, unknown>): boolean {
  return record === "record-from-answer" && transcription === true && Number(record_timeout_secs) > 0;
}

let count = 0;
/** Names that must not exist twice. */
function unique(name: string, body: Record<string, unknown>): Record<string, unknown> {
  count += 1;
  if (name === "media.storage.upload") return { ...body, media_name: `file-${count}` };
  if (name.startsWith("advanced.siprecConnectors"))
    return { ...body, name: name.endsWith("update") ? "connector" : `connector-${count}` };
  if (name === "conferences.create") return { ...body, name: `conference-${count}` };
  return body;
}

/** A right body with one field of the top level that has another JSON type. */
function wrongBodies(right: fc.Arbitrary<Record<string, unknown>>, operation: Operation) {
  const properties = typedProperties(bodySchema(operation));
  return fc
    .tuple(right, fc.constantFrom(...properties), fc.constantFrom<unknown>({ nested: true }, [[]], 1.5, true))
    .filter(([, [, type], value]) => !isOf(type, value))
    .map(([body, [field], value]) => ({ body: { ...body, [field]: value }, pointer: `/${field}` }));
}

function isOf(type: string, value: unknown): boolean {
  if (Array.isArray(value)) return type === "array";
  if (type === "object") return typeof value === "object";
  return type === "number" ? typeof value === "number" : type === typeof value;
}

function typedProperties(given: Record<string, unknown>): [string, string][] {
  const schema = resolveSchema(given);
  return Object.entries(schema.properties as Record<string, Record<string, unknown>>).flatMap(
    ([name, property]): [string, string][] => {
      const { type } = resolveSchema(property);
      return typeof type === "string" ? [[name, type]] : [];
    },
  );
}

function resolveSchema(schema: Record<string, unknown>): Record<string, unknown> {
  return typeof schema.$ref === "string"
    ? resolveSchema(
        schema.$ref
          .split("/")
          .slice(1)
          .reduce((node: unknown, key) => (node as Record<string, unknown>)[key], document) as Record<string, unknown>,
      )
    : schema;
}
