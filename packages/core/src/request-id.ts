import { createScrub } from "./scrub.js";

/** Reads the request id of an answer, if it is one. A header that echoes one of the secrets is not kept. */
export function readRequestId(headers: Headers, secrets: unknown): string | undefined {
  const id = headers.get("x-request-id");
  return id && /^[\w.:/=+-]{1,128}$/.test(id) && createScrub(secrets)(id, 128) === id ? id : undefined;
}
