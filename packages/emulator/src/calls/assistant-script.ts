import { perWorld } from "../world/per-world.js";

/** How an AI assistant behaves in a test. */
export interface AssistantScript {
  /** Why it does not start when answer or dial ask for it. */
  readonly fails?: "invalid_request" | "service_error" | undefined;
  /** What it says to what it hears; nothing for undefined. */
  readonly replies?: ((heard: string) => string | undefined) | undefined;
}

/** How assistants behave, by id. */
export const assistantsOf = perWorld(() => new Map<string, AssistantScript>());
