import { createTelnyx } from "@telnyx-kit/core";
import { type Emulator, type EmulatorOptions, startEmulator } from "@telnyx-kit/emulator";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { createKit, type Kit, type Line } from "./kit.js";

/** Starts an emulator in this process and clients that talk to it: no account, no port, no waiting. */
export async function startRehearsal(
  options: EmulatorOptions = {},
): Promise<{ emulator: Emulator; kit: Kit; line: Line }> {
  const signingKey = await createSigningKey();
  const webhooks = createWebhooks({ publicKey: signingKey.publicKey });
  const emulator = await startEmulator({
    ...options,
    signingKey,
    webhookHandler: (request) => webhooks.handle(request),
  });
  const telnyx = createTelnyx({ apiKey: emulator.apiKey, fetch: emulator.fetch });
  const line = { connectionId: emulator.connectionId, from: "+12025550102", to: "+12025550101" };
  return { emulator, kit: createKit(telnyx, webhooks), line };
}
