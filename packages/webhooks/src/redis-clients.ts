import { ConfigurationError } from "@telnyx-kit/core/errors";

/** Sends one command: `(["SET", "key", "value", "NX", "PX", "1000"])`. Resolves with Redis's reply, `null` for nil. */
export type RedisCommand = (command: string[]) => Promise<unknown>;

/** The part of Upstash's client in use, which speaks HTTP and has no raw commands. */
export interface UpstashClient {
  createScript: unknown;
  set(key: string, value: string, options: { nx: true; px: number } | { px: number }): Promise<unknown>;
  get(key: string): Promise<unknown>;
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
}

/**
 * A client of Redis or Valkey, or a function for any other.
 *
 * `call`: ioredis and iovalkey, also with sentinels and as `Cluster`. `sendCommand`: node-redis, its pool, `createCluster`
 * and `createSentinel`. `send`: Bun. `customCommand`: Valkey GLIDE. `UpstashClient`: @upstash/redis.
 */
export type RedisClient =
  | RedisCommand
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | { sendCommand(...args: never[]): Promise<unknown> }
  | { send(command: string, args: string[]): Promise<unknown> }
  | { customCommand(command: string[]): Promise<unknown> }
  | UpstashClient;

const supported =
  "createRedisStore takes a client of ioredis, iovalkey, node-redis, Bun, Valkey GLIDE or Upstash, or a function that sends a command given as an array.";

/**
 * Makes the function that sends a command through a client.
 *
 * @throws {ConfigurationError} when the client is of no known kind.
 */
export function commandOf(client: RedisClient): RedisCommand {
  if (typeof client === "function") return client;
  if (typeof client !== "object" || client === null)
    throw new ConfigurationError(`${supported} Found ${typeof client}.`);
  // ioredis has a sendCommand too, of another shape, so its own `call` comes first.
  if ("call" in client) return ([name = "", ...args]) => client.call(name, ...args);
  if ("sendCommand" in client) return nodeRedisCommand(client as unknown as NodeRedis); // told apart by its members
  if ("send" in client) return ([name = "", ...args]) => client.send(name, args);
  if ("customCommand" in client) return (command) => client.customCommand(command);
  if ("createScript" in client) return upstashCommand(client);
  throw new ConfigurationError(supported);
}

/** The shapes that node-redis gives `sendCommand`: its cluster wants the key first, its sentinel whether it only reads. */
interface NodeRedis {
  readonly options?: { readonly legacyMode?: boolean } | null;
  sendCommand(...args: unknown[]): Promise<unknown>;
}

function nodeRedisCommand(client: NodeRedis): RedisCommand {
  if (client.options?.legacyMode) {
    throw new ConfigurationError(
      "This client of node-redis 4 is in legacyMode, where sendCommand takes a callback. Pass `client.v4`, or make it without legacyMode.",
    );
  }
  // Reads go to the primary as well: a replica that lags would forget an event.
  if ("getSentinelNode" in client) return (command) => client.sendCommand(false, command);
  if ("slots" in client) return (command) => client.sendCommand(keyOf(command), false, command);
  return (command) => client.sendCommand(command);
}

/** The key of a command: SET and GET have it first, EVAL behind its script and the number of keys. */
const keyOf = ([name, first, , third]: string[]): string | undefined => (name === "EVAL" ? third : first);

const upstashCommand =
  (client: UpstashClient): RedisCommand =>
  ([name, first = "", ...rest]) => {
    if (name === "GET") return client.get(first);
    if (name === "EVAL") return client.eval(first, rest.slice(1, 2), rest.slice(2));
    const px = Number(rest.at(-1));
    return client.set(first, rest[0] ?? "", rest.includes("NX") ? { nx: true, px } : { px });
  };
