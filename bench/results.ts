import type { Figure } from "./figure.js";
import type { GrowthPoint } from "./measure-growth.js";
import type { MemoryPoint } from "./measure-memory.js";

/** A run: where it ran, and what it measured. */
export interface Results {
  readonly environment: readonly string[];
  readonly figures: Figure[];
  readonly growth: GrowthPoint[];
  readonly memory: MemoryPoint[];
}
