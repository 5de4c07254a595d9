type Deferred = typeof import("./deferred.js");

let deferred: Promise<Deferred> | undefined;

/** Loads, once, what only some commands need. */
export function loadDeferred(): Promise<Deferred> {
  deferred ??= import("./deferred.js");
  return deferred;
}
