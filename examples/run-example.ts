import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { createTelnyx } from "@telnyx-kit/core";
import type { Emulator } from "@telnyx-kit/emulator";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";
import { createKit, type Kit, type Line } from "./kit.js";
import { startRehearsal } from "./rehearse.js";

/** An application, and what people do on its line when it is rehearsed. */
export interface Example {
  /** Registers the handlers. */
  readonly application: (kit: Kit, line: Line) => unknown;
  /** Does what starts an application that calls out by itself. */
  readonly start?: (kit: Kit, line: Line) => unknown;
  /** Acts for the people on the line. */
  readonly rehearsal: (emulator: Emulator) => Promise<unknown>;
}

/**
 * Runs an example: with TELNYX_API_KEY in the environment as a server on the real API (or on what TELNYX_BASE_URL
 * names), else once through against the emulator. `--ladder call.svg` also draws the rehearsal.
 */
export async function runExample(example: Example): Promise<void> {
  await (process.env.TELNYX_API_KEY ? serve(example) : rehearse(example));
}

async function serve({ application, start }: Example): Promise<void> {
  const { PORT = "3000", TELNYX_PUBLIC_KEY, TELNYX_CONNECTION_ID = "", TELNYX_FROM = "", TELNYX_TO = "" } = process.env;
  const kit = createKit(createTelnyx(), createWebhooks({ publicKey: TELNYX_PUBLIC_KEY }));
  const line = { connectionId: TELNYX_CONNECTION_ID, from: TELNYX_FROM, to: TELNYX_TO };
  if (start && !(line.connectionId && line.from && line.to))
    throw new Error("This example dials: set TELNYX_CONNECTION_ID, TELNYX_FROM and TELNYX_TO as well.");
  application(kit, line);
  const server = createServer(createNodeHandler(kit.webhooks)).listen(Number(PORT));
  server.once("listening", () => {
    console.log(`ready: webhooks are taken on port ${PORT}; give its public address to the Call Control application.`);
    start?.(kit, line);
  });
}

async function rehearse({ application, start, rehearsal }: Example): Promise<void> {
  const { values } = parseArgs({ options: { ladder: { type: "string" } } });
  const { emulator, kit, line } = await startRehearsal();
  application(kit, line);
  await start?.(kit, line);
  await emulator.settle();
  await rehearsal(emulator);
  await emulator.settle();
  console.log(String(emulator.timeline));
  if (values.ladder) await writeFile(values.ladder, emulator.ladder());
  await emulator.stop();
}
