import { decodeBase64, encodeBase64 } from "./base64.js";
import { ConfigurationError } from "./errors.js";

/**
 * Encodes a value as `client_state`: JSON, UTF-8, base64. Telnyx echoes it in every later event of the leg.
 *
 * @param value any JSON value. Keep it small: it travels in every webhook.
 * @throws {ConfigurationError} when the value is not JSON (a function, a cycle, a `BigInt`, `undefined`).
 * @example
 * await voice.answer(callControlId, { client_state: encodeClientState({ step: "greeting" }) });
 */
export function encodeClientState(value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new ConfigurationError("client_state must be a JSON value, and this one cannot be written as JSON.", {
      cause,
    });
  }
  if (json === undefined) throw new ConfigurationError(`client_state must be a JSON value, not ${typeof value}.`);
  return encodeBase64(new TextEncoder().encode(json));
}

/**
 * Decodes a `client_state` that {@link encodeClientState} made. Never throws: a state that another system wrote (not
 * base64, not UTF-8, not JSON), `null` and `undefined` all give `undefined`.
 *
 * @example
 * const state = decodeClientState<{ step: string }>(event.payload.client_state);
 */
export function decodeClientState<Value = unknown>(clientState: string | null | undefined): Value | undefined {
  if (!clientState) return undefined;
  try {
    const bytes = decodeBase64(clientState);
    return bytes && (JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Value);
  } catch {
    return undefined;
  }
}
