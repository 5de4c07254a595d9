interface Watch {
  readonly callbacks: Set<() => void>;
  readonly run: () => void;
}

const watches = /* @__PURE__ */ new WeakMap<AbortSignal, Watch>();

/**
 * Calls back when a signal aborts. All commands that share a signal share one listener, because Node warns of a leak
 * from the eleventh on.
 *
 * @returns a function that takes the call back.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let watch = watches.get(signal);
  if (!watch) {
    const callbacks = new Set<() => void>();
    const run = () => {
      for (const each of callbacks) each();
    };
    watch = { callbacks, run };
    watches.set(signal, watch);
  }
  const { callbacks, run } = watch;
  if (callbacks.size === 0) signal.addEventListener("abort", run);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", run);
  };
}
