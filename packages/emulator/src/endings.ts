/**
 * Every small way in which a call can go, tried on an application.
 *
 * @example
 * const report = await everyEnding({ app: createApp });
 *
 * @module
 */
export { EndingFailure } from "./endings/ending-failure.js";
export { type EveryEndingOptions, everyEnding } from "./endings/every-ending.js";
export type { EndingsReport } from "./endings/report.js";
export type { Scenario } from "./endings/scenario.js";
export type { Problem, ProblemKind } from "./endings/watch.js";
