/** A change that no test can notice, or none needs to. */
export interface AcceptedSurvivor {
  /** As `pnpm test:mutants` prints it. */
  readonly change: string;
  readonly reason: string;
}

export const acceptedSurvivors: readonly AcceptedSurvivor[] = [];
