import { deriveCommandId } from "./command-id.js";
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

type Awaitable = unknown | Promise<unknown>;
type Handler<Event, Platform> = (event: Event, context: EventContext<Platform>) => Awaitable;

/** Registers handlers. Every handler that fits an event is started, in the order of registration, and awaited. */
export interface Router<Platform> {
  /** Handles events of one type, or of several. */
  on<Type extends EventType>(type: Type | readonly Type[], handler: Handler<TelnyxEvents[Type], Platform>): void;
  /** Handles every event, unknown ones too, beside what `on` handles. */
  onAny(handler: Handler<TelnyxEvent, Platform>): void;
  /** Handles events that this version has no type for. */
  onUnknown(handler: Handler<UnknownEvent, Platform>): void;
}

/** A router over plain state, and the function that runs an event through it. */
export function createRouter<Platform>() {
  const handlers: { readonly type: string | undefined; readonly handle: Handler<never, Platform> }[] = [];
  const router: Router<Platform> = {
    on(types, handle) {
      for (const type of [types].flat()) handlers.push({ type: type as string, handle });
    },
    onAny: (handle) => void handlers.push({ type: undefined, handle }),
    onUnknown: (handle) => void handlers.push({ type: "unknown", handle }),
  };
  const dispatch = async (event: TelnyxEvent, platform: Platform): Promise<void> => {
    const context: EventContext<Platform> = {
      commandId: (label) => deriveCommandId(event.id, label),
      attempt: event.meta.attempt ?? 1,
      platform,
    };
    const fitting = handlers.filter(({ type }) => type === undefined || type === event.event_type);
    // The list pairs each handler with its type, which the compiler cannot see.
    const results = await Promise.allSettled(fitting.map(async ({ handle }) => handle(event as never, context)));
    const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    if (errors.length > 1) throw new AggregateError(errors, `${errors.length} handlers of ${event.event_type} failed.`);
    if (errors.length > 0) throw errors[0];
  };
  return { router, dispatch };
}
