import { readOptions, type WebhooksOptions } from "./options.js";
import { createRouter, type Registration } from "./router.js";
import type { ErrorReporter, Receiver, Webhooks } from "./webhooks.js";

/**
 * Makes the receiver of an account's webhooks: verification, types, routing and the defence against repeats.
 *
 * What configures is here and complains at once. What receives is loaded with the first delivery, so that a function that
 * starts cold for something else does not pay for it.
 *
 * @throws {ConfigurationError} when an option is not usable, above all the public key.
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
  let receiver: Receiver<Platform> | undefined;
  const load = async () => {
    const { createReceiver } = await import("./receiver.js");
    receiver ??= createReceiver(settings, registrations, reporters);
    return receiver;
  };
  // Once it is there, no promise stands between a delivery and its receiver.
  const through = <Result>(use: (receiver: Receiver<Platform>) => Promise<Result>): Promise<Result> =>
    receiver ? use(receiver) : load().then(use);
  return {
    ...createRouter(registrations),
    onError: (report) => void reporters.push(report),
    verify: (...delivery) => through((loaded) => loaded.verify(...delivery)),
    unwrap: (...delivery) => through((loaded) => loaded.unwrap(...delivery)),
    handle: (...delivery) => through((loaded) => loaded.handle(...delivery)),
    receive: (...delivery) => through((loaded) => loaded.receive(...delivery)),
    dispatch: (...event) => through((loaded) => loaded.dispatch(...event)),
  };
}
