// The verdict of each backend about signatures, and whether webhooks still arrive if the platform has no Ed25519.

// Compiled from the tests of webhooks when the application is made.
import { judge } from "./judge.mjs";
import {
  createVerifier,
  nobleBackend,
  nodeBackend,
  webCryptoBackend,
} from "./node_modules/@telnyx-kit/webhooks/dist/ed25519.js";
import { parsePublicKeys } from "./node_modules/@telnyx-kit/webhooks/dist/public-key.js";
import { runReceiving } from "./smoke.mjs";

const functions = { createVerifier, parsePublicKeys };
export const node = (cases) => judge(cases, nodeBackend, functions);
export const webcrypto = (cases) => judge(cases, webCryptoBackend, functions);
export const noble = (cases) => judge(cases, nobleBackend, functions);

/** Hides native Ed25519, then receives webhooks. A backend is chosen once a process, so this needs one of its own. */
export async function withoutNative() {
  const { subtle } = globalThis.crypto;
  const { process } = globalThis;
  const { importKey } = subtle;
  const getBuiltinModule = process?.getBuiltinModule;
  let refused = 0;
  subtle.importKey = (...args) => {
    if (!JSON.stringify(args[2]).includes("25519")) return importKey.apply(subtle, args);
    if (args[0] === "raw") refused++;
    return Promise.reject(new Error("no Ed25519 here"));
  };
  if (process) process.getBuiltinModule = undefined;
  try {
    const failures = await runReceiving();
    return { ...failures, hidden: refused > 0 ? "" : "native Ed25519 was never asked for" };
  } finally {
    subtle.importKey = importKey;
    if (process) process.getBuiltinModule = getBuiltinModule;
  }
}
