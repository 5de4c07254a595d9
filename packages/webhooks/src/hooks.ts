import { type Clock, startStopwatch } from "@telnyx-kit/core/internal";
import type { TelnyxEvent } from "./event.js";

/** Fields that every hook gets about a delivery. */
export interface DeliveryNotice {
  /** The same object in every notice of one delivery: a key for a `WeakMap` of spans or timers. */
  readonly delivery: object;
  /** Milliseconds since the delivery arrived. */
  readonly elapsedMs: number;
}

/** A delivery was forged, stale or malformed (400), or the key source or the store was unavailable (503). */
export interface RefusedNotice extends DeliveryNotice {
  readonly error: unknown;
  readonly status: 400 | 503;
}

/** A duplicate of an event that was handled (200), or that is being handled (503). */
export interface DuplicateNotice extends DeliveryNotice {
  readonly event: TelnyxEvent;
  readonly status: 200 | 503;
}

/** Handlers are about to run. */
export interface HandleNotice extends DeliveryNotice {
  readonly event: TelnyxEvent;
}

/** All handlers of an event succeeded, or the queue took it. */
export interface HandledNotice extends HandleNotice {
  /** Milliseconds that the handlers took, without the wait for earlier events. */
  readonly handlingMs: number;
}

/** A handler failed, or rejected its event for good. */
export interface FailedNotice extends HandledNotice {
  readonly error: unknown;
}

/**
 * Functions that watch every delivery. An error in a hook is dropped: a broken metric must not lose an
 * event. Hooks are not awaited.
 */
export interface DeliveryHooks {
  /** A delivery arrived. Nothing is known about it yet. */
  onReceived?(notice: DeliveryNotice): unknown;
  onRefused?(notice: RefusedNotice): unknown;
  onDuplicate?(notice: DuplicateNotice): unknown;
  /**
   * Starts the handlers. Call `run` at once, in their context, such as that of a span. It settles with the handlers, and they
   * also run if the hook does not call it.
   */
  onHandle?(notice: HandleNotice, run: () => Promise<void>): unknown;
  onHandled?(notice: HandledNotice): unknown;
  onFailed?(notice: FailedNotice): unknown;
}

/** Calls the hooks for one delivery. */
export interface DeliveryWatch {
  received(): void;
  refused(error: unknown, status: 400 | 503): void;
  duplicate(event: TelnyxEvent, status: 200 | 503): void;
  /** Runs the handlers of an event, and reports how they ended. */
  handle(event: TelnyxEvent, run: () => Promise<void>): Promise<void>;
}

/** Starts to watch a delivery. */
export function watchDelivery(hooks: readonly DeliveryHooks[], clock: Clock): DeliveryWatch {
  const elapsed = startStopwatch(clock);
  const delivery = {};
  const noticeNow = () => ({ delivery, elapsedMs: elapsed() });
  const tell = (call: (hook: DeliveryHooks) => unknown) => {
    for (const hook of hooks) notify(() => call(hook));
  };
  /** Starts the handlers inside a hook, or without it if it does not start them. */
  const startIn = (hook: DeliveryHooks, event: TelnyxEvent, run: () => Promise<void>) => () => {
    let started: Promise<void> | undefined;
    const runOnce = () => {
      started ??= run();
      return started;
    };
    notify(() => hook.onHandle?.({ ...noticeNow(), event }, runOnce));
    return runOnce();
  };
  return {
    received: () => tell((hook) => hook.onReceived?.(noticeNow())),
    refused: (error, status) => tell((hook) => hook.onRefused?.({ ...noticeNow(), error, status })),
    duplicate: (event, status) => tell((hook) => hook.onDuplicate?.({ ...noticeNow(), event, status })),
    async handle(event, run) {
      const handling = startStopwatch(clock);
      const start = hooks.reduceRight((inner, hook) => startIn(hook, event, inner), run);
      try {
        await start();
      } catch (error) {
        tell((hook) => hook.onFailed?.({ ...noticeNow(), event, handlingMs: handling(), error }));
        throw error;
      }
      tell((hook) => hook.onHandled?.({ ...noticeNow(), event, handlingMs: handling() }));
    },
  };
}

/** Calls a hook. An error that it throws, now or later, is dropped. */
function notify(call: () => unknown): void {
  (async () => call())().catch(() => {});
}
