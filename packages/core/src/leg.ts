import type { Operations } from "./operation.js";
import type { RequestOptions } from "./options.js";

/** Options of a command on a leg: those of every request, and the state of the leg. */
export interface StateOptions<State> extends RequestOptions {
  /**
   * The state that the leg has from now on. Every later event of the leg brings it back.
   *
   * @default the leg keeps its state
   */
  state?: State | undefined;
}

/** Options of a transfer: the state of the leg, and that of the leg which is dialled for it. */
export interface TransferOptions<State> extends StateOptions<State> {
  /**
   * The state of the leg that is dialled, whose parent is this leg.
   *
   * @default none: events of that leg reach no handler of a state
   */
  targetState?: State | undefined;
}

/** The body of a command as a leg takes it: without the fields that `@telnyx-kit/calls` writes. */
export type LegBody<Body> = {
  [Name in keyof Body as Exclude<Name, "client_state" | "command_id" | "target_leg_client_state">]: Body[Name];
};

/**
 * Gives the methods of a leg for the type of its state: `(VoiceLegs & { state: State })["methods"]`. TypeScript has no
 * parameters that take a generic type, and `this["state"]` in an interface does the same.
 */
export interface LegMethods {
  readonly state: unknown;
  readonly methods: unknown;
}

/** The operations of a domain. `legs` exists for the compiler only. */
export interface DomainOperations<Legs> {
  readonly table: Operations;
  readonly legs?: Legs;
}
