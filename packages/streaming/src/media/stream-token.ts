import { readAuthToken } from "./read-message.js";

/** Headers of the upgrade request: Node's object, or the standard `Headers`. */
export type UpgradeHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined };

const header = "x-telnyx-streaming-auth-token";

/** Whether the header of the upgrade request brings the token. `undefined` when there is no such header. */
export function hasTokenInHeaders(headers: UpgradeHeaders | undefined, token: string): boolean | undefined {
  if (!headers) return undefined;
  const given = typeof headers.get === "function" ? headers.get(header) : ownHeader(headers);
  return given === undefined || given === null ? undefined : isSameText(given, token);
}

/** Whether the first message brings the token. */
export const hasTokenInMessage = (text: string, token: string): boolean => {
  const given = readAuthToken(text);
  return given !== undefined && isSameText(given, token);
};

function ownHeader(headers: object): unknown {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === header);
  return found?.[1];
}

/** Takes the same time wherever two texts differ. */
function isSameText(given: unknown, expected: string): boolean {
  if (typeof given !== "string") return false;
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index++)
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  return difference === 0;
}
