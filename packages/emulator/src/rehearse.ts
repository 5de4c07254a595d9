import type { ClientOptions, EmulatorClock } from "./client-options.js";
import { createEmulator } from "./create-emulator.js";
import type { Emulator } from "./emulator.js";
import type { EmulatorOptions, SteeredOptions } from "./options.js";
import type { World } from "./world/world.js";

/** Options that a rehearsal passes to an application, as plain data. */
export interface Rehearsal {
  /** For `createTelnyx`. */
  readonly telnyx: ClientOptions;
  /** For `createWebhooks`. */
  readonly webhooks: { readonly publicKey: string; readonly clock: EmulatorClock };
  /** For `connection_id`. */
  readonly connectionId: string;
  /** Waits that many milliseconds of the emulator's time: for your timers. */
  readonly sleep: Emulator["sleep"];
}

/** Makes an application that takes webhooks. */
export type RehearsedApp = (rehearsal: Rehearsal) => Handles | Promise<Handles>;

export interface Handles {
  handle(request: Request): Response | Promise<Response>;
}

/**
 * Starts an emulator in this process with your application on it: no port, one time, and `strict`. An error in the
 * application fails the next `settle`, and so the test.
 *
 * @example
 * const emulator = await rehearse(({ telnyx, webhooks }) => createApp(createTelnyx(telnyx), createWebhooks(webhooks)));
 * const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
 */
export async function rehearse(
  app: RehearsedApp,
  options: Omit<EmulatorOptions, "webhookHandler" | "webhookUrl"> = {},
): Promise<Emulator> {
  return (await startRehearsal(app, options)).emulator;
}

/** The same, with the emulator's world. */
export async function startRehearsal(
  app: RehearsedApp,
  options: Omit<SteeredOptions, "webhookHandler" | "webhookUrl"> = {},
): Promise<{ emulator: Emulator; world: World }> {
  let handles: Handles | undefined;
  const { emulator, world } = await createEmulator({
    strict: true,
    signatureClock: "virtual",
    port: false,
    ...options,
    webhookHandler: (request) => handles?.handle(request) ?? new Response(null, { status: 503 }),
  });
  const { client, publicKey, connectionId, sleep } = emulator;
  // Limits of the webhooks package are for real work: no time passes for them.
  const never = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  const webhooks = { publicKey, clock: { ...client.clock, sleep: never } };
  handles = await app({ telnyx: client, webhooks, connectionId, sleep });
  return { emulator, world };
}
