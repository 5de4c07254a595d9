import { bare } from "./bare.js";
import { ConfigurationError } from "./errors.js";
import { loadDeferred } from "./load-deferred.js";
import type { Operation, Operations } from "./operation.js";
import { type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import type { Page, PagePromise } from "./page.js";
import { createTelnyx, isTelnyx, protocolOf, type Telnyx } from "./telnyx.js";
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
  const client = isTelnyx(telnyx) ? telnyx : createTelnyx(telnyx);
  const { register, send } = protocolOf(client);
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

type Query = Readonly<Record<string, unknown>>;

function bind(name: string, operation: Operation, send: Send): (...given: unknown[]) => Promise<unknown> {
  const parameters = Array.from(operation.path.matchAll(/\{([^{}]+)\}/g), (match) => match[1] as string);
  const count = parameters.length;
  return (...given) => {
    const call = async (input: unknown) => {
      checkArguments(name, operation, count, given);
      const path: Record<string, unknown> = bare({});
      for (const [index, parameter] of parameters.entries()) path[parameter] = given[index];
      const options = given[operation.input ? count + 1 : count] as RequestOptions | undefined;
      return send(
        operation,
        operation.input === "query" ? { path, query: input as Query } : { path, body: input },
        options,
      );
    };
    const { page } = operation;
    return page
      ? paginate(loadDeferred().then(({ loadPage }) => loadPage(page, (given[count] ?? {}) as Query, call)))
      : call(given[count]);
  };
}

/** Makes the promise of a page one of all items as well. */
function paginate(promise: Promise<Page<unknown>>): PagePromise<unknown> {
  return Object.assign(promise, {
    async *[Symbol.asyncIterator]() {
      for (let page: Page<unknown> | undefined = await promise; page; page = await page.next()) yield* page.data;
    },
  });
}

const ordinals = ["first", "second", "third", "fourth", "fifth"];

/** Refuses arguments in the wrong place, which the API would ignore in silence. */
function checkArguments(name: string, operation: Operation, count: number, given: readonly unknown[]): void {
  const { input } = operation;
  const place = ordinals[input ? count + 1 : count];
  if (given.length > (input ? count + 2 : count + 1)) {
    throw new ConfigurationError(`${name} takes options as its ${place} and last argument.`);
  }
  const found = given[count];
  if (!input || found === undefined) return;
  const misplaced = Object.keys(Object(found)).filter((key) => requestOptionNames.includes(key));
  if (typeof found !== "object" || !found || misplaced.length > 0) {
    throw new ConfigurationError(
      `${name} got ${misplaced.join(", ") || typeof found} as its ${input}. Options are the ${place} argument, after the ${input}, which may be {}.`,
    );
  }
}
