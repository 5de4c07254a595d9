import type { Command, Tell } from "./command.js";
import type { TelnyxError } from "./errors.js";
import { addHeaders, type HeaderMap } from "./headers.js";
import type { CommandEvent, Hooks } from "./hooks.js";
import { readRequestId } from "./scrub.js";

interface More {
  readonly response?: Response;
  readonly error?: TelnyxError;
  readonly delayMs?: number;
}

/** Makes the function that tells the watchers of a command what happens. What a watcher throws is dropped. */
export function createTell(command: Command, watchers: readonly Hooks[]): Tell {
  const token = {};
  return (hook: keyof Hooks, { response, ...more }: More = {}) => {
    const { name, operation, commandId, attempt, secrets } = command;
    const head = response && { status: response.status, requestId: readRequestId(response.headers, secrets) };
    const { safety } = operation;
    const event = {
      command: token,
      operation: name,
      safety,
      commandId,
      attempt,
      elapsedMs: command.elapsed(),
      ...head,
      ...more,
    };
    const headers: Record<string, string> = Object.create(null);
    for (const watcher of watchers) {
      try {
        const result = (watcher[hook] as ((event: CommandEvent) => unknown) | undefined)?.(event);
        if (result instanceof Promise) result.catch(() => {});
        else if (hook === "onRequest" && result) addHeaders(headers, result as HeaderMap);
      } catch {}
    }
    return headers;
  };
}
