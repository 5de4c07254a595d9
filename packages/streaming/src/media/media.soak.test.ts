import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { playCalls } from "./__tests__/calls.js";
import { echo, startMediaServer } from "./__tests__/media-server.js";

const calls = 50;
const seconds = 300;
const command = "SOAK=1 pnpm unit packages/streaming/src/media/media.soak.test.ts";

if (!process.env.SOAK) {
  it("not run: the five minutes of 50 calls", () =>
    console.log(`not run: ${calls} calls for ${seconds} s. Run it with: ${command}`));
} else {
  it("carries 50 calls for five minutes without a late frame and without growing", { timeout: 400_000 }, async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const heap: number[] = [];
    const cpu = process.cpuUsage();
    const server = await startMediaServer(echo);
    let second = 0;
    const report = await playCalls(server.url, calls, seconds, () => {
      second++;
      if (second % 10 !== 0) return;
      // A full collection takes a few milliseconds, which the frames of that moment bear.
      collect();
      heap.push(process.memoryUsage().heapUsed / 2 ** 20);
    });
    await server.close();
    const { user, system } = process.cpuUsage(cpu);
    const middle = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
    const [first, last] = [middle(heap.slice(0, 6)), middle(heap.slice(-6))];
    console.log(
      `${calls} calls, ${seconds} s: ${report.sent} frames out, ${report.received} back; mean ${report.meanMs.toFixed(2)} ms, longest ${report.longestMs.toFixed(1)} ms, ` +
        `${report.late} over 100 ms; heap ${first.toFixed(1)} MiB in the first minute, ${last.toFixed(1)} MiB in the last; ` +
        `${(((user + system) / 1e6 / seconds) * 100).toFixed(0)} % of one core for both sides`,
    );
    expect(report.received).toBe(calls * seconds * 50);
    expect(report.late).toBe(0);
    expect(last - first).toBeLessThan(2);
  });
}
