import { readEnvironment, resolveApiKey } from "./api-key.js";
import { sendOnce } from "./attempt.js";
import { bare } from "./bare.js";
import { encodeBody } from "./body.js";
import { bounded, toAbortedError } from "./bounded.js";
import { createEmit } from "./emit.js";
import { type TelnyxError, TimeoutError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { Hooks } from "./hooks.js";
import type { Operation } from "./operation.js";
import { checkOptions, type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import { createRetryBudget } from "./retry-budget.js";
import { decideRetry, latestStart, mayHaveExecuted, type Outcome } from "./retry-policy.js";
import { createScrub, type Scrub } from "./scrub.js";
import { readRequestId } from "./to-api-error.js";
import { buildUrl, checkBaseUrl, type Input } from "./url.js";
import { version } from "./version.js";

/** Sends an operation with everything that telnyx-kit promises, and resolves to what a success held. */
export type Send = (operation: Operation, input: Input, options?: RequestOptions) => Promise<unknown>;

/** The transport of one client. */
export interface Transport {
  readonly send: Send;
  /** Fetches an absolute URL. The API key goes along if its origin is the API's, and never otherwise. */
  readonly open: (url: string, init: RequestInit) => Promise<Response>;
}

/** Creates the transport of one client, whose options have been checked. */
export function createTransport(client: TelnyxOptions): Transport {
  const budget = createRetryBudget();
  const emit = createEmit([client.hooks ?? [], client.logger ?? []].flat() as readonly Hooks[]);
  const defaults = addHeaders(
    bare({ accept: "application/json", "user-agent": `telnyx-kit/${version}` }),
    client.headers,
  );
  const baseUrl = () =>
    client.baseUrl ?? checkBaseUrl(readEnvironment("TELNYX_BASE_URL") ?? "https://api.telnyx.com/v2");

  const call = (url: string, init: object): Promise<Response> => {
    const fetch = client.fetch ?? globalThis.fetch;
    return fetch(url, bare(client.fetchOptions, init, { redirect: "manual" }));
  };

  async function open(url: string, init: RequestInit): Promise<Response> {
    const headers = bare(init.headers as Record<string, string> | undefined);
    if (new URL(url).origin === new URL(baseUrl()).origin) {
      headers.authorization = `Bearer ${await resolveApiKey(client.apiKey)}`;
    }
    return call(url, { ...init, headers });
  }

  async function send(operation: Operation, input: Input, given: RequestOptions = {}): Promise<unknown> {
    const options = checkOptions(given, requestOptionNames);
    const { signal } = options;
    const { method, safety } = operation;
    const name = `${method} ${operation.path}`;
    const deadlineMs = options.deadlineMs ?? client.deadlineMs ?? 30_000;
    const url = buildUrl(baseUrl(), operation.path, input);
    const headers = addHeaders(bare(defaults), options.headers);
    const { body, commandId } = await encodeBody(operation, name, input.body);
    // The boundary of a form is known to fetch only.
    if (typeof body === "string") headers["content-type"] = "application/json";

    const command = {};
    const start = performance.now();
    const wallStart = Date.now();
    const elapsed = () => performance.now() - start;
    const event = () => ({ command, operation: name, safety, commandId, attempt, elapsedMs: elapsed() });
    let response: Response | undefined;
    let attempt = 0;
    let executed = false;

    try {
      const key = await prepare(resolveApiKey(client.apiKey));
      headers.authorization = `Bearer ${key}`;
      let clean: Scrub | undefined;
      const scrub: Scrub = (text, longest) => {
        clean ??= createScrub([key, client.headers, options.headers, input]);
        return clean(text, longest);
      };
      for (attempt = 1; ; attempt++) {
        await prepare(client.pacer?.acquire(name, signal));
        const sent = bare(headers, emit("onRequest", event()));
        let failure: TelnyxError & {
          readonly status?: number;
          readonly reason?: Outcome;
          readonly retryAfterMs?: number;
        };
        try {
          const data = await sendOnce({
            operation,
            name,
            fetch: (abort) => call(url, { method, headers: sent, body, signal: abort }),
            limitMs: Math.max(1, Math.min(options.timeoutMs ?? client.timeoutMs ?? 10_000, deadlineMs - elapsed())),
            maxBytes: options.maxResponseBytes ?? client.maxResponseBytes,
            signal,
            scrub,
            onHead(head) {
              response = head;
              emit("onResponse", { ...event(), status: head.status, requestId: readRequestId(head.headers) });
            },
          });
          if (attempt === 1) budget.refund();
          return data;
        } catch (error) {
          failure = error as TelnyxError;
        }
        const outcome = failure.status ?? failure.reason ?? "unreadable";
        executed ||= mayHaveExecuted(safety, outcome);
        const delayMs = decideRetry({
          safety,
          outcome,
          attempt,
          maxRetries: options.maxRetries ?? client.maxRetries ?? 2,
          retryAfterMs: failure.retryAfterMs,
          elapsedMs: elapsed(),
          deadlineMs,
          random: Math.random(),
        });
        if (delayMs === undefined || !budget.take()) throw failure;
        emit("onRetry", { ...event(), delayMs, error: failure });
        await bounded(delayMs, signal, name, () => new Promise(() => {}));
        // A machine that was asleep stopped the monotonic clock, not Telnyx's memory of the command_id.
        if (Math.max(elapsed(), Date.now() - wallStart) >= latestStart(safety, deadlineMs)) throw failure;
      }
    } catch (error) {
      Object.assign(error as TelnyxError, { operation: name, commandId, mayHaveExecuted: executed });
      emit("onError", { ...event(), error: error as TelnyxError });
      throw error;
    } finally {
      try {
        if (response) options.onResponse?.(response);
      } catch {}
    }

    /** Waits, within the deadline, for what must be there before an attempt. */
    async function prepare<Value>(value: Value | Promise<Value>): Promise<Value> {
      if (signal?.aborted) throw toAbortedError(name, signal);
      if (!(value instanceof Promise)) return value;
      const done = await bounded(deadlineMs - elapsed(), signal, name, async () => ({ value: await value }));
      if (done) return done.value;
      throw new TimeoutError(`${name} was not sent within ${deadlineMs} ms.`, { reason: "timeout" });
    }
  }

  return { send, open };
}
