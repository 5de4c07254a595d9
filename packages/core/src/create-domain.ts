import { bare } from "./bare.js";
import { loadDeferred } from "./load-deferred.js";
import type { Operation, Operations } from "./operation.js";
import { type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import { paginate } from "./page.js";
import { createTelnyx, type Protocol, protocolOf, type Telnyx } from "./telnyx.js";
import type { Send } from "./transport.js";
import { createTypedClient, type DomainClient } from "./typed-client.js";

/**
 * Turns the table of operations of a domain into its methods.
 *
 * @throws {ConfigurationError} when the client comes from a copy of core that does not fit, or options are not usable.
 * @example
 * export const createVoice = (telnyx: Telnyx | TelnyxOptions = {}) => createDomain<VoiceMethods, paths>(telnyx, operations);
 */
export function createDomain<Methods extends object, Paths extends {}>(
  telnyx: Telnyx | TelnyxOptions,
  operations: Operations,
): Methods & DomainClient<Paths> {
  const client = protocolOf(telnyx) ? (telnyx as Telnyx) : createTelnyx(telnyx as TelnyxOptions);
  const { register, send } = protocolOf(client) as Protocol;
  register(operations);
  const domain: Record<string, unknown> = { client: createTypedClient(client) };
  for (const [name, operation] of Object.entries(operations)) {
    let target = domain;
    const parts = name.split(".");
    const last = parts.pop() as string;
    for (const part of parts) {
      target[part] ??= {};
      target = target[part] as Record<string, unknown>;
    }
    target[last] = bind(name, bare(operation), send);
  }
  return domain as Methods & DomainClient<Paths>;
}

function bind(name: string, operation: Operation, send: Send): (...given: unknown[]) => Promise<unknown> {
  const { input, page } = operation;
  const parameters = Array.from(operation.path.matchAll(/\{(.*?)\}/g), (match) => match[1] as string);
  const count = parameters.length;
  const last = input ? count + 1 : count;
  return (...given) => {
    const call = async (value: unknown) => {
      const misplaced =
        input &&
        value !== undefined &&
        (typeof value !== "object" || !value || requestOptionNames.some((key) => Object.hasOwn(value, key)));
      if (misplaced || given.length > last + 1)
        throw (await loadDeferred()).refuseArguments(name, operation, count, given);
      const path = Object.fromEntries(parameters.map((parameter, index) => [parameter, given[index]]));
      return send(operation, { path, [input ?? "body"]: input && value }, given[last] as RequestOptions | undefined);
    };
    const value = given[count];
    return page ? paginate(loadDeferred().then(({ loadPage }) => loadPage(Object(value), call))) : call(value);
  };
}
