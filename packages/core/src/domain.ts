import { ConfigurationError } from "./errors.js";
import type { DomainOperations } from "./leg.js";
import type { Operation, Operations } from "./operation.js";
import { type RequestOptions, requestOptionNames, type TelnyxOptions } from "./options.js";
import { ownProperties } from "./own-properties.js";
import { loadPage, paginate } from "./page.js";
import { createTelnyx, type Protocol, protocolOf, type Telnyx, unwrap } from "./telnyx.js";
import { createTypedClient, type DomainClient } from "./typed-client.js";

/**
 * Turns the table of operations of a domain into its methods.
 *
 * @throws {ConfigurationError} when the client comes from an incompatible copy of core, or options cannot be used.
 * @example
 * export const createVoice = (telnyx: Telnyx | TelnyxOptions = {}) => createDomain<VoiceMethods, paths>(telnyx, operations);
 */
export function createDomain<Methods extends object, Paths extends {}, Legs = never>(
  telnyx: Telnyx | TelnyxOptions,
  operations: Operations,
): Methods & DomainClient<Paths, Legs> {
  const client = (protocolOf(telnyx) ?? protocolOf(createTelnyx(telnyx as TelnyxOptions))) as Protocol;
  client.register(operations);
  const domain: Record<string, unknown> = { client: createTypedClient<Paths>(client) };
  for (const [name, operation] of Object.entries(operations)) {
    const owners = name.split(".");
    const last = owners.pop() as string;
    let target = domain;
    for (const owner of owners) {
      if (!Object.hasOwn(target, owner)) target[owner] = {};
      target = target[owner] as Record<string, unknown>;
    }
    target[last] = createMethod(name, ownProperties(operation), client);
  }
  // Not enumerable: it is no method.
  Object.defineProperty(domain, "~operations", { value: { table: operations } satisfies DomainOperations<Legs> });
  return domain as Methods & DomainClient<Paths, Legs>;
}

/** Makes the method of an operation: its path parameters, its input if it has one, then request options. */
function createMethod(
  name: string,
  operation: Operation,
  { execute }: Protocol,
): (...given: unknown[]) => Promise<unknown> {
  const { input, page } = operation;
  const parameters = Array.from(operation.path.matchAll(/\{(.*?)\}/g), ([, parameter = ""]) => parameter);
  const optionsAt = parameters.length + (input ? 1 : 0);
  return (...given) => {
    const path = Object.fromEntries(parameters.map((parameter, index) => [parameter, given[index]]));
    const send = async (value: unknown) => {
      checkArguments(name, input, optionsAt, given);
      const options = given[optionsAt] as RequestOptions | undefined;
      return unwrap(await execute(operation, { path, [input ?? "body"]: value }, options));
    };
    const value = input && given[parameters.length];
    return page ? paginate(loadPage(Object(value), send)) : send(value);
  };
}

const ordinals = ["first", "second", "third", "fourth", "fifth"];

/** @throws {ConfigurationError} that names the misplaced argument. */
function checkArguments(name: string, input: Operation["input"], optionsAt: number, given: readonly unknown[]): void {
  const value = input && given[optionsAt - 1];
  const misplaced = requestOptionNames.filter((option) => Object.hasOwn(Object(value), option));
  const place = ordinals[optionsAt];
  const problems: readonly (readonly [found: boolean, problem: () => string])[] = [
    [
      misplaced.length > 0,
      () =>
        `got the request options ${misplaced.join(", ")} in the place of its ${input}. Pass them as the ${place} argument, after the ${input}, which may be {}.`,
    ],
    [
      value !== undefined && (typeof value !== "object" || !value),
      () => `takes an object as its ${input}, and got ${value === null ? "null" : `a ${typeof value}`}.`,
    ],
    [
      given.length > optionsAt + 1,
      () => `takes request options as its ${place} and last argument, and got ${given.length} arguments.`,
    ],
  ];
  const [, problem] = problems.find(([found]) => found) ?? [];
  if (problem) throw new ConfigurationError(`${name} ${problem()} Nothing was sent.`);
}
