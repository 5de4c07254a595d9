type Deferred = typeof import("./deferred.js");

let deferred: Promise<Deferred> | undefined;

/** Loads, once, what only some commands need. Where nobody waits for it, a failure to load is no unhandled one. */
export function loadDeferred(): Promise<Deferred> {
  if (!deferred) {
    deferred = import("./deferred.js");
    deferred.catch(() => {});
  }
  return deferred;
}
