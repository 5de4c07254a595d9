import type { DomainOperations, LegMethods, RequestOptions } from "@telnyx-kit/core";
import type { Commands, LegDomains } from "./bind-commands.js";
import type { LegRecord, Run } from "./run.js";

/** The members of every leg besides the commands of the domains. */
export interface LegBase<State, Domains> {
  /** The `call_control_id` of the leg. Empty if the event names no leg; commands then do nothing. */
  readonly id: string;
  /** The leg that dialled this one with `dial`, or was transferred to it. */
  readonly parent: Leg<State, Domains> | undefined;
  /** The legs that this one dialled before its last command: its state names them. */
  readonly children: readonly Leg<State, Domains>[];
  /** Another leg, by its `call_control_id`. The ids of its commands are derived from this event. */
  leg(id: string): Leg<State, Domains>;
}

/** A body without some of its fields. */
export type Without<Body, Names extends string> = { [Name in keyof Body as Exclude<Name, Names>]: Body[Name] };

/** Dials a child of a leg. */
export interface Dials<State, Body, Response> {
  /**
   * Dials a child of this leg, linked to its session.
   *
   * The child knows its parent from its first event on. The parent knows the child after its own next command, so dial first
   * and then play music. When the parent ends, its children are hung up; so is a child whose parent ended while it was
   * dialled.
   *
   * **Webhooks:** those of the new leg, which carry `state`.
   *
   * @param body Fields of `voice.dial`, without those that are written for you.
   * @param options The state of the new leg, and request options.
   * @returns `undefined` if this leg is over. Nobody is called then.
   * @throws {ApiError} when the dial is refused.
   * @example
   * await call.dial({ connection_id, from, to, timeout_secs: 20 }, { state: { at: "agent" } });
   * await call.startPlayback({ audio_url, loop: "infinity" }, { state: { at: "waiting" } });
   */
  dial(
    body: Without<Body, "client_state" | "command_id" | "link_to">,
    options: RequestOptions & { state: State },
  ): Promise<Response | undefined>;
}

/** The dial method of a domain. */
export type DialOf<Domains> = Domains[keyof Domains] extends infer Domain
  ? Domain extends { dial(body: infer Body, options?: RequestOptions | undefined): Promise<infer Response> }
    ? { readonly body: Body; readonly response: Response }
    : never
  : never;

type MethodsOf<Domain, State> = Domain extends { readonly "~operations"?: DomainOperations<infer Legs> }
  ? Legs extends LegMethods
    ? (Legs & { readonly state: State })["methods"]
    : never
  : never;

type Together<Union> = (Union extends unknown ? (taken: Union) => void : never) extends (taken: infer All) => void
  ? All
  : never;

/** A call leg: the commands of the domains as methods, the legs around it, and `dial` where a domain can dial. */
export type Leg<State, Domains> = LegBase<State, Domains> &
  Together<MethodsOf<Domains[keyof Domains], State>> &
  ([DialOf<Domains>] extends [never] ? unknown : Dials<State, DialOf<Domains>["body"], DialOf<Domains>["response"]>);

/** Makes the methods of a leg. */
export function createLeg<State, Domains extends LegDomains>(
  commands: Commands,
  run: Run,
  record: LegRecord,
): Leg<State, Domains> {
  const legOf = (id: string) => createLeg<State, Domains>(commands, run, run.record(id));
  const methods = Array.from(commands.onLegs, ([name, command]) => [
    name,
    (...given: unknown[]) => run.send(record, command, given),
  ]);
  const leg = {
    ...Object.fromEntries(methods),
    id: record.id,
    get parent() {
      return record.parent === undefined ? undefined : legOf(record.parent);
    },
    get children() {
      return [...record.children, ...record.newborn].map(legOf);
    },
    leg: legOf,
    dial: (body: object, options?: object) => run.dial({ ...body }, { ...options }, record),
  };
  return leg as Leg<State, Domains>; // the tables of the domains decide which methods there are
}
