import { get, request } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ladderPath } from "./ladder/ladder.js";
import type { EmulatorOptions } from "./options.js";
import { startEmulator } from "./start-emulator.js";

async function listening(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  const { port } = new URL(emulator.url);
  const ask = (path: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${emulator.apiKey}` };
      get({ port, host: "127.0.0.1", path, headers }, (response) => resolve(response.resume().statusCode)).on(
        "error",
        reject,
      );
    });
  return { emulator, port: Number(port), ask };
}

test("the emulator answers hosts of this machine only, on every path", async () => {
  const { ask, port } = await listening();
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, "app.localhost", `[::1]:${port}`])
    expect([host, await ask("/v2/call_control_applications", host)]).toEqual([host, 200]);
  for (const path of ["/v2/call_control_applications", ladderPath, "/storage/recordings/x/y.wav", "/"])
    expect([path, await ask(path, `attacker.example:${port}`)]).toEqual([path, 403]);
});

test("it answers to the name of its container if you give one, on the address that you give", async () => {
  const { ask } = await listening({ host: "0.0.0.0", hosts: ["telnyx"] });
  expect(await ask("/v2/call_control_applications", "telnyx:4010")).toBe(200);
  expect(await ask("/v2/call_control_applications", "other:4010")).toBe(403);
});

test("a body is read after the key was checked, and up to 32 MiB", async () => {
  const { emulator, port } = await listening();
  const send = (authorization: string, megabytes: number) =>
    new Promise<number | undefined>((resolve) => {
      const headers = { authorization, "content-type": "application/json" };
      const sent = request({ port, host: "127.0.0.1", method: "POST", path: "/v2/calls", headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on("error", () => {});
      if (megabytes === 0) return void sent.flushHeaders();
      for (let count = 0; count < megabytes; count++) sent.write(Buffer.alloc(2 ** 20, 32));
      sent.end();
    });
  // The body of the first never comes.
  expect(await send("Bearer KEY_OF_NOBODY_AT_ALL", 0)).toBe(401);
  expect(await send(`Bearer ${emulator.apiKey}`, 33)).toBe(413);
});

test("time passes although a peer never ends its request", async () => {
  const { emulator, port } = await listening();
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  socket.write(
    `POST /v2/calls HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${emulator.apiKey}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  await emulator.advance(1_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});
