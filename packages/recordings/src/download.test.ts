import { createTelnyx, type TelnyxError } from "@telnyx-kit/core";
import { describe, expect, it } from "vitest";
import { downloadRecording, type RecordingSource } from "./download.js";
import { createRecordings } from "./recordings.js";

const apiKey = "KEY0123456789_secret";
const signed =
  "https://s3.example.com/telephony-recorder-prod/call.mp3?X-Amz-Date=20260716T120000Z&X-Amz-Expires=600&X-Amz-Signature=deadbeefcafe";
const fresh = `https://s3.example.com/call.wav?X-Amz-Date=${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}&X-Amz-Expires=600&X-Amz-Signature=deadbeefcafe`;
const audio = () => new Response(new Uint8Array(50_000), { headers: { "content-type": "audio/mpeg" } });

function observe(handler: (url: string, init: RequestInit) => Response | Promise<Response>, baseUrl?: string) {
  const requests: { url: string; headers: Record<string, string>; redirect: unknown }[] = [];
  const telnyx = createTelnyx({
    apiKey,
    baseUrl,
    headers: { "x-tenant": "tenant-secret" },
    async fetch(url, init) {
      requests.push({ url, headers: { ...(init.headers as Record<string, string>) }, redirect: init.redirect });
      return handler(url, init);
    },
  });
  return { requests, telnyx };
}

const failure = (promise: Promise<unknown>): Promise<TelnyxError> =>
  promise.then(
    () => Promise.reject(new Error("The promise was expected to reject.")),
    (error: TelnyxError) => error,
  );

describe("downloadRecording", () => {
  it("streams from storage without a header of the client", async () => {
    const { telnyx, requests } = observe(audio);
    const response = await downloadRecording(telnyx, signed);
    expect((await response.arrayBuffer()).byteLength).toBe(50_000);
    expect(requests).toEqual([{ url: signed, headers: {}, redirect: "manual" }]);
  });

  it.each([
    [{ timeoutMs: 0 }, "timeoutMs must be a number from 1 to 2147483647. Found 0."],
    [{ maxBytes: Number.NaN }, "maxBytes must be a number from 1 to 9007199254740991. Found NaN."],
  ])("refuses %j before anything is sent", async (options, message) => {
    const { telnyx, requests } = observe(audio);
    expect(await failure(downloadRecording(telnyx, signed, options))).toMatchObject({
      name: "ConfigurationError",
      message,
    });
    expect(requests).toEqual([]);
  });

  it("asks for a fresh URL where it is given an id", async () => {
    const { telnyx, requests } = observe((url) =>
      url.includes("/recordings/") ? Response.json({ data: { download_urls: { mp3: signed, wav: fresh } } }) : audio(),
    );
    await downloadRecording(telnyx, "3a5f0c1e", { format: "wav" });
    expect(requests.map(({ url }) => url)).toEqual(["https://api.telnyx.com/v2/recordings/3a5f0c1e", fresh]);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(requests[1]?.headers).toEqual({});
  });

  it.each<[string, RecordingSource]>([
    ["a URL", new URL(signed)],
    ["a recording", { download_urls: { mp3: signed, wav: fresh } }],
    ["an event's payload", { recording_urls: { mp3: signed } }],
  ])("takes %s", async (_, source) => {
    const { telnyx, requests } = observe(audio);
    await downloadRecording(telnyx, source);
    expect(requests[0]?.url).toBe(signed);
  });

  it("sends the key where the origin is exactly the API's, and to nothing that looks like it", async () => {
    const { telnyx, requests } = observe(audio);
    for (const url of [
      "https://api.telnyx.com/v2/media/x/download",
      "https://api.telnyx.com.evil.example/x",
      "https://api.telnyx.com:444/x",
      "https://API.TELNYX.COM/x",
    ])
      await downloadRecording(telnyx, url);
    expect(requests.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false, false, true]);
  });

  it.each<[string, RecordingSource, string]>([
    ["http", "http://s3.example.com/x.mp3", "must be https"],
    ["the API over http", "http://api.telnyx.com/x.mp3", "must be https"],
    ["a user name", "https://user:pass@s3.example.com/x.mp3", "without user name and password"],
    ["storage of one's own", { recording_urls: { mp3: "gs://bucket/x.mp3" } }, "storage of your own (gs://)"],
    ["a file", "file:///etc/passwd", "storage of your own (file://)"],
    ["a data URL", "data:audio/wav;base64,AAAA", "storage of your own (data://)"],
    ["a recording without URLs", { download_urls: {} }, "may not be saved yet"],
    ["a recording whose URLs are null", { download_urls: { mp3: null, wav: null } }, "may not be saved yet"],
  ])("refuses %s before anything is sent", async (_, source, message) => {
    const { telnyx, requests } = observe(audio);
    const error = await failure(downloadRecording(telnyx, source));
    expect([error.name, requests.length]).toEqual(["ConfigurationError", 0]);
    expect(error.message).toContain(message);
  });

  describe("of an emulator", () => {
    const emulator = "http://127.0.0.1:4010/v2";
    const file = "http://127.0.0.1:4010/storage/x.mp3";

    it.each([file, "http://localhost:4010/x.mp3", "http://[::1]:4010/x.mp3", signed])("gets %s", async (url) => {
      const { telnyx, requests } = observe(audio, emulator);
      await downloadRecording(telnyx, url);
      expect(requests.map((request) => request.url)).toEqual([url]);
    });

    it.each([
      ["another port", "http://127.0.0.1:6379/x.mp3", emulator],
      ["the port of http", "http://127.0.0.1/x.mp3", emulator],
      ["another machine", "http://192.168.0.1:4010/x.mp3", emulator],
      ["what looks like loopback", "http://127.0.0.1.evil.example:4010/x.mp3", emulator],
      ["another name that ends so", "http://notlocalhost:4010/x.mp3", emulator],
      ["a user name", "http://user@127.0.0.1:4010/x.mp3", emulator],
      ["another protocol", "ws://127.0.0.1:4010/x.mp3", emulator],
      ["loopback, where the API is Telnyx's", file, undefined],
      ["loopback, where the API is on loopback with https", file, "https://127.0.0.1:4010/v2"],
    ])("refuses %s before anything is sent", async (_, url, baseUrl) => {
      const { telnyx, requests } = observe(audio, baseUrl);
      const error = await failure(downloadRecording(telnyx, url));
      expect([error.name, requests.length]).toEqual(["ConfigurationError", 0]);
    });

    it.each([
      [signed, file, undefined],
      [signed, file, emulator],
      [file, "http://127.0.0.1:6379/", emulator],
    ])("does not follow a redirect from %s to %s", async (url, location, baseUrl) => {
      const { telnyx, requests } = observe(() => new Response(null, { status: 302, headers: { location } }), baseUrl);
      expect((await failure(downloadRecording(telnyx, url))).message).toContain("Redirects are not followed");
      expect(requests.map((request) => [request.url, request.redirect])).toEqual([[url, "manual"]]);
    });

    it("sends the key to exactly its origin, and to https none", async () => {
      const { telnyx, requests } = observe(audio, emulator);
      for (const url of [file, "http://localhost:4010/x.mp3", signed]) await downloadRecording(telnyx, url);
      expect(requests.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false, false]);
    });
  });

  it("explains that a URL has expired, and what to do", async () => {
    const { telnyx } = observe(
      () =>
        new Response("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", {
          status: 403,
          headers: { "content-type": "application/xml" },
        }),
    );
    const error = await failure(downloadRecording(telnyx, signed));
    expect(error).toMatchObject({ name: "PermissionError", status: 403, mayHaveExecuted: false });
    expect(error.message).toBe(
      "Downloading the recording failed with status 403. Its URL has expired: they last ten minutes. Pass the recording's id, and a fresh one is asked for.",
    );
    expect((await failure(downloadRecording(telnyx, fresh))).message).toContain(
      "may have expired (they last ten minutes) or been altered",
    );
  });

  it.each([
    [302, "ApiError", "Redirects are not followed"],
    [404, "NotFoundError", "deleted"],
    [410, "ApiError", "recording's id"],
    [503, "ServerError", "Try again"],
  ])("tells a status of %i as a %s", async (status, name, message) => {
    const { telnyx } = observe(() => new Response(null, { status, headers: { location: "https://evil.example/" } }));
    const error = await failure(downloadRecording(telnyx, signed));
    expect([error.name, error.message.includes(message)]).toEqual([name, true]);
  });

  it("never shows the URL, which is a credential for ten minutes", async () => {
    const faults = [
      () => new Response(signed, { status: 403 }),
      () => new Response(signed, { headers: { "content-type": "text/html" } }),
      () =>
        Promise.reject(
          new TypeError(`fetch failed for ${signed}`, { cause: new Error(`signature deadbeefcafe ${signed}`) }),
        ),
    ];
    for (const fault of faults) {
      const { telnyx } = observe(fault);
      const error = await failure(downloadRecording(telnyx, signed));
      const { inspect } = await import("node:util");
      expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toMatch(/deadbeefcafe|X-Amz/);
    }
  });

  it("ends with an error after the bytes that are allowed, when it is cut off, and when it is aborted", async () => {
    const { telnyx } = observe(audio);
    const long = await downloadRecording(telnyx, signed, { maxBytes: 40_000 });
    expect((await failure(long.arrayBuffer())).name).toBe("ResponseParseError");

    const broken = observe(
      () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError("terminated")) })),
    );
    const cut = await downloadRecording(broken.telnyx, signed);
    expect(await failure(cut.arrayBuffer())).toMatchObject({
      name: "ConnectionError",
      message: "the recording was cut off.",
    });

    const endless = observe(
      () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(10)) })),
    );
    const controller = new AbortController();
    const response = await downloadRecording(endless.telnyx, signed, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    const drained = response.body?.pipeTo(
      new WritableStream({ write: () => new Promise((resolve) => setTimeout(resolve, 1)) }),
    );
    expect(await failure(drained as Promise<void>)).toMatchObject({ name: "AbortError", cause: { message: "enough" } });
  });

  it("gives up where no answer comes in time, and at once when it is aborted", async () => {
    const { telnyx } = observe(() => new Promise<Response>(() => {}));
    expect((await failure(downloadRecording(telnyx, signed, { timeoutMs: 20 }))).name).toBe("TimeoutError");
    expect((await failure(downloadRecording(telnyx, signed, { signal: AbortSignal.abort() }))).name).toBe("AbortError");
  });
});

describe("recordings.download", () => {
  it("does the same through the domain, with a client or with options", async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return url.includes("/recordings/") ? Response.json({ data: { download_urls: { mp3: signed } } }) : audio();
    };
    for (const recordings of [createRecordings({ apiKey, fetch }), createRecordings(createTelnyx({ apiKey, fetch }))]) {
      expect((await (await recordings.download("id")).arrayBuffer()).byteLength).toBe(50_000);
    }
    const once = ["https://api.telnyx.com/v2/recordings/id", signed];
    expect(urls).toEqual([...once, ...once]);
  });
});
