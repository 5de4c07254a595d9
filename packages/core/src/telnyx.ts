import { checkApiKey } from "./api-key.js";
import { ConfigurationError } from "./errors.js";
import { loadDeferred } from "./load-deferred.js";
import type { Operation, Operations, Safety } from "./operation.js";
import { checkOptions, type RequestOptions, type TelnyxOptions, telnyxOptionNames } from "./options.js";
import { createTransport, type Transport } from "./transport.js";
import { checkBaseUrl, type Input } from "./url.js";
import { version } from "./version.js";

/** What {@link Telnyx.request} takes beside method and path. */
export interface RequestInput extends Input, RequestOptions {
  /**
   * What a repeat can do. `deduped` promises that the operation knows `command_id`, and adds one.
   *
   * @default what the domain packages in use know of the operation; else `safe` for GET, `unsafe` for the rest
   */
  safety?: Safety | undefined;
  /** What a success holds. `bytes` gives the raw `Response`, its body streamed. */
  response?: "empty" | "bytes" | undefined;
}

/** A client: credentials, retries and options, shared by the domains that are created with it. */
export interface Telnyx {
  /**
   * Sends any request of the API with the guarantees of the methods.
   *
   * @param path a template below the base URL, its parameters in braces
   * @throws {ApiError} when the answer is not 2xx. {@link ConnectionError} when there is none.
   * @example
   * await telnyx.request("POST", "/calls/{call_control_id}/actions/pay", { path: { call_control_id }, body });
   */
  request<Result = unknown>(method: string, path: string, input?: RequestInput): Promise<Result>;
}

/** What one copy of core offers another. Its shape changes only together with {@link protocolVersion}. */
export interface Protocol extends Transport {
  readonly version: number;
  /** The version of the package, for messages. */
  readonly release: string;
  /** Makes operations known to `request`. */
  readonly register: (operations: Operations) => void;
}

const protocolVersion = 1;
const protocolKey = Symbol.for("telnyx-kit.protocol");

/**
 * Creates a client. Nothing is sent, and the environment is read at the first command only.
 *
 * @throws {ConfigurationError} when an option is unknown or not usable.
 * @example
 * const telnyx = createTelnyx();
 * const voice = createVoice(telnyx);
 */
export function createTelnyx(given: TelnyxOptions = {}): Telnyx {
  const options = checkOptions(given, telnyxOptionNames);
  if (typeof (options.apiKey ?? checkApiKey) !== "function") checkApiKey(options.apiKey);
  if (options.baseUrl !== undefined) options.baseUrl = checkBaseUrl(options.baseUrl);
  const transport = createTransport(options);
  const known = new Map<string, Operation>();

  const telnyx: Telnyx = {
    async request<Result>(method: string, path: string, input?: RequestInput) {
      const { sendRequest } = await loadDeferred();
      return (await sendRequest(transport.send, known, method, path, input)) as Result;
    },
  };
  const protocol: Protocol = {
    ...transport,
    version: protocolVersion,
    release: version,
    register(operations) {
      for (const operation of Object.values(operations)) known.set(`${operation.method} ${operation.path}`, operation);
    },
  };
  return Object.defineProperty(telnyx, protocolKey, { value: protocol });
}

/**
 * Gives the inner side of a client. `undefined` for the options of one.
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
