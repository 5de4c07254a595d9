import type { Safety } from "./operation.js";

/**
 * Keeps the runtime from sending an `unsafe` command twice. The `fetch` of Deno and of Bun sends a request again, without
 * a word, when the connection breaks after the server has read it. Other commands may be retried, so they stay as they are.
 *
 * Call it for each attempt: the body that it returns for Deno can be read once.
 */
export function actOnce(safety: Safety, init: RequestInit): RequestInit {
  if (safety !== "unsafe") return init;
  // Bun repeats on a reused connection only: PUT and DELETE, and before 1.3 every method.
  if ("Bun" in globalThis) return { ...init, keepalive: false };
  // Deno repeats every method, from 2.7 to 2.9.5 on a new connection too, but never a stream.
  if ("Deno" in globalThis) return withStream(init);
  return init;
}

function withStream(init: RequestInit): RequestInit {
  // A Response knows how each kind of body is written. Without a body, an empty stream is sent.
  const { body, headers: written } = new Response(init.body ?? new Uint8Array());
  const headers = new Headers(init.headers);
  // Only the form that was written knows its boundary.
  const contentType = written.get("content-type");
  if (contentType && !headers.has("content-type")) headers.set("content-type", contentType);
  // Deno still knows the bytes behind a Response's own stream, and would send them again.
  return { ...init, headers, body: body?.pipeThrough(new TransformStream()), duplex: "half" } as RequestInit;
}
