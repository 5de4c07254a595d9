import { describe, expect, test } from "vitest";
import { testEmulator } from "../../__tests__/test-call.js";

describe("applications", () => {
  const fields = { application_name: "menu", webhook_event_url: "https://example.com/hooks" };

  test("are created with the documented defaults, version 1 of the webhooks among them", async () => {
    const { api } = await testEmulator();
    const { status, body } = await api("POST", "/call_control_applications", fields);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      ...fields,
      webhook_api_version: "1",
      active: true,
      anchorsite_override: "Latency",
      dtmf_type: "RFC 2833",
      call_cost_in_webhooks: false,
      first_command_timeout: false,
      first_command_timeout_secs: 30,
    });
    expect(body.data?.id).toMatch(/^\d{19}$/);
  });

  test("are listed by pages, found, changed and deleted with their last state", async () => {
    const { api } = await testEmulator();
    const { body } = await api("POST", "/call_control_applications", fields);
    const path = `/call_control_applications/${body.data?.id}`;
    expect((await api("GET", "/call_control_applications?page[number]=2&page[size]=1")).body).toMatchObject({
      data: [{ application_name: "menu" }],
      meta: { page_number: 2, page_size: 1, total_pages: 2, total_results: 2 },
    });
    expect((await api("GET", "/call_control_applications")).body.meta).toMatchObject({ page_number: 1, page_size: 20 });
    expect(
      (await api("GET", "/call_control_applications?filter[application_name][contains]=ME")).body.data,
    ).toHaveLength(1);
    expect((await api("PATCH", path, { ...fields, active: false })).body.data).toMatchObject({ active: false });
    expect((await api("DELETE", path)).body.data).toMatchObject({ active: false });
    expect((await api("GET", path)).body.errors?.[0]).toMatchObject({
      code: "10005",
      meta: { url: expect.stringContaining("10005") },
    });
  });

  test("with version 1 get flat webhooks without a signature, and a warning", async () => {
    const seen: Request[] = [];
    const { emulator, api } = await testEmulator({
      webhookHandler: (request) => new Response(String(seen.push(request))),
    });
    const { body } = await api("POST", "/call_control_applications", fields);
    await emulator.inboundCall({ from: "+12025550101", to: "+12025550102", connectionId: String(body.data?.id) });
    expect(await seen[0]?.json()).toMatchObject({
      event_type: "call_initiated",
      record_type: "event",
      payload: { occurred_at: expect.any(String) },
    });
    expect(seen[0]?.headers.has("telnyx-signature-ed25519")).toBe(false);
    expect(String(emulator.timeline)).toContain("webhook_api_version 1");
  });
});

test("active calls are listed by cursor", async () => {
  const { emulator, api, answeredCall } = await testEmulator();
  const calls = [await answeredCall(), await answeredCall(), await answeredCall()];
  const path = `/connections/${emulator.connectionId}/active_calls`;
  const first = await api("GET", `${path}?page[limit]=2`);
  expect(first.body.data).toHaveLength(2);
  expect(first.body.meta).toMatchObject({ total_items: 3, next: expect.stringContaining("page[after]=") });
  const cursors = first.body.meta?.cursors as { after: string };
  const second = await api("GET", `${path}?page[limit]=2&page[after]=${encodeURIComponent(cursors.after)}`);
  expect(second.body.data).toMatchObject([{ record_type: "call", call_control_id: calls[2]?.callControlId }]);
  expect((await api("GET", "/connections/1/active_calls")).status).toBe(404);
});

test("call events list commands and webhooks, filtered by leg", async () => {
  const { api, answeredCall, dialled } = await testEmulator();
  const outbound = await dialled();
  const list = await api("GET", `/call_events?filter[leg_id]=${outbound.callLegId}&filter[type]=command`);
  expect(list.body.data).toMatchObject([{ name: "dial" }]);
  const [call] = [await answeredCall(), await answeredCall()];
  const { body } = await api("GET", `/call_events?filter[leg_id]=${call?.callLegId}`);
  const items = body.data as unknown as { type: string; name: string }[];
  expect(items.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    "command answer",
    "webhook call.answered",
    "webhook call.initiated",
  ]);
});

describe("stored media", () => {
  test("are uploaded by address or as a form, listed, downloaded, replaced and deleted", async () => {
    const { emulator, api } = await testEmulator();
    expect((await api("POST", "/media", { media_name: "a", media_url: "https://example.com/a.mp3" })).status).toBe(201);
    const form = new FormData();
    form.append("media", new Blob([new Uint8Array([1, 2, 3])], { type: "audio/wav" }), "b.wav");
    form.append("media_name", "b");
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    const uploaded = await emulator.fetch("https://api.telnyx.com/v2/media", { method: "POST", headers, body: form });
    expect([uploaded.status, (await uploaded.json()).data.content_type]).toEqual([201, "audio/wav"]);
    expect((await api("GET", "/media?filter[content_type][]=audio/wav")).body.data).toMatchObject([
      { media_name: "b" },
    ]);
    const download = await emulator.fetch("https://api.telnyx.com/v2/media/b/download", { headers });
    expect([...new Uint8Array(await download.arrayBuffer())]).toEqual([1, 2, 3]);
    expect((await api("PUT", "/media/b", { ttl_secs: 60 })).status).toBe(200);
    expect((await api("DELETE", "/media/b")).status).toBe(204);
    expect((await api("GET", "/media/b")).status).toBe(404);
  });
});

describe("recordings", () => {
  test("are listed with filters and deleted one by one and many at once", async () => {
    const { emulator, api, act, answeredCall } = await testEmulator();
    for (const from of ["+12025550111", "+12025550112", "+12025550113"]) {
      const call = await answeredCall(from);
      await act(call, "record_start", { format: "wav", channels: "single" });
      await emulator.advance(1_000);
      await call.hangup();
    }
    const list = async (query = "") =>
      (await api("GET", `/recordings${query}`)).body.data as unknown as {
        id: string;
        from: string;
        download_urls: object;
      }[];
    expect(await list("?filter[from]=%2B12025550112")).toMatchObject([
      { from: "+12025550112", download_urls: { wav: expect.stringContaining("/storage/") } },
    ]);
    expect(await list("?filter[created_at][gte]=2030-01-01T00:00:00Z")).toEqual([]);
    const [first, second, third] = await list();
    expect((await api("DELETE", `/recordings/${first?.id}`)).status).toBe(200);
    expect((await api("POST", "/recordings/actions/delete", { ids: [second?.id, third?.id] })).body).toEqual({
      status: "ok",
    });
    expect(await list()).toEqual([]);
    expect((await api("GET", `/recordings/${first?.id}`)).body.errors?.[0]).toMatchObject({ code: "404" });
  });
});

test("storage credentials belong to a connection and carry siblings of data", async () => {
  const { api } = await testEmulator();
  const path = "/custom_storage_credentials/1000000000000000001";
  const credentials = {
    backend: "s3",
    configuration: {
      backend: "s3",
      bucket: "b",
      region: "us-east-1",
      aws_access_key_id: "a",
      aws_secret_access_key: "s",
    },
  };
  expect((await api("GET", path)).status).toBe(404);
  expect((await api("POST", path, credentials)).body).toMatchObject({
    connection_id: "1000000000000000001",
    data: { backend: "s3" },
  });
  expect((await api("PUT", path, { ...credentials, backend: "gcs" })).status).toBeLessThan(300);
  expect((await api("DELETE", path)).status).toBe(204);
});

test("SIPREC connectors are created, found, changed and deleted", async () => {
  const { api } = await testEmulator();
  const connector = { name: "r", host: "siprec.example.com", port: 5060 };
  expect((await api("POST", "/siprec_connectors", connector)).status).toBe(201);
  expect((await api("POST", "/siprec_connectors", connector)).body.errors?.[0]?.code).toBe("10012");
  expect((await api("PUT", "/siprec_connectors/r", { ...connector, port: 5061 })).body.data).toMatchObject({
    port: 5061,
  });
  expect((await api("GET", "/siprec_connectors/r")).body.data).toMatchObject({
    port: 5061,
    record_type: "siprec_connector",
  });
  expect((await api("DELETE", "/siprec_connectors/r")).status).toBe(204);
  expect((await api("GET", "/siprec_connectors/r")).status).toBe(404);
});

test("webhook deliveries list their attempts, newest first", async () => {
  let failures = 1;
  const { emulator, api } = await testEmulator({
    webhookHandler: () => new Response(null, { status: failures-- > 0 ? 500 : 200 }),
  });
  await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  const { body } = await api("GET", "/webhook_deliveries?filter[event_type]=call.initiated");
  const [delivery] = body.data as unknown as { id: string; status: string; attempts: { status: string }[] }[];
  expect(delivery).toMatchObject({ status: "delivered", attempts: [{ status: "delivered" }, { status: "failed" }] });
  expect((await api("GET", `/webhook_deliveries/${delivery?.id}`)).body.data).toMatchObject({ id: delivery?.id });
  expect((await api("GET", "/webhook_deliveries?filter[status][eq]=failed")).body.data).toEqual([]);
});

test("the public key is the one that webhooks are signed with", async () => {
  const { emulator, api } = await testEmulator();
  expect((await api("GET", "/public_key")).body).toEqual({ data: { public: emulator.publicKey } });
});
