type Deferred = typeof import("./deferred.js");

let deferred: Promise<Deferred> | undefined;

/** Loads, once, what only some commands need. A failure to load is no unhandled one, and the next command tries again. */
export function loadDeferred(): Promise<Deferred> {
  if (!deferred) {
    deferred = import("./deferred.js");
    deferred.catch(() => {
      deferred = undefined;
    });
  }
  return deferred;
}
