import { actOnce } from "./act-once.js";
import type { ApiError } from "./api-error.js";
import { readEnvironment, resolveApiKey } from "./api-key.js";
import { type Clock, resolveClock } from "./clock.js";
import { Command, type Settings } from "./command.js";
import { ConfigurationError, ResponseParseError, TelnyxError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { Hooks } from "./hooks.js";
import { createOpenApiClient, type Parsed } from "./openapi-client.js";
import type { Operation } from "./operation.js";
import { checkOptions, type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import { ownProperties } from "./own-properties.js";
import { createRetryBudget, mayHaveExecuted } from "./retry-policy.js";
import { send, type Transport } from "./send.js";
import { prepareBody } from "./serialize-body.js";
import { toApiError } from "./to-api-error.js";
import { buildUrl, checkBaseUrl, type Input } from "./url.js";
import { version } from "./version.js";

/** openapi-fetch's result, with the error that a method throws. */
export type Result =
  | { readonly data: unknown; readonly error: undefined; readonly failure: undefined; readonly response: Response }
  | {
      readonly data: undefined;
      readonly error: { readonly errors: readonly object[] };
      readonly failure: ApiError;
      readonly response: Response;
    };

/** openapi-fetch with Telnyx's credentials, command ids and retries. */
export interface Client extends Pick<Transport, "call" | "key"> {
  /**
   * Sends an operation. A refusal is a result.
   *
   * @throws {TelnyxError} when no usable answer came.
   */
  readonly execute: (operation: Operation, input: Input, options?: RequestOptions) => Promise<Result>;
  readonly baseUrl: () => string;
  readonly clock: Clock;
}

const defaults = { timeoutMs: 10_000, deadlineMs: 30_000, maxRetries: 2 };

/** Creates the client of one `createTelnyx`, whose options have been checked. */
export function createClient(client: TelnyxOptions): Client {
  const clock = resolveClock(client.clock);
  const hooks = [client.hooks ?? [], client.logger ?? []].flat() as readonly Hooks[];
  const headers = addHeaders(
    ownProperties({ accept: "application/json", "user-agent": `telnyx-kit/${version}` }),
    client.headers,
  );
  const openapi = createOpenApiClient([client.middleware ?? []].flat());
  let base = client.baseUrl;
  const baseUrl = () => {
    base ??= checkBaseUrl(readEnvironment("TELNYX_BASE_URL") ?? "https://api.telnyx.com/v2");
    return base;
  };
  const transport: Transport = {
    key: () => resolveApiKey(client.apiKey),
    budget: createRetryBudget(),
    call(url, init, safety = "safe") {
      const fetch = client.fetch ?? globalThis.fetch;
      // A fetch of the user's may read the body, so it gets the body as it is.
      const sent = client.fetch ? init : actOnce(safety, init);
      return fetch(url, ownProperties<RequestInit>(client.fetchOptions, sent, { redirect: "manual" }));
    },
  };

  async function execute(operation: Operation, given: Input, chosen: RequestOptions = {}): Promise<Result> {
    const own = checkOptions(chosen, requestOptionNames);
    const options = ownProperties<object>(defaults, client, own) as Settings;
    const input = ownProperties(given);
    const command = new Command(operation, options, { clock, hooks }, [client.headers, own.headers, input]);
    try {
      const url = buildUrl(baseUrl(), operation.path, input.path);
      const { content: body, commandId } = await prepareBody(operation, input.body, clock);
      command.commandId = commandId;
      const { path, query } = input;
      const parts = { url, path, query, body, headers: addHeaders(ownProperties(headers), own.headers) };
      const parsed = await openapi(operation, parts, (request) => send(request, command, transport));
      return toResult(parsed, command);
    } catch (thrown) {
      const error = command.sign(toTelnyxError(thrown, command));
      command.notify("onError", { error });
      throw error;
    } finally {
      const { response } = command;
      // Its own failure is dropped: it must not turn an executed command into a failed one.
      if (response) (async () => options.onResponse?.(response))().catch(() => {});
    }
  }

  return { execute, baseUrl, clock, key: transport.key, call: transport.call };
}

type Shape = readonly [test: (data: unknown, operation: Operation) => unknown, problem: string];

// Problems of a success whose body is JSON.
const shapes: readonly Shape[] = [
  [(data) => Array.isArray(data), "an array instead of an object"],
  [(data) => typeof data !== "object" || !data, "what is not a JSON object"],
  [hasErrors, "errors instead of data"],
];

/** Judges what openapi-fetch has parsed. */
function toResult({ data, error: body, response, problem: broken }: Parsed, command: Command): Result {
  const { operation, name, secrets, clock } = command;
  if (!response.ok) {
    const failure = command.sign(toApiError({ response, body, problem: broken }, name, secrets, clock.now()));
    command.notify("onError", { error: failure });
    const errors = failure.errors.map(({ pointer, ...item }) => (pointer ? { ...item, source: { pointer } } : item));
    return { data: undefined, error: { errors }, failure, response };
  }
  const success = (found: unknown) => ({ data: found, error: undefined, failure: undefined, response });
  if (operation.response === "bytes") return success(response);
  if (operation.response === "empty" || (operation.response === "optional" && data === undefined))
    return success(undefined);
  const [, problem] = shapes.find(([test]) => test(data, operation)) ?? [];
  const missing = problem ?? operation.expects?.find((field) => !valueAt(data, field));
  if (missing === undefined) return success(data);
  throw command.unusable(response, problem ?? `no ${missing}`);
}

function hasErrors(data: unknown): boolean {
  const { errors, data: found } = ownProperties(data as { errors?: unknown; data?: unknown });
  return errors !== undefined && (found === undefined || (Array.isArray(errors) && errors.length > 0));
}

const valueAt = (data: unknown, field: string): unknown =>
  field
    .split(".")
    .reduce<unknown>(
      (value, key) => (value && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined),
      data,
    );

/** Turns a thrown value into a {@link TelnyxError}, and notes whether the command may have been executed. */
function toTelnyxError(thrown: unknown, command: Command): TelnyxError {
  const { attempt, name, operation, response } = command;
  const answered = attempt > 0 && response?.ok;
  if (answered) command.mayHaveExecuted ||= mayHaveExecuted(operation.safety, "unreadable");
  if (TelnyxError.isInstance(thrown)) return thrown;
  if (answered && thrown instanceof SyntaxError) return command.unusable(response, "what is not a JSON object");
  const message = `A function that the client was given failed during ${name}: its middleware, or its clock.`;
  return new (attempt > 0 ? ResponseParseError : ConfigurationError)(message, { cause: thrown });
}
