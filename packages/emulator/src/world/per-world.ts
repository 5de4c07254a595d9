import type { World } from "./world.js";

/** The data of a feature for each world: made when it is first asked for, gone with the world. */
export function perWorld<Kept>(make: (world: World) => Kept): (world: World) => Kept {
  const all = new WeakMap<World, Kept>();
  return (world) => {
    let kept = all.get(world);
    if (kept === undefined) {
      kept = make(world);
      all.set(world, kept);
    }
    return kept;
  };
}
