/** Copies own properties into an object without a prototype, on which a polluted `Object.prototype` has no say. */
export function bare<Source extends object>(source: Source | undefined, ...more: readonly unknown[]): Source {
  return Object.assign(Object.create(null), source, ...more);
}
