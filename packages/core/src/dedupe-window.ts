/** Milliseconds for which Telnyx ignores a command that repeats a `command_id`. */
export const dedupeWindowMs = 60_000;
