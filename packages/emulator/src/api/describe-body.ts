const telling = [
  "to",
  "from",
  "cause",
  "payload",
  "audio_url",
  "media_name",
  "format",
  "channels",
  "stop",
  "digits",
  "queue",
  "role",
  "sip_address",
] as const;

/** The parts of a body that tell a command from another in the timeline; nothing that differs from run to run. */
export function describeBody(body: Readonly<Record<string, unknown>>): string {
  const told = telling.filter((key) => body[key] !== undefined);
  return told.map((key) => `${key}=${shorten(String(body[key]))}`).join(" ");
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 48 ? `${line.slice(0, 47)}…` : line;
}
