import { expect, test } from "vitest";
import { installCommand, redisIsAvailable } from "../../packages/webhooks/src/__tests__/redis-server.js";
import { rehearse } from "./rehearsal.js";

if (redisIsAvailable()) {
  test("two servers with one Redis handle every event once, although each gets it", { timeout: 60_000 }, async () => {
    const { emulator, handled } = await rehearse(10);
    const { entries, events } = emulator.timeline;
    const ids = handled.flat();
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toHaveLength(events.length);
    expect(entries.filter(({ kind }) => kind === "delivery").length).toBeGreaterThanOrEqual(2 * events.length);
    for (const one of handled) expect(one.length).toBeGreaterThan(0);
    // No command was repeated, not even one that Telnyx would have ignored.
    const commands = entries.flatMap((entry) => (entry.kind === "command" ? [entry] : []));
    expect(commands.map(({ operation }) => operation)).toEqual(
      Array(10).fill(["voice.answer", "media.speak", "voice.hangup"]).flat(),
    );
    expect(commands.filter(({ duplicate }) => duplicate)).toEqual([]);
  });
} else {
  const message = `Redis dedupe on two processes: not run. Install a server with: ${installCommand}`;
  console.log(message);
  test(message, () => {});
}
