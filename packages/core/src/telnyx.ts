import { checkApiKey } from "./api-key.js";
import { type Client, createClient, type Result } from "./client.js";
import { ConfigurationError } from "./errors.js";
import type { Operation, Operations, Safety } from "./operation.js";
import {
  checkOptions,
  type RequestOptions,
  requestOptionNames,
  type TelnyxOptions,
  telnyxOptionNames,
} from "./options.js";
import { ownProperties } from "./own-properties.js";
import { checkBaseUrl, type Input } from "./url.js";
import { version } from "./version.js";

/** Input of {@link Telnyx.request} besides method and path. */
export interface RequestInput extends Input, RequestOptions {
  /**
   * The operation's safety class. With `deduped` you promise that it takes a `command_id`, and core adds one.
   *
   * @default the class in a domain package in use; else `safe` for GET, `unsafe` for all others
   */
  safety?: Safety | undefined;
  /** Content of a success. `bytes` gives the raw `Response`, its body streamed. */
  response?: "empty" | "bytes" | undefined;
}

/** A client: credentials, retries and options, shared by the domains that are created with it. */
export interface Telnyx {
  /**
   * Sends any request to the API, with the guarantees of the methods.
   *
   * @param path a template below the base URL, its parameters in braces
   * @throws {ApiError} when the response is not 2xx. {@link ConnectionError} when no response came.
   * @example
   * await telnyx.request("POST", "/calls/{call_control_id}/actions/pay", { path: { call_control_id }, body });
   */
  request<Result = unknown>(method: string, path: string, input?: RequestInput): Promise<Result>;
}

/** Members of one copy of core that another copy uses. Its shape changes only together with {@link protocolVersion}. */
export interface Protocol extends Client {
  readonly version: number;
  /** The version of the package, for messages. */
  readonly release: string;
  /** Makes operations known to `request`. */
  readonly register: (operations: Operations) => void;
  /** The operation of a method and a path, as far as the domains in use know it. */
  readonly find: (method: string, path: string, input: Pick<RequestInput, "safety" | "response" | "body">) => Operation;
}

const protocolVersion = 1;
const protocolKey = Symbol.for("telnyx-kit.protocol");
const inputNames = [...requestOptionNames, "path", "query", "body", "safety", "response"];

/**
 * Creates a client. It sends nothing, and reads the environment at the first command only.
 *
 * @throws {ConfigurationError} when an option is unknown or cannot be used.
 * @example
 * const telnyx = createTelnyx();
 * const voice = createVoice(telnyx);
 */
export function createTelnyx(given: TelnyxOptions = {}): Telnyx {
  const options = checkOptions(given, telnyxOptionNames);
  if (options.apiKey !== undefined && typeof options.apiKey !== "function") checkApiKey(options.apiKey);
  if (options.baseUrl !== undefined) options.baseUrl = checkBaseUrl(options.baseUrl);
  const client = createClient(options);
  const known = new Map<string, Operation>();

  const find: Protocol["find"] = (method, path, { safety, response, body }) => {
    if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method) || typeof path !== "string") {
      throw new ConfigurationError("A request takes GET, POST, PUT, PATCH or DELETE, in capitals, and a path.");
    }
    const unknown = { method, path, safety: method === "GET" ? "safe" : "unsafe", response: "optional" } as const;
    return ownProperties<Operation>(
      known.get(`${method} ${path}`) ?? unknown,
      safety && { safety },
      response && { response },
      // A deduped operation gets a command_id even when it needs no other field.
      (body !== undefined || safety === "deduped") && method !== "GET" && { input: "body" },
    );
  };
  const telnyx: Telnyx = {
    async request<Data>(method: string, path: string, given: RequestInput = {}) {
      const input = checkOptions(given, inputNames);
      const { path: values, query, body, safety, response, ...own } = input;
      return unwrap(await client.execute(find(method, path, input), { path: values, query, body }, own)) as Data;
    },
  };
  const protocol: Protocol = {
    ...client,
    version: protocolVersion,
    release: version,
    find,
    register(operations) {
      for (const operation of Object.values(operations)) known.set(`${operation.method} ${operation.path}`, operation);
    },
  };
  return Object.defineProperty(telnyx, protocolKey, { value: protocol });
}

/** Gives the data of a result, or throws Telnyx's error. */
export function unwrap({ failure, data }: Result): unknown {
  if (failure) throw failure;
  return data;
}

/**
 * Gives the inner side of a client. `undefined` for options.
 *
 * @throws {ConfigurationError} when the client comes from a copy of core that speaks another protocol.
 */
export function protocolOf(telnyx: Telnyx | TelnyxOptions): Protocol | undefined {
  const found = (telnyx as { readonly [protocolKey]?: Protocol } | null)?.[protocolKey];
  if (!found || found.version === protocolVersion) return found;
  throw new ConfigurationError(
    `@telnyx-kit/core ${version} (protocol ${protocolVersion}) cannot use a client of ${found.release} (protocol ${found.version}). Install one version.`,
  );
}
