import { ConnectionError, type ConnectionFailure } from "./errors.js";
import type { Redact } from "./redact.js";

interface Failure {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const network = "Check baseUrl and the network.";

// Each line that is tested is `<system call> <code> <message>` of one error of the chain.
const signs: readonly (readonly [pattern: RegExp, reason: ConnectionFailure, hint: string])[] = [
  // A TLS alert (ERR_SSL_…) may come in the middle of a connection, so it is not among these.
  [
    /^\S+ (?!ERR_SSL)\S*(CERT|SELF_SIGNED|UNABLE_TO_)|\(Connect\).*certificate/m,
    "certificate",
    "The certificate is not trusted: check baseUrl, and a proxy on the way.",
  ],
  [/Proxy response \(\d+\)/, "refused", "The proxy opened no tunnel: check its address and its credentials."],
  [
    /^\S+ UND_ERR_INVALID_ARG /m,
    "refused",
    "fetch cannot use the dispatcher: pass the fetch of the same undici as the option fetch.",
  ],
  [/^\S+ \S+ bad port$/m, "refused", "fetch never connects to this port: choose another one."],
  // Node's DNS and connect calls name themselves, undici and Bun have codes of their own, Deno says it in the message.
  [
    /^(connect|getaddrinfo) (?!ECONNRESET)|^\S+ (ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket) |^\S+ \S+ error sending.*\(Connect\)/m,
    "refused",
    network,
  ],
];

/** Makes the error for a rejected `fetch`. Only what certainly happened before the first byte counts as `refused`. */
export function toConnectionError(thrown: unknown, name: string, redact: Redact): ConnectionError {
  const failures = chainOf(thrown);
  const lines = failures.map(({ syscall, code, message }) => `${syscall} ${code} ${message}`).join("\n");
  const [, reason, hint] = signs.find(([pattern]) => pattern.test(lines)) ?? [undefined, "lost", network];
  const message = `No answer to ${name}: connection ${reason}. ${hint}`;
  return new ConnectionError(message, { reason, cause: copyChain(failures, redact) });
}

/** An error and all that led to it, the bottom last. Where there are several causes, the first counts. */
function chainOf(thrown: unknown): Failure[] {
  const failures: Failure[] = [Object(thrown ?? {})];
  for (let last = failures[0]; last && failures.length < 10; last = failures.at(-1)) {
    const next: unknown = last.cause ?? (Array.isArray(last.errors) ? last.errors[0] : undefined);
    if (typeof next !== "object" || !next) break;
    failures.push(next);
  }
  return failures;
}

/** Copies name, message and code of each error, so that nothing else of them (a request, headers) is kept. */
function copyChain([first, ...rest]: readonly Failure[], redact: Redact): Error | undefined {
  if (!first) return undefined;
  const copy = new Error(redact(first.message, 500), { cause: copyChain(rest, redact) });
  return Object.assign(copy, { name: redact(first.name, 64), code: first.code && redact(first.code, 64) });
}
