/** The progress of a search. */
export interface EndingsReport {
  /** The number of different runs. */
  readonly runs: number;
  /** Real seconds. */
  readonly seconds: number;
  /** The number of steps in the longest runs. */
  readonly steps: number;
  /** `true` if every run of that many steps was made; `false` if `runs` or `seconds` cut the search, or a problem ended it. */
  readonly complete: boolean;
}
