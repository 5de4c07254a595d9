import { join } from "node:path";

/** What every runtime runs: verdicts by every backend, then the public API, with native Ed25519 and without. */
export const program = `
import { createVerifier, nobleBackend, nodeBackend, webCryptoBackend } from "./node_modules/@telnyx-kit/webhooks/dist/ed25519.js";
import { parsePublicKeys } from "./node_modules/@telnyx-kit/webhooks/dist/public-key.js";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createEvent, createSignedRequest, createSigningKey } from "@telnyx-kit/webhooks/testing";
import { judge } from "./judge.js";

const functions = { createVerifier, parsePublicKeys };
export const webcrypto = (cases) => judge(cases, webCryptoBackend, functions);
// Where the runtime hands out no node:crypto, every case would say so.
export const node = async (cases) => globalThis.process?.getBuiltinModule?.("node:crypto") ? judge(cases, nodeBackend, functions) : "";
export const noble = (cases) => judge(cases, nobleBackend, functions);
export async function publicApi() {
  const key = await createSigningKey();
  const webhooks = createWebhooks({ publicKey: key.publicKey });
  webhooks.onError(() => {});
  let handled = 0;
  webhooks.on("call.initiated", (event, context) => { handled += context.commandId("dial").length === 36 && event.payload.call_control_id ? 1 : 0; });
  const event = createEvent("call.initiated");
  const statuses = [];
  for (const request of [await createSignedRequest(key, event), await createSignedRequest(key, event)]) statuses.push((await webhooks.handle(request)).status);
  const forged = await createSignedRequest(await createSigningKey(), event);
  statuses.push((await webhooks.handle(forged)).status);
  return statuses.join() === "200,200,400" && handled === 1;
}
export async function withoutNative() {
  const { subtle } = crypto;
  const { process } = globalThis;
  const getBuiltinModule = process?.getBuiltinModule;
  if (process) process.getBuiltinModule = undefined;
  const importKey = subtle.importKey;
  let refused = 0;
  subtle.importKey = async (...args) => {
    if (!JSON.stringify(args[2]).includes("25519")) return importKey.apply(subtle, args);
    if (args[0] === "raw") refused++;
    throw new Error("no Ed25519 here");
  };
  try { return (await publicApi()) && refused > 0; } finally { subtle.importKey = importKey; if (process) process.getBuiltinModule = getBuiltinModule; }
}
`;
// The choice of a backend is made once a process, so the run without native Ed25519 comes first and in its own process.
export const main = `
import { readFileSync, writeFileSync } from "node:fs";
import { noble, node, publicApi, webcrypto, withoutNative } from "./program.js";
const [task, input, output] = process.argv.slice(2);
const cases = () => JSON.parse(readFileSync(input, "utf8"));
const tasks = { node: () => node(cases()), webcrypto: () => webcrypto(cases()), noble: () => noble(cases()), publicApi, withoutNative };
writeFileSync(output, JSON.stringify({ result: await tasks[task](), version: globalThis.Deno?.version.deno ?? globalThis.Bun?.version ?? process.version }));
`;
export const server = `
import { createServer } from "node:http";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";
const webhooks = createWebhooks({ publicKey: process.argv[2], dedupe: false });
webhooks.onError(() => {});
const fetch = (request) => webhooks.handle(request);
const ready = (port) => console.log("port " + port + " pid " + process.pid);
if (globalThis.Deno) Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: ({ port }) => ready(port) }, fetch);
else if (globalThis.Bun) ready(Bun.serve({ port: 0, hostname: "127.0.0.1", maxRequestBodySize: 2 ** 40, fetch }).port);
else { const node = createServer(createNodeHandler(webhooks)).listen(0, "127.0.0.1", () => ready(node.address().port)); }
`;
export const worker = `
import { noble, node, publicApi, webcrypto, withoutNative } from "./program.js";
import { createWebhooks } from "@telnyx-kit/webhooks";
const tasks = { node, webcrypto, noble, publicApi, withoutNative };
let webhooks;
export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/task/")) {
      const task = pathname.slice(6);
      return Response.json({ result: await tasks[task](await request.json()) });
    }
    // The first deliveries wait for one answer of the key source together, although each is a request of its own.
    if (!webhooks) { webhooks = createWebhooks({ publicKey: () => new Promise((resolve) => setTimeout(resolve, 100, env.PUBLIC_KEY)), dedupe: false }); webhooks.onError(() => {}); }
    return webhooks.handle(request, { waitUntil: (promise) => context.waitUntil(promise), context: env });
  },
};
`;
// The oldest date that miniflare's workerd still runs without flags worth naming: no compatibility flag is set.
export const miniflare = (publicKey: string, folder: string) => `
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
const { Miniflare } = createRequire(${JSON.stringify(join(folder, "workerd/"))})("miniflare");
const start = () => new Miniflare({ modules: true, scriptPath: "worker.bundle.js", compatibilityDate: "2024-01-01", host: "127.0.0.1", port: 0, bindings: { PUBLIC_KEY: ${JSON.stringify(publicKey)} } });
const [task, input, output] = process.argv.slice(2);
const instance = start();
const url = await instance.ready;
if (task === "server") console.log("port " + url.port + " pid 0");
else {
  let result = "";
  const cases = input === "-" ? [] : JSON.parse(readFileSync(input, "utf8"));
  for (let index = 0; index === 0 || index < cases.length; index += 500) {
    const response = await fetch(new URL("/task/" + task, url), { method: "POST", body: JSON.stringify(cases.slice(index, index + 500)) });
    const answer = await response.json();
    result = typeof answer.result === "string" ? result + answer.result : answer.result;
  }
  const { version } = createRequire(${JSON.stringify(join(folder, "workerd/"))})("workerd/package.json");
  writeFileSync(output, JSON.stringify({ result, version }));
  await instance.dispose();
}
`;
