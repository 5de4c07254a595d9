import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const url = "https://api.telnyx.com/v2/calls/v3%3Anobody";

describe("a request", () => {
  test("is answered on every host of the platform, with a key that starts with KEY", async () => {
    const { emulator } = await testEmulator();
    expect(emulator.apiKey).toMatch(/^KEY/);
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    for (const host of ["api.telnyx.com", "api.telnyx.eu"])
      expect((await emulator.fetch(`https://${host}/v2/call_events`, { headers })).status).toBe(200);
  });

  test("without a key is refused with 401 and 10009, or with 404 where the behaviour is set so", async () => {
    const strict = await testEmulator();
    const refused = await strict.emulator.fetch(url);
    expect(refused.status).toBe(401);
    expect((await refused.json()).errors[0]).toMatchObject({
      code: "10009",
      meta: { url: expect.stringContaining("10009") },
    });
    const other = await testEmulator({ behaviour: { missingKeyStatus: 404 } });
    expect((await other.emulator.fetch(url)).status).toBe(404);
  });

  test("with another key is refused with 401", async () => {
    const { emulator } = await testEmulator();
    expect((await emulator.fetch(url, { headers: { authorization: "Bearer KEYother" } })).status).toBe(401);
  });

  test("to what is not emulated gets a 501 that names it", async () => {
    const { api } = await testEmulator();
    const { status, body } = await api("GET", "/texml_applications");
    expect([status, body.errors?.[0]?.detail]).toEqual([501, expect.stringContaining("GET /texml_applications")]);
  });

  test("beside /v2 is not found, as on the platform, and says where the base URL ends", async () => {
    const { emulator } = await testEmulator();
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    for (const path of ["/call_events", "/v2call_events", "/v1/call_events"]) {
      const response = await emulator.fetch(`https://api.telnyx.com${path}`, { headers });
      const { errors } = await response.json();
      expect([response.status, errors[0].detail]).toEqual([404, `${path} (the base URL ends in /v2) was not found.`]);
    }
  });

  test("with a method that the path has not got is refused with 405 and Allow", async () => {
    const { emulator } = await testEmulator();
    const response = await emulator.fetch(url, {
      method: "DELETE",
      headers: { authorization: `Bearer ${emulator.apiKey}` },
    });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
  });

  test.each([
    ["{", 400, "10023"],
    ["[]", 400, "10023"],
  ])("with the body %s is refused with %s and %s", async (text, status, code) => {
    const { api } = await testEmulator();
    const result = await api("POST", "/calls", text);
    expect([result.status, result.body.errors?.[0]?.code]).toEqual([status, code]);
  });

  test("with bytes that are not UTF-8, or another content type, is refused", async () => {
    const { emulator, api } = await testEmulator();
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    const response = await emulator.fetch("https://api.telnyx.com/v2/calls", {
      method: "POST",
      headers,
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect([response.status, (await response.json()).errors[0].code]).toEqual([400, "10028"]);
    expect((await api("POST", "/calls", "a=b", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(
      415,
    );
  });

  test("without a body is accepted where no field is required", async () => {
    const { emulator } = await testEmulator();
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    const path = `https://api.telnyx.com/v2/calls/${encodeURIComponent(call.callControlId)}/actions/answer`;
    const response = await emulator.fetch(path, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.apiKey}` },
    });
    expect(response.status).toBe(200);
  });

  test.each([
    [{}, "10004", "/connection_id"],
    [{ connection_id: 1, to: "+12025550103", from: "+12025550102" }, "10020", "/connection_id"],
    [{ connection_id: "1", to: 5, from: "+12025550102" }, "10015", "/to"],
    [
      { connection_id: "1", to: "+12025550103", from: "+12025550102", record_custom_file_name: "" },
      "10025",
      "/record_custom_file_name",
    ],
    [
      { connection_id: "1", to: "+12025550103", from: "+12025550102", custom_headers: [{ name: "x" }] },
      "10004",
      "/custom_headers/0/value",
    ],
    [{ connection_id: "1", to: "+12025550103", from: "+12025550102", stream_track: "left" }, "10032", "/stream_track"],
    [{ connection_id: "1", to: "+12025550103", from: "+12025550102", timeout_secs: "30" }, "10026", "/timeout_secs"],
    [
      { connection_id: "1", to: "+12025550103", from: "+12025550102", audio_url: "https://a", media_name: "b" },
      "10015",
      "/media_name",
    ],
  ])("with the body %j is refused with %s at %s", async (body, code, pointer) => {
    const { api } = await testEmulator();
    const result = await api("POST", "/calls", body);
    expect([
      result.status,
      result.body.errors?.length,
      result.body.errors?.[0]?.code,
      result.body.errors?.[0]?.source?.pointer,
    ]).toEqual([422, 1, code, pointer]);
  });

  test("with a property that the platform does not know is accepted", async () => {
    const { answeredCall, act } = await testEmulator();
    expect((await act(await answeredCall(), "speak", { payload: "hi", voice: "female", volume: 11 })).status).toBe(200);
  });

  test("with a bad query is refused with the parameter", async () => {
    const { api } = await testEmulator();
    const result = await api("GET", "/recordings?page[size]=1000");
    expect([result.status, result.body.errors?.[0]?.code, result.body.errors?.[0]?.source?.parameter]).toEqual([
      422,
      "10033",
      "page[size]",
    ]);
    expect((await api("GET", "/recordings?filter[colour]=red")).body.errors?.[0]).toMatchObject({
      code: "10031",
      source: { parameter: "filter[colour]" },
    });
  });

  test("with a wrong query names the parameter in the refusal, in its text as well", async () => {
    const { api } = await testEmulator();
    const { body } = await api("GET", "/recordings?page=2");
    expect(body.errors?.[0]).toMatchObject({
      detail: expect.stringContaining("The 'page' parameter is invalid"),
      source: { parameter: "page" },
    });
  });

  test("gets a request id and the rate limit headers with its answer", async () => {
    const { emulator } = await testEmulator();
    const response = await emulator.fetch(url, { headers: { authorization: `Bearer ${emulator.apiKey}` } });
    for (const name of ["x-request-id", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"])
      expect(response.headers.has(name)).toBe(true);
    expect(response.headers.has("retry-after")).toBe(false);
  });
});
