import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMediaSession } from "../media.js";
import { FakeSocket } from "./__tests__/fake-socket.js";
import { media, start, stop } from "./__tests__/wire.js";

const window = 5;

async function play(wire: readonly string[], bursts: readonly number[] = []) {
  const socket = new FakeSocket();
  const session = createMediaSession(socket, { reorderFrames: window });
  socket.receive(start());
  const chunks: number[] = [];
  const reading = (async () => {
    for await (const message of session) if (message.event === "media") chunks.push(message.media.chunk);
  })();
  const rest = [...wire];
  for (const burst of bursts) {
    socket.receive(...rest.splice(0, burst));
    await Promise.resolve();
  }
  socket.receive(...rest);
  expect(socket.closedWith).toBeUndefined();
  socket.receive(stop());
  await reading;
  return { chunks, counts: session.counts };
}

const frames = (...chunks: number[]) => chunks.map((chunk) => media(chunk, "/w=="));

describe("the order of frames", () => {
  it("is that of their numbers", async () => {
    const { chunks, counts } = await play(frames(2, 1, 3, 5, 6, 4));
    expect(chunks).toEqual([1, 2, 3, 4, 5, 6]);
    expect(counts).toEqual({ dropped: 0, refused: 0, late: 0, missing: 0, malformed: 0 });
  });

  it("goes on without a frame that does not come while five others wait", async () => {
    const { chunks, counts } = await play(frames(1, 3, 4, 5, 6, 7, 8, 2));
    expect(chunks).toEqual([1, 3, 4, 5, 6, 7, 8]);
    expect(counts).toMatchObject({ late: 1, missing: 0 });
  });

  it("counts what never came, and gives what waits when the stream ends", async () => {
    const { chunks, counts } = await play(frames(1, 4, 6));
    expect(chunks).toEqual([1, 4, 6]);
    expect(counts).toMatchObject({ late: 0, missing: 3 });
  });

  it("gives a frame that comes twice once", async () => {
    const { chunks, counts } = await play(frames(1, 3, 3, 1, 2));
    expect(chunks).toEqual([1, 2, 3]);
    expect(counts).toMatchObject({ late: 2, missing: 0 });
  });

  it("is kept for each track by itself, and a second start begins anew", async () => {
    const outbound = frames(1, 2).map((text) => text.replace("inbound", "outbound"));
    const { chunks, counts } = await play([...frames(1, 2), ...outbound, start(), ...frames(1)]);
    expect(chunks).toEqual([1, 2, 1, 2, 1]);
    expect(counts).toMatchObject({ late: 0, missing: 0 });
  });

  it("is how they come where the platform gives no number", async () => {
    const unnumbered = JSON.stringify({ event: "media", media: { track: "inbound", payload: "/w==" } });
    expect((await play([unnumbered, ...frames(1), unnumbered])).chunks).toEqual([0, 1, 0]);
  });

  it("holds in 10,000 schedules of reordering, loss, repeats, odd messages and bursts", {
    timeout: 120_000,
  }, async () => {
    const frame = fc.record({
      delay: fc.integer({ min: 0, max: 9 }),
      fate: fc.constantFrom("comes", "comes", "comes", "comes", "comes", "is lost", "comes twice", "is odd"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(frame, { maxLength: 40 }),
        fc.integer({ min: 0, max: 9 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }),
        async (schedule, mostDelay, bursts) => {
          const sent = schedule
            .map(({ delay, fate }, index) => ({ chunk: index + 1, fate, at: index + Math.min(delay, mostDelay) }))
            .sort((one, other) => one.at - other.at)
            .flatMap(({ chunk, fate }): (number | string)[] =>
              fate === "is lost" ? [] : fate === "is odd" ? ["?"] : fate === "comes twice" ? [chunk, chunk] : [chunk],
            );
          const { chunks, counts } = await play(
            sent.map((each) => (typeof each === "number" ? media(each, "/w==") : each)),
            bursts,
          );
          const came = sent.filter((each) => typeof each === "number");
          const highest = Math.max(0, ...came);
          expect(chunks).toEqual([...new Set(chunks)].sort((one, other) => one - other));
          expect(counts.late).toBe(came.length - chunks.length);
          expect(counts.missing).toBe(highest - new Set(came).size);
          expect(counts.malformed).toBe(sent.length - came.length);
          if (mostDelay <= window) expect(chunks).toEqual([...new Set(came)].sort((one, other) => one - other));
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
