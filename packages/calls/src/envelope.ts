import { ConfigurationError, decodeClientState, encodeClientState } from "@telnyx-kit/core";

/** The state of a leg: an object that carries its name in `at`. Use a union with one member per state. */
export interface LegState {
  readonly at: string;
}

/** The content of a leg's `client_state`. */
export interface Envelope<State = LegState> {
  /** Marks the `client_state` as ours. A higher number is a form that this version does not know. */
  readonly calls: 1;
  readonly state: State;
  /** The id of the leg that dialled this one. */
  readonly parent?: string | undefined;
  /** The ids of the legs that this one dialled. */
  readonly children?: readonly string[] | undefined;
}

const longest = 4_096;

/**
 * Encodes an envelope as `client_state`.
 *
 * @throws {ConfigurationError} when the state has no name, is not JSON, or is too long.
 */
export function writeEnvelope({ state, parent, children }: Omit<Envelope, "calls">): string {
  if (typeof state?.at !== "string")
    throw new ConfigurationError('A state is an object with its name in `at`: { at: "menu" }. Nothing was sent.');
  const envelope: Envelope = { calls: 1, state, parent, children: children?.length ? children : undefined };
  const text = encodeClientState(envelope);
  if (text.length <= longest) return text;
  throw new ConfigurationError(
    `The state "${state.at}" is ${text.length} characters of client_state, and ${longest} are allowed. ` +
      "Keep an id in the state, and the rest in your own store. Nothing was sent.",
  );
}

/** Decodes a `client_state`. `undefined` if another program wrote it. */
export function readEnvelope(clientState: unknown): Envelope | undefined {
  if (typeof clientState !== "string") return undefined;
  const found = decodeClientState<Partial<Envelope> | null>(clientState);
  const { calls, state, parent, children = [] } = Object(found) as Partial<Envelope>;
  if (calls !== 1 || typeof state?.at !== "string" || !Array.isArray(children)) return undefined;
  return { calls, state, parent, children };
}
