import { actOnce } from "./act-once.js";
import { readEnvironment, resolveApiKey } from "./api-key.js";
import { bare } from "./bare.js";
import { encodeBody } from "./body.js";
import { bounded, toAbortedError } from "./bounded.js";
import type { Command, Settings } from "./command.js";
import { AbortedError, TelnyxError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { Hooks } from "./hooks.js";
import { loadDeferred } from "./load-deferred.js";
import type { Operation } from "./operation.js";
import { checkOptions, type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import { type Answer, readAnswer } from "./read-answer.js";
import { createRetryBudget } from "./retry-budget.js";
import { buildUrl, checkBaseUrl, type Input } from "./url.js";
import { version } from "./version.js";

/** Sends an operation with everything that telnyx-kit promises, and resolves to what a success held. */
export type Send = (operation: Operation, input: Input, options?: RequestOptions) => Promise<unknown>;

/** The transport of one client. */
export interface Transport {
  readonly send: Send;
  /** `fetch` with the client's own options, and no redirects. */
  readonly call: (url: string, init: object) => Promise<Response>;
  readonly baseUrl: () => string;
  readonly key: () => string | Promise<string>;
}

/** Creates the transport of one client, whose options have been checked. */
export function createTransport(client: TelnyxOptions): Transport {
  const budget = createRetryBudget();
  const watchers = [client.hooks ?? [], client.logger ?? []].flat() as readonly Hooks[];
  const defaults = addHeaders(
    bare({ accept: "application/json", "user-agent": `telnyx-kit/${version}` }),
    client.headers,
  );
  let base = client.baseUrl;
  const baseUrl = () => {
    base ??= checkBaseUrl(readEnvironment("TELNYX_BASE_URL") ?? "https://api.telnyx.com/v2");
    return base;
  };

  const call = (url: string, init: object): Promise<Response> => {
    const fetch = client.fetch ?? globalThis.fetch;
    return fetch(url, bare(client.fetchOptions, init, { redirect: "manual" }));
  };

  async function send(operation: Operation, given: Input, chosen: RequestOptions = {}): Promise<unknown> {
    const input = bare(given);
    const own = checkOptions(chosen, requestOptionNames);
    const options = bare({ timeoutMs: 10_000, deadlineMs: 30_000, maxRetries: 2 }, client, own) as Settings;
    const { signal, deadlineMs } = options;
    const { method, safety } = operation;
    const name = `${method} ${operation.path}`;
    const url = await buildUrl(baseUrl(), operation.path, input);
    const headers = addHeaders(bare(defaults), own.headers);
    const { body, commandId } = bare(await encodeBody(operation, name, input.body));
    // The boundary of a form is known to fetch only.
    if (typeof body === "string") headers["content-type"] = "application/json";

    const secrets: unknown[] = [client.headers, own.headers, input];
    const start = performance.now();
    const wallStart = Date.now();
    const command: Command = {
      operation,
      name,
      commandId,
      options,
      secrets,
      budget,
      // A machine that is asleep stops the monotonic clock, not Telnyx's memory of the command_id.
      elapsed: () => Math.max(performance.now() - start, Date.now() - wallStart),
      attempt: 0,
      mayHaveExecuted: false,
    };
    const limitBytes = options.maxResponseBytes ?? 2 ** (operation.response === "bytes" ? 28 : 24);
    let response: Response | undefined;
    let checkTime: (() => void) | undefined;

    try {
      if (watchers.length > 0) command.tell = (await loadDeferred()).createTell(command, watchers);
      const found = resolveApiKey(client.apiKey);
      const key =
        typeof found === "string"
          ? found
          : await (await loadDeferred()).waitFor(command, "apiKey function", () => found);
      secrets.push(key);
      headers.authorization = `Bearer ${key}`;
      // Not awaited: it comes while the first attempt is on its way.
      loadDeferred();
      for (;;) {
        const { pacer } = options;
        if (pacer) await (await loadDeferred()).waitFor(command, "pacer", (abort) => pacer.acquire(name, abort));
        if (signal?.aborted) throw toAbortedError(name, signal);
        checkTime?.();
        command.attempt++;
        const sent = command.tell ? bare(headers, command.tell("onRequest")) : headers;
        const limitMs = Math.max(1, Math.min(options.timeoutMs, deadlineMs - command.elapsed()));
        let answer: Answer | undefined;
        let thrown: unknown;
        response = undefined;
        try {
          answer = await bounded(limitMs, signal, name, async (abort) => {
            const init = { method, headers: sent, body, signal: abort } as RequestInit;
            // A fetch of the user's may read the body, so it gets the body as it is.
            const received = await call(url, client.fetch ? init : actOnce(safety, init));
            // A fetch that ignores the signal must not answer for the next attempt.
            abort.throwIfAborted();
            response = received;
            command.tell?.("onResponse", { response });
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
        checkTime = await (await loadDeferred()).recover(command, { thrown, response, answer, limitMs });
      }
    } catch (error) {
      // What judges failures may not be there to load: then nothing is known of what was sent.
      command.mayHaveExecuted ||= safety !== "safe" && command.attempt > 0 && !TelnyxError.isInstance(error);
      const { mayHaveExecuted } = command;
      Object.assign(error as TelnyxError, { operation: name, commandId, mayHaveExecuted });
      command.tell?.("onError", { error: error as TelnyxError });
      throw error;
    } finally {
      const last = response;
      // What it throws or rejects with is dropped: it must not turn an executed command into a failed one.
      if (last) (async () => options.onResponse?.(last))().catch(() => {});
    }
  }

  return { send, call, baseUrl, key: () => resolveApiKey(client.apiKey) };
}
