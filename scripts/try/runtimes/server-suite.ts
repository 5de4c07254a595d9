import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { headerShapes } from "../../../packages/webhooks/src/__tests__/header-shapes.js";
import { oddBodies } from "../../../packages/webhooks/src/__tests__/odd-bodies.js";
import { rawRequest } from "../../../packages/webhooks/src/__tests__/raw-request.js";
import { createSigningKey, type SigningKey } from "../../../packages/webhooks/src/testing.js";
import { measureGrowth } from "./resident-memory.js";
import type { Host } from "./run-task.js";

/** The server's mistakes, of how many deliveries, and the memory that a body without end took. */
export interface Served {
  readonly deliveries: number;
  readonly wrong: readonly string[];
  readonly grownMiB: number;
}

/** Starts a server of webhooks and sends it every shape of headers, odd bodies and a body that does not end. */
export async function serverSuite({ command: [binary = "", ...args], folder }: Host): Promise<Served> {
  const key = await createSigningKey({ seed: new Uint8Array(32).fill(4) });
  const child = spawn(binary, [...args, "serve", key.publicKey], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  try {
    const port = await portOf(child);
    const judged = await judgeDeliveries(port, key);
    const endless = await sendEndlessBody(port, key, child.pid ?? 0);
    const wrong = [...judged.wrong, ...endless.wrong];
    return { deliveries: judged.deliveries + 1, wrong, grownMiB: endless.grownMiB };
  } catch (error) {
    return { deliveries: 0, wrong: [(error as Error).message], grownMiB: 0 };
  } finally {
    await stop(child);
  }
}

type Server = ChildProcessByStdio<null, Readable, Readable>;

/** Asks it to end, so that it can end what it started; insists after five seconds. */
async function stop(child: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const insisting = setTimeout(() => child.kill("SIGKILL"), 5_000);
  child.kill();
  await gone;
  clearTimeout(insisting);
}

function portOf(child: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk;
      const port = /^port (\d+)$/m.exec(said)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said.trim().slice(-800)}`)));
    setTimeout(() => reject(new Error(`the server did not start in 30 s: ${said.trim().slice(-800)}`)), 30_000).unref();
  });
}

interface Delivery {
  readonly what: string;
  readonly expected: 200 | 400;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

async function judgeDeliveries(port: number, key: SigningKey) {
  const wrong: string[] = [];
  const send = async ({ what, expected, headers, body }: Delivery) => {
    const fields = headers.map(([field, value]) => `${field}: ${value}`);
    const head = ["POST /webhooks HTTP/1.1", "Host: localhost", "Connection: close", `Content-Length: ${body.length}`];
    const { status } = await rawRequest(port, [...head, ...fields], [body]);
    if (status !== expected) wrong.push(`${what}: answered ${status}, not ${expected}`);
  };
  const now = Math.floor(Date.now() / 1000);
  const signed = async (body: Uint8Array) => Object.entries(await key.sign(body, now));
  const body = oddBodies[0]?.bytes ?? new Uint8Array();
  const headers = await signed(body);
  const first: Delivery = { what: "one of the first 20, sent at once", expected: 200, headers, body };
  await Promise.all(Array.from({ length: 20 }, () => send(first)));
  const shapes = headerShapes(await key.sign(body, now), (await key.sign("x", now))["telnyx-signature-ed25519"]);
  const deliveries: Delivery[] = [];
  for (const [what, headers] of Object.entries(shapes.right)) deliveries.push({ what, expected: 200, headers, body });
  for (const [what, headers] of Object.entries(shapes.wrong)) deliveries.push({ what, expected: 400, headers, body });
  for (const { name, status, bytes } of oddBodies)
    deliveries.push({ what: `a body ${name}`, expected: status, headers: await signed(bytes), body: bytes });
  for (const delivery of deliveries) await send(delivery);
  return { deliveries: 20 + deliveries.length, wrong };
}

/** A body of 256 MiB whose first one is signed: refused or cut off, and never kept. */
async function sendEndlessBody(port: number, key: SigningKey, pid: number) {
  const limitMiB = 16;
  const mebibyte = new Uint8Array(1 << 20).fill(0x20);
  const chunks = function* (count: number) {
    for (let index = 0; index < count; index++) yield* [Buffer.from("100000\r\n"), mebibyte, Buffer.from("\r\n")];
  };
  const signed = Object.entries(await key.sign(mebibyte, Math.floor(Date.now() / 1000)));
  const fields = signed.map(([field, value]) => `${field}: ${value}`);
  const head = ["POST /webhooks HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", ...fields];
  for (let warmUp = 0; warmUp < 3; warmUp++) await rawRequest(port, head, chunks(4), 3_000);
  let status = 0;
  const grownMiB = await measureGrowth(pid, async () => {
    status = (await rawRequest(port, head, chunks(256), 20_000)).status;
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  const wrong: string[] = [];
  if (status !== 400 && status !== 0) wrong.push(`a body of 256 MiB: answered ${status}, not 400`);
  if (grownMiB >= limitMiB) wrong.push(`a body of 256 MiB: took ${grownMiB.toFixed(1)} MiB, more than ${limitMiB}`);
  return { wrong, grownMiB };
}
