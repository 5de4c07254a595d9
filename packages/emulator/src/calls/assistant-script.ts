import { perWorld } from "../world/per-world.js";

/** How an AI assistant behaves in a test. */
export interface AssistantScript {
  /** Why it does not start when answer or dial ask for it. */
  readonly fails?: "invalid_request" | "service_error" | undefined;
  /** The assistant's reply to a sentence; undefined for silence. */
  readonly replies?: ((heard: string) => string | undefined) | undefined;
  /**
   * Whether `conversation_insight_result` comes too, as for an insight group with an address. The platform sends it there, the
   * emulator where the events of the call go.
   *
   * @default false
   */
  readonly insightResult?: boolean | undefined;
}

/** How assistants behave, by id. */
export const assistantsOf = perWorld(() => new Map<string, AssistantScript>());
