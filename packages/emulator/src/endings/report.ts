/** The progress of a search. */
export interface EndingsReport {
  /** Runs of the application, each another one. */
  readonly runs: number;
  /** Real seconds. */
  readonly seconds: number;
  /** The steps of the longest runs. */
  readonly steps: number;
  /** True where every run of that many steps was made; false where `runs` or `seconds` cut the search, or a problem ended it. */
  readonly complete: boolean;
}
