/** A `client_state` as the application wrote it: the value where it is JSON, else the text, or what was sent where that is not base64. */
export function readState(clientState: string): unknown {
  let text = clientState;
  try {
    text = new TextDecoder().decode(Uint8Array.from(atob(clientState), (character) => character.charCodeAt(0)));
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A state in a few words: its name in `at` and its other fields, or its JSON. Empty without a state. */
export function describeState(clientState: unknown): string {
  if (typeof clientState !== "string" || clientState === "") return "";
  const value = readState(clientState);
  if (typeof value === "string") return value;
  // The packages' own envelope also holds the ids of other legs.
  const { calls, state } = Object(value);
  const { at, ...rest } = Object(calls === 1 ? state : value);
  if (typeof at !== "string") return JSON.stringify(value);
  return [at, ...Object.entries(rest).map(([name, field]) => `${name}=${JSON.stringify(field)}`)].join(" ");
}
