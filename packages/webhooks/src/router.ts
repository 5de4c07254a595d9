import type { EventType, TelnyxEvent, UnknownEvent } from "./event.js";
import type { TelnyxEvents } from "./generated/events.js";

/** What a handler gets beside the event. */
export interface EventContext<Platform = unknown> {
  /**
   * Derives a `command_id` from the event and a label: the same on every redelivery, so that Telnyx drops the repeat of a
   * command that a failed run had already sent. Use one label for each command of a handler.
   */
  commandId(label: string): string;
  /** Which delivery of the event this is, from 1. */
  readonly attempt: number;
  /** What the adapter was given as `context`: the Worker's `env`, Lambda's context, Node's request. */
  readonly platform: Platform;
}

type Handler<Event, Platform> = (event: Event, context: EventContext<Platform>) => unknown | Promise<unknown>;

/** A handler with the event that it is for: its type, `"unknown"`, or every event. */
export type Registration<Platform> = readonly [type: string | undefined, handle: Handler<never, Platform>];

/** Registers handlers. Every handler that fits an event is started, in the order of registration, and awaited. */
export interface Router<Platform> {
  /** Handles events of one type, or of several. */
  on<Type extends EventType>(type: Type | readonly Type[], handler: Handler<TelnyxEvents[Type], Platform>): void;
  /** Handles every event, unknown ones too, beside what `on` handles. */
  onAny(handler: Handler<TelnyxEvent, Platform>): void;
  /** Handles events that this version has no type for. */
  onUnknown(handler: Handler<UnknownEvent, Platform>): void;
}

/** A router that writes into a list. */
export function createRouter<Platform>(registrations: Registration<Platform>[]): Router<Platform> {
  return {
    on(types, handle) {
      for (const type of [types].flat()) registrations.push([type as string, handle]);
    },
    onAny: (handle) => void registrations.push([undefined, handle]),
    onUnknown: (handle) => void registrations.push(["unknown", handle]),
  };
}
