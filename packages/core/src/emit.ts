import { addHeaders, type HeaderMap } from "./headers.js";
import type { CommandEvent, ErrorEvent, Hooks, ResponseEvent, RetryEvent } from "./hooks.js";

/** Calls one hook of every watcher. Returns the headers that `onRequest` hooks want to be sent. */
export interface Emit {
  /** Whether there is anyone to tell. */
  readonly watched: boolean;
  (name: "onRequest", event: CommandEvent): Record<string, string>;
  (name: "onResponse", event: ResponseEvent): unknown;
  (name: "onRetry", event: RetryEvent): unknown;
  (name: "onError", event: ErrorEvent): unknown;
}

/** Makes the function that tells the watchers of a client what happens. What a watcher throws is dropped. */
export function createEmit(watchers: readonly Hooks[]): Emit {
  const emit = (name: keyof Hooks, event: CommandEvent) => {
    const headers: Record<string, string> = Object.create(null);
    for (const watcher of watchers) {
      try {
        const result = (watcher[name] as ((event: CommandEvent) => unknown) | undefined)?.(event);
        if (result instanceof Promise) result.catch(() => {});
        else if (name === "onRequest" && result) addHeaders(headers, result as HeaderMap);
      } catch {}
    }
    return headers;
  };
  return Object.assign(emit, { watched: watchers.length > 0 });
}
