// Instances of a constructor without a prototype are as fast as literals, which Object.create(null) is not.
function Plain() {}
Plain.prototype = /* @__PURE__ */ Object.create(null);

/** Copies own properties into an object without a prototype, on which a polluted `Object.prototype` has no say. */
export function ownProperties<Source extends object>(source: Source | undefined, ...more: readonly unknown[]): Source {
  // TypeScript lets only classes construct, and the prototype of a class cannot be replaced.
  return Object.assign(new (Plain as unknown as new () => object)(), source, ...more);
}
