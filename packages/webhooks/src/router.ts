import { ConfigurationError } from "@telnyx-kit/core/errors";
import { asUnknown, type EventType, type TelnyxEvent, type UnknownEvent, wireNameOf } from "./event.js";
import { checkName } from "./event-names.js";
import type { TelnyxEvents } from "./generated/events.js";

/** Second argument of a handler. */
export interface EventContext<Platform = unknown> {
  /**
   * Derives a `command_id` from the event and a label: the same on every delivery, so that Telnyx ignores a command that a
   * failed run had already sent. Use one label per command of a handler.
   */
  commandId(label: string): string;
  /** The number of this delivery of the event, from 1. */
  readonly attempt: number;
  /** The `context` of the adapter: the Worker's `env`, Lambda's context, Node's request. */
  readonly platform: Platform;
  /**
   * Ends the handler and refuses the event for good. The reply is 200, and Telnyx does not deliver it again; `onError` gets
   * the error. Use it for an event that can never be handled. Throw any other error to get the event again.
   *
   * @throws {EventRejectedError} always.
   */
  reject(reason: string | Error): never;
}

type Handler<Event, Platform> = (event: Event, context: EventContext<Platform>) => unknown | Promise<unknown>;

/** A handler and the events that it is for. */
export interface Registration<Platform> {
  fits(event: TelnyxEvent): boolean;
  run(event: TelnyxEvent, context: EventContext<Platform>): unknown;
}

/** Removes a handler. */
export type Off = () => void;

/**
 * Registers handlers. Every handler that fits an event is started, in the order of registration, and awaited. Each method
 * returns a function that removes the handler.
 */
export interface Router<Platform> {
  /**
   * Handles events of one type, or of several.
   *
   * @throws {ConfigurationError} when no event has that name. The message suggests the nearest.
   */
  on<Type extends EventType>(type: Type | readonly Type[], handler: Handler<TelnyxEvents[Type], Platform>): Off;
  /** Handles every event, unknown ones too, besides the handlers of `on`. */
  onAny(handler: Handler<TelnyxEvent, Platform>): Off;
  /** Handles events without a type in this version. */
  onUnknown(handler: Handler<UnknownEvent, Platform>): Off;
  /**
   * Handles events without a type in this version, by their name on the wire. The handler still works when a later version
   * has a type for them.
   *
   * @example
   * webhooks.onUnknown("call.sip_info.received", ({ payload }) => console.log(payload));
   */
  onUnknown(wireType: string | readonly string[], handler: Handler<UnknownEvent, Platform>): Off;
}

/** A router that writes into a list. */
export function createRouter<Platform>(registrations: Registration<Platform>[]): Router<Platform> {
  const register = <Event>(
    handle: Handler<Event, Platform> | undefined,
    fits: (event: TelnyxEvent) => boolean,
    read: (event: TelnyxEvent) => Event,
  ): Off => {
    if (typeof handle !== "function")
      throw new ConfigurationError(`A handler must be a function. Found ${typeof handle}.`);
    const registration: Registration<Platform> = { fits, run: (event, context) => handle(read(event), context) };
    registrations.push(registration);
    return () => {
      const index = registrations.indexOf(registration);
      if (index >= 0) registrations.splice(index, 1);
    };
  };
  return {
    on<Type extends EventType>(types: Type | readonly Type[], handle: Handler<TelnyxEvents[Type], Platform>) {
      const names: readonly string[] = [types].flat();
      for (const name of names) checkName(name);
      // `fits` lets only events of these types through, which the compiler cannot see.
      return register(
        handle,
        ({ event_type }) => names.includes(event_type),
        (event) => event as TelnyxEvents[Type],
      );
    },
    onAny: (handle) =>
      register(
        handle,
        () => true,
        (event) => event,
      ),
    onUnknown(
      first: string | readonly string[] | Handler<UnknownEvent, Platform>,
      second?: Handler<UnknownEvent, Platform>,
    ) {
      if (typeof first === "function") return register(first, ({ event_type }) => event_type === "unknown", asUnknown);
      const names = [first].flat();
      return register(second, (event) => names.includes(wireNameOf(event)), asUnknown);
    },
  };
}
