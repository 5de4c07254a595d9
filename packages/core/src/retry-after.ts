/**
 * Reads `Retry-After`: whole seconds, or a date in the one form that HTTP allows. Anything else counts as absent.
 *
 * @returns milliseconds from `now`, never negative.
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  // Date.parse takes far more than HTTP does; writing the date back shows whether it was the one form. NaN is written
  // as "Invalid Date", which may be what stands there.
  return !Number.isNaN(at) && new Date(at).toUTCString() === value ? Math.max(0, at - now) : undefined;
}
