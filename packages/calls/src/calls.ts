import type { RequestOptions } from "@telnyx-kit/core";
import type { EventContext, EventType, Off, TelnyxEvents, Webhooks } from "@telnyx-kit/webhooks";
import type { LegDomains } from "./bind-commands.js";
import type { LegState } from "./envelope.js";
import type { DialOf, Leg, Without } from "./leg.js";

/** Options of {@link createCalls}. */
export interface CallsOptions<Domains extends LegDomains, Platform> {
  /** The result of `createWebhooks`. */
  readonly webhooks: Pick<Webhooks<Platform>, "on" | "onAny">;
  /** The domains whose commands a leg has: `{ voice, media }`. Only the domains that you pass are loaded. */
  readonly domains: Domains;
}

/** Events that name a leg. */
export type LegEventType = {
  [Type in EventType]: "call_control_id" extends keyof TelnyxEvents[Type]["payload"] ? Type : never;
}[EventType];

/** Events that bring back the state of their leg. */
export type StateEventType = Extract<LegEventType, `call.${string}`>;

type Event<Type extends EventType> = TelnyxEvents[Type];
type Result = unknown | Promise<unknown>;

/** Dials a leg without a parent. */
export interface DialsFirst<State, Body, Response> {
  /**
   * Dials a leg without a parent.
   *
   * A restarted job dials twice, unless it passes the same `command_id` within 60 seconds. In a handler the id is derived
   * from the event, up to the handler's first `await`.
   *
   * @throws {ApiError} when the dial is refused.
   * @example
   * await calls.dial({ connection_id, from, to, command_id: job.id }, { state: { at: "ringing" } });
   */
  dial(body: Without<Body, "client_state">, options: RequestOptions & { state: State }): Promise<Response>;
}

/** Handlers of legs. Each method that takes a handler returns a function that removes it. */
export interface CallsBase<State extends LegState, Domains extends LegDomains, Platform> {
  /** Handles incoming calls: `call.initiated` of a leg that nobody dialled. */
  onIncoming(
    handle: (call: Leg<State, Domains>, event: Event<"call.initiated">, context: EventContext<Platform>) => Result,
  ): Off;
  /**
   * Handles events of legs in a state, or in one of several.
   *
   * @throws {ConfigurationError} when no event has that name. The message suggests the nearest.
   * @example
   * calls.on("call.gather.ended", "menu", (call, { tries }, { payload }) => …);
   */
  on<Type extends StateEventType, Name extends State["at"]>(
    type: Type | readonly Type[],
    name: Name | readonly Name[],
    handle: (
      call: Leg<State, Domains>,
      state: Extract<State, { readonly at: Name }>,
      event: Event<Type>,
      context: EventContext<Platform>,
    ) => Result,
  ): Off;
  /**
   * Handles events of every leg in any state. The state is `undefined` if the leg has no state of your union, and for
   * events that are not `call.…`: a conference's event carries the state of the leg that created the conference.
   */
  on<Type extends LegEventType>(
    type: Type | readonly Type[],
    handle: (
      call: Leg<State, Domains>,
      state: (Type extends StateEventType ? State : never) | undefined,
      event: Event<Type>,
      context: EventContext<Platform>,
    ) => Result,
  ): Off;
  /**
   * Handles events after which a leg waits for a command, in a state without a handler for them: `….ended`,
   * `call.recording.saved`, and `call.hangup` of a child. Each may leave somebody in silence.
   */
  unhandled(
    handle: (
      call: Leg<State, Domains>,
      state: State,
      event: Event<StateEventType>,
      context: EventContext<Platform>,
    ) => Result,
  ): Off;
  /**
   * A leg by its `call_control_id`, for use outside of handlers: every command gets a new id. In a handler use
   * `call.leg(id)`, which always derives the ids from the event.
   */
  leg(id: string): Leg<State, Domains>;
}

/** Handlers of legs, with `dial` where a domain can dial. Made by `createCalls`. */
export type Calls<State extends LegState, Domains extends LegDomains, Platform = unknown> = CallsBase<
  State,
  Domains,
  Platform
> &
  ([DialOf<Domains>] extends [never]
    ? unknown
    : DialsFirst<State, DialOf<Domains>["body"], DialOf<Domains>["response"]>);
