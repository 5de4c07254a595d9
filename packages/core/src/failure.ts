import { ConnectionError } from "./errors.js";
import type { Scrub } from "./scrub.js";

interface Failure {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: Failure;
  readonly errors?: readonly Failure[];
}

// Each line is `<system call> <code> <message>`. A TLS alert (ERR_SSL_…) may come in the middle of a connection, so it
// is not among these.
const untrusted = /^\S+ (?!ERR_SSL)\S*(CERT|SELF_SIGNED|UNABLE_TO_)|\(Connect\).*certificate/m;
// Node's DNS and connect calls name themselves, undici and Bun have codes of their own, Deno says it in the message.
const notConnected =
  /^(connect|getaddrinfo) (?!ECONNRESET)|^\S+ (ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket) |^\S+ \S+ error sending.*\(Connect\)/m;

/** Makes the error for a rejected `fetch`. Only what certainly happened before the first byte counts as `refused`. */
export function toConnectionError(thrown: unknown, name: string, scrub: Scrub): ConnectionError {
  const error = (thrown ?? {}) as Failure;
  const { cause } = error;
  const signs = [error, cause, cause?.cause, cause?.errors?.[0]]
    .map((f) => `${f?.syscall} ${f?.code} ${f?.message}`)
    .join("\n");
  const reason = untrusted.test(signs) ? "certificate" : notConnected.test(signs) ? "refused" : "lost";
  return new ConnectionError(`No answer to ${name}: connection ${reason}. Check baseUrl and the network.`, {
    reason,
    cause: copyCause(error, scrub, copyCause(cause, scrub)),
  });
}

/** Copies an error's name, message and code, so that nothing else of it (a request, headers) is kept. */
export function copyCause(failure: Failure | undefined, scrub: Scrub, cause?: unknown): Error | undefined {
  if (!failure) return undefined;
  const code = failure.code && scrub(failure.code, 64);
  return Object.assign(new Error(scrub(failure.message, 500), { cause }), { name: scrub(failure.name, 64), code });
}
