import { expect, test } from "vitest";
import { scaled } from "./__tests__/scale.js";
import { testEmulator } from "./__tests__/test-call.js";
import { indexOperations } from "./api/spec/operations.js";
import { document } from "./generated/spec.js";
import { createRandom } from "./time/random.js";

const requests = scaled(20_000);
const { all: operations } = indexOperations(document);
const fieldNames = [...new Set(JSON.stringify(document).match(/[a-z]+_[a-z_]+/g))];
const texts = [
  "",
  "0",
  "-1",
  "1e999",
  "all",
  "\u0000",
  "é😀",
  "../..",
  "%2e%2e",
  "wss://example.com",
  "v3:x",
  "{}",
  "null",
];

test(`${requests} random requests are all answered, none with a failure of the emulator`, {
  timeout: 600_000,
}, async () => {
  const random = createRandom(1, "requests");
  const { emulator, answeredCall } = await testEmulator({ autoSettle: false, dialsPerSecond: false });
  const ids = [(await answeredCall()).callControlId, "v3:nobody", "daily", emulator.connectionId];

  const value = (depth: number): unknown => {
    const kind = random.below(depth > 2 ? 6 : 8);
    if (kind === 7) return fields(depth + 1);
    if (kind === 6) return Array.from({ length: random.below(3) }, () => value(depth + 1));
    return [random.pick(texts), random.pick(ids), random.below(100_000) - 500, random.next(), null, random.chance(0.5)][
      kind
    ];
  };
  const fields = (depth: number) =>
    Object.fromEntries(Array.from({ length: random.below(6) }, () => [random.pick(fieldNames), value(depth)]));
  /** Preparations, so that some of the requests are executed. */
  const plausible = () => ({
    call_control_id: random.pick(ids),
    connection_id: emulator.connectionId,
    from: "+12025550102",
    to: "+12025550103",
    name: random.pick(texts),
    payload: "Hello",
    voice: "female",
    audio_url: "https://example.com/a.mp3",
    queue_name: "queue",
    digits: "12",
  });

  const statuses = new Map<number, number>();
  for (let count = 0; count < requests; count += 1) {
    const { method, path } = random.pick(operations);
    const filled = path.replace(/\{[^}]+\}/g, () => encodeURIComponent(String(random.pick(ids))));
    const query = random.chance(0.2) ? `?${random.pick(fieldNames)}[${random.pick(texts)}]=${random.pick(texts)}` : "";
    const body = { ...(random.chance(0.6) ? plausible() : {}), ...(random.chance(0.6) ? fields(0) : {}) };
    const text = JSON.stringify(body);
    const response = await emulator.fetch(`https://api.telnyx.com/v2${filled}${query}`, {
      method,
      headers: {
        authorization: `Bearer ${emulator.apiKey}`,
        "content-type": random.pick(["application/json", "text/plain", "a/b"]),
      },
      ...(method === "GET" ? {} : { body: random.chance(0.05) ? text.slice(0, random.below(text.length)) : text }),
    });
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    if (response.status >= 500) expect([method, filled, query, text, await response.text()]).toBe("an answer");
    if (count % 50 === 0) {
      await emulator.advance(2_000);
      ids[0] = emulator.parties[0]?.callControlId ?? (await answeredCall()).callControlId;
    }
  }
  expect(statuses.get(200)).toBeGreaterThan(requests / 20);
  expect(statuses.get(422)).toBeGreaterThan(requests / 20);
  expect(String(emulator.timeline)).not.toContain("The emulator failed");
});
