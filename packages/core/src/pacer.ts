/** Decides when an attempt may start. */
export interface Pacer {
  /**
   * Resolves when the attempt may start.
   *
   * @param operation method and path template
   * @param signal ends the wait
   */
  acquire(operation: string, signal: AbortSignal | undefined): Promise<void>;
}
