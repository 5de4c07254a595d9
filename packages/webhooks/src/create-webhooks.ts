import { ConfigurationError } from "@telnyx-kit/core/errors";
import { readOptions, type WebhooksOptions } from "./options.js";
import { createReceiver } from "./receiver.js";
import { createRouter, type Registration } from "./router.js";
import type { ErrorReporter, Webhooks } from "./webhooks.js";

/**
 * Makes the receiver of an account's webhooks. It verifies, types and routes events, and drops duplicates.
 *
 * @throws {ConfigurationError} when an option cannot be used, above all the public key.
 * @example
 * const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });
 * webhooks.on("call.initiated", async (event, context) => {
 *   await voice.answer(event.payload.call_control_id, { command_id: context.commandId("answer") });
 * });
 * export default { fetch: (request) => webhooks.handle(request) };
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/receiving-webhooks
 */
export function createWebhooks<Platform = unknown>(options: WebhooksOptions): Webhooks<Platform> {
  const settings = readOptions(options);
  const registrations: Registration<Platform>[] = [];
  const reporters: ErrorReporter[] = [];
  return {
    ...createRouter(registrations),
    ...createReceiver(settings, registrations, reporters),
    onError(report) {
      if (typeof report !== "function")
        throw new ConfigurationError(`onError takes a function. Found ${typeof report}.`);
      reporters.push(report);
      return () => {
        const index = reporters.indexOf(report);
        if (index >= 0) reporters.splice(index, 1);
      };
    },
  };
}
