/** Formats microseconds since the Unix epoch as the platform writes them: UTC with six decimals. */
export function formatTimestamp(epochMicros: number): string {
  const millis = Math.floor(epochMicros / 1000);
  const micros = epochMicros - millis * 1000;
  return `${new Date(millis).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}

/** Formats a length of time for people: `3.2 s`, `15 min`. */
export function formatPause(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}

/** Formats virtual milliseconds since the start as `mm:ss.mmm`, for people. */
export function formatElapsed(ms: number): string {
  const minutes = String(Math.floor(ms / 60_000)).padStart(2, "0");
  const seconds = String(Math.floor(ms / 1000) % 60).padStart(2, "0");
  return `${minutes}:${seconds}.${String(Math.floor(ms) % 1000).padStart(3, "0")}`;
}
