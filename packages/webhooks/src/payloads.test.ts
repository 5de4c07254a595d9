import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { createEvent, eventTypes } from "./testing.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const payloads = fileURLToPath(new URL("./__fixtures__/payloads/", import.meta.url));

/** Compiles events, one per line, against their types, and gives the compiler's messages about them. */
async function compile(events: readonly { readonly name: string; readonly event: { readonly event_type: string } }[]) {
  const folder = mkdtempSync(join(tmpdir(), "telnyx-kit-events-"));
  // Without the check for excess properties: Telnyx adds fields at any time.
  const lines = [
    `import type { TelnyxEvents } from "${root}packages/webhooks/src/generated/events.js";`,
    "const accept = <Event>() => <Given extends Event>(given: Given) => given;",
    ...events.map(({ event }) => `accept<TelnyxEvents["${event.event_type}"]>()(${JSON.stringify(event)});`),
  ];
  writeFileSync(join(folder, "events.ts"), lines.join("\n"));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2022",
    types: [],
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["events.ts"] }));
  try {
    await promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["-p", folder]);
    return [];
  } catch (error) {
    const found = (error as { stdout?: string }).stdout?.split("\n").filter((line) => line.includes("error TS")) ?? [];
    return found.map((line) => `${events[Number(/\((\d+),/.exec(line)?.[1]) - 3]?.name}: ${line}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the types of events", () => {
  it("take the sample of every type, and notice one that does not fit", async () => {
    const samples = eventTypes.map((type) => ({
      name: type as string,
      event: createEvent(type) as { event_type: string },
    }));
    const broken = { ...createEvent("call.answered"), payload: { call_control_id: 1 } };
    const errors = await compile([...samples, { name: "broken", event: broken }]);
    expect(errors).toEqual([expect.stringMatching(/^broken: .*call_control_id|^broken: .*number/)]);
  });

  it("take every recorded payload that carries an event", async () => {
    const known = new Set<string>(eventTypes);
    const events = readdirSync(payloads)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ name, wire: JSON.parse(readFileSync(payloads + name, "utf8")) }))
      .map(({ name, wire }) => {
        const data = wire.data ?? wire;
        return { name, event: { occurred_at: data.payload.occurred_at, ...data, meta: wire.meta ?? {} } };
      });
    const typed = events.filter(({ event }) => known.has(event.event_type));
    expect(await compile(typed)).toEqual([]);
    console.log(
      `${typed.length} of ${events.length} payloads are assignable to their types; the others are unknown here`,
    );
    expect(events.length - typed.length).toBeLessThanOrEqual(2);
  });
});
