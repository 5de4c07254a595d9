import type { WebhookFailure } from "./errors.js";
import type { RefusalDetails } from "./refusal.js";

/**
 * Throws the error of a refused delivery. What tells the failures apart and explains them is a module of its own, loaded
 * at the first refusal: it is half the size of all the rest, and deliveries that are in order never need it.
 */
export async function refuse(failure: WebhookFailure | undefined, details: RefusalDetails = {}): Promise<never> {
  throw (await import("./refusal.js")).createRefusal(failure, details);
}
