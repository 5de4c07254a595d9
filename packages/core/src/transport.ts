import { readEnvironment, resolveApiKey } from "./api-key.js";
import { bare } from "./bare.js";
import { encodeBody } from "./body.js";
import { bounded, toAbortedError } from "./bounded.js";
import type { Command } from "./command.js";
import { createEmit } from "./emit.js";
import { AbortedError, type TelnyxError, TimeoutError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { Hooks } from "./hooks.js";
import { loadDeferred } from "./load-deferred.js";
import type { Operation } from "./operation.js";
import { checkOptions, type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import { type Answer, readAnswer } from "./read-answer.js";
import type { Recovery } from "./recover.js";
import { createRetryBudget } from "./retry-budget.js";
import { buildUrl, checkBaseUrl, type Input } from "./url.js";
import { version } from "./version.js";

/** Sends an operation with everything that telnyx-kit promises, and resolves to what a success held. */
export type Send = (operation: Operation, input: Input, options?: RequestOptions) => Promise<unknown>;

/** The transport of one client. */
export interface Transport {
  readonly send: Send;
  /** Gets an absolute URL. The API key goes along if its origin is the API's, and never otherwise. */
  readonly open: (url: string, signal: AbortSignal) => Promise<Response>;
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
  const open = async (url: string, signal: AbortSignal) => {
    const own = new URL(url).origin === new URL(baseUrl()).origin;
    return call(url, { signal, headers: own ? { authorization: `Bearer ${await resolveApiKey(client.apiKey)}` } : {} });
  };

  async function send(operation: Operation, given: Input, chosen: RequestOptions = {}): Promise<unknown> {
    const input = bare(given);
    const options = checkOptions(chosen, requestOptionNames);
    const { signal } = options;
    const { method, safety } = operation;
    const name = `${method} ${operation.path}`;
    const deadlineMs = options.deadlineMs ?? client.deadlineMs ?? 30_000;
    const url = await buildUrl(baseUrl(), operation.path, input);
    const headers = addHeaders(bare(defaults), options.headers);
    const { body, commandId } = bare(await encodeBody(operation, name, input.body));
    // The boundary of a form is known to fetch only.
    if (typeof body === "string") headers["content-type"] = "application/json";

    const token = {};
    const start = performance.now();
    const wallStart = Date.now();
    const elapsed = () => performance.now() - start;
    const secrets: unknown[] = [client.headers, options.headers, input];
    const command: Command = {
      operation,
      name,
      commandId,
      signal,
      deadlineMs,
      maxRetries: options.maxRetries ?? client.maxRetries ?? 2,
      secrets,
      budget,
      emit,
      elapsed,
      event: () => ({
        command: token,
        operation: name,
        safety,
        commandId,
        attempt: command.attempt,
        elapsedMs: elapsed(),
      }),
      attempt: 0,
      mayHaveExecuted: false,
    };
    const limitBytes =
      options.maxResponseBytes ?? client.maxResponseBytes ?? 2 ** (operation.response === "bytes" ? 28 : 24);
    let response: Response | undefined;
    let last: Recovery | undefined;

    try {
      const found = resolveApiKey(client.apiKey);
      const key = typeof found === "string" ? found : await prepare(() => found);
      secrets.push(key);
      headers.authorization = `Bearer ${key}`;
      // Not awaited: it comes while the first attempt is on its way.
      loadDeferred().catch(() => {});
      for (;;) {
        if (client.pacer) await prepare((abort) => client.pacer?.acquire(name, abort));
        if (signal?.aborted) throw toAbortedError(name, signal);
        // A machine that was asleep stopped the monotonic clock, not Telnyx's memory of the command_id.
        if (last && Math.max(elapsed(), Date.now() - wallStart) >= last.latestMs) throw last.error;
        command.attempt++;
        const sent = bare(headers, emit("onRequest", command.event()));
        const limitMs = Math.max(1, Math.min(options.timeoutMs ?? client.timeoutMs ?? 10_000, deadlineMs - elapsed()));
        let answer: Answer | undefined;
        let thrown: unknown;
        response = undefined;
        try {
          answer = await bounded(limitMs, signal, name, async (abort) => {
            response = await call(url, { method, headers: sent, body, signal: abort });
            if (emit.watched) {
              const requestId = (await loadDeferred()).readRequestId(response.headers, secrets);
              emit("onResponse", { ...command.event(), status: response.status, requestId });
            }
            return readAnswer(operation, response, limitBytes, name, signal);
          });
        } catch (error) {
          thrown = error ?? {};
        }
        if (answer && Object.hasOwn(answer, "data")) {
          if (command.attempt === 1) budget.refund();
          return answer.data;
        }
        if (AbortedError.isInstance(thrown)) {
          command.mayHaveExecuted ||= safety !== "safe";
          throw thrown;
        }
        last = await (await loadDeferred()).recover(command, { thrown, response, answer, limitMs });
      }
    } catch (error) {
      const { mayHaveExecuted } = command;
      Object.assign(error as TelnyxError, { operation: name, commandId, mayHaveExecuted });
      emit("onError", { ...command.event(), error: error as TelnyxError });
      throw error;
    } finally {
      try {
        if (response) options.onResponse?.(response);
      } catch {}
    }

    /** Waits, within the deadline, for what must be there before an attempt. */
    async function prepare<Value>(step: (abort: AbortSignal) => Value | Promise<Value>): Promise<Value> {
      const limitMs = Math.max(1, deadlineMs - elapsed());
      const done = await bounded(limitMs, signal, name, async (abort) => ({ value: await step(abort) }));
      if (done) return done.value;
      throw new TimeoutError(`${name} was not sent within ${deadlineMs} ms.`, { reason: "timeout" });
    }
  }

  return { send, open };
}
