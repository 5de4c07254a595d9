import { ConfigurationError, type DomainOperations, type LegMethods, type Operation } from "@telnyx-kit/core";

/** The part of a domain that is used. */
export interface LegDomain {
  readonly "~operations"?: DomainOperations<LegMethods>;
}

/** The domains whose commands a leg has, under any names. */
export type LegDomains = Readonly<Record<string, LegDomain>>;

type Method = (...given: unknown[]) => Promise<unknown>;

/** A command on a leg, bound to its domain. */
export interface Command extends Operation {
  readonly name: string;
  readonly send: Method;
}

/** The commands of a leg. */
export interface Commands {
  readonly onLegs: ReadonlyMap<string, Command>;
  /** `undefined` if no domain can dial. */
  readonly dial: Command | undefined;
}

/** Names that every leg has. */
const taken = ["id", "parent", "children", "leg", "dial"];

/**
 * Collects the commands on a leg from the tables of the domains.
 *
 * @throws {ConfigurationError} when two domains have a command of the same name, or a domain has no command.
 */
export function bindCommands(domains: LegDomains): Commands {
  const onLegs = new Map<string, Command>();
  const owners = new Map(taken.map((name) => [name, "every leg"]));
  let dial: Command | undefined;
  for (const [key, domain] of Object.entries(domains)) {
    const label = `domains.${key}`;
    const methods = domain as Readonly<Record<string, Method>>;
    const rows = Object.entries(domain?.["~operations"]?.table ?? {});
    const bound = rows.map(([name, operation]): Command => ({ ...operation, name, send: methods[name] as Method }));
    const own = bound.filter(({ name, path }) => !name.includes(".") && /^\/calls\/\{call_control_id\}/.test(path));
    if (own.length === 0)
      throw new ConfigurationError(
        `${label} has no commands on a leg. Pass the results of createVoice, createMedia ….`,
      );
    for (const command of own) {
      const { name } = command;
      const owner = owners.get(name);
      if (owner) throw new ConfigurationError(`${label} and ${owner} both have ${name}. Pass one of the two.`);
      owners.set(name, label);
      onLegs.set(name, command);
    }
    dial ??= bound.find(({ method, path }) => method === "POST" && path === "/calls");
  }
  return { onLegs, dial };
}
