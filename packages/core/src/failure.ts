import { ConnectionError, type ConnectionFailure } from "./errors.js";
import type { Scrub } from "./scrub.js";

interface Failure {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: Failure;
  readonly errors?: readonly Failure[];
}

/**
 * Makes the error for a rejected `fetch`. Only what certainly happened before the first byte counts as `refused`.
 *
 * Node's DNS and connect calls name themselves, Bun and undici have codes of their own, Deno says it in the message.
 */
export function toConnectionError(thrown: unknown, name: string, scrub: Scrub): ConnectionError {
  let reason: ConnectionFailure = "lost";
  let current = thrown as Failure | undefined;
  for (let depth = 0; current && depth < 5; depth++) {
    const sign = `${current.syscall} ${current.code} ${current.message}`;
    // A TLS alert (ERR_SSL_…) may come in the middle of a connection, so it is not among these.
    if (/^\S+ (?!ERR_SSL)\S*(CERT|SELF_SIGNED|UNABLE_TO_)|\(Connect\).*certificate/.test(sign)) reason = "certificate";
    else if (
      /^(connect|getaddrinfo) |^\S+ (ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket) |^\S+ \S+ error sending.*\(Connect\)/.test(
        sign,
      )
    ) {
      reason = "refused";
    } else {
      current = current.errors?.[0] ?? current.cause;
      continue;
    }
    break;
  }
  const what =
    reason === "lost"
      ? "The connection failed during"
      : reason === "refused"
        ? "Could not connect for"
        : "The server's certificate is not trusted:";
  return new ConnectionError(`${what} ${name}. Check baseUrl and the network.`, {
    reason,
    cause: copyCause(thrown, scrub, 0),
  });
}

/** Copies an error's name, message, code and stack, so that nothing else of it (a request, headers) is kept. */
export function copyCause(thrown: unknown, scrub: Scrub, depth = 0): unknown {
  const { name, message, code, stack, cause } = (thrown ?? {}) as Failure;
  const copy = new Error(
    scrub(message, 500),
    cause && depth < 3 ? { cause: copyCause(cause, scrub, depth + 1) } : undefined,
  );
  return Object.assign(copy, { name: scrub(name, 50), code, stack: scrub(stack, 4000) });
}
