import { createEmulator } from "./create-emulator.js";
import type { Emulator } from "./emulator.js";
import type { EmulatorOptions } from "./options.js";

/**
 * Starts a local Telnyx: it answers the API, keeps calls, and sends signed webhooks.
 *
 * @throws {Error} when the port is taken.
 * @example
 * const signingKey = await createSigningKey();
 * const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
 * const emulator = await startEmulator({ signingKey, webhookHandler: (request) => webhooks.handle(request) });
 * const voice = createVoice({ apiKey: emulator.apiKey, fetch: emulator.fetch });
 * const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { emulator } = await createEmulator(options);
  return emulator;
}
