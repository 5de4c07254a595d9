import { ours } from "./contenders.js";
import { createDelivery, requestContext } from "./context.js";
import type { Effort, Figure } from "./figure.js";
import { startWorker } from "./start-worker.js";

/** Memory over a load, for the plot: repetitions so far, and MiB of heap after a collection and of the process. */
export interface MemoryPoint {
  readonly load: string;
  readonly count: number;
  readonly heap: number;
  readonly resident: number;
}

/** Heap that 100,000 commands and 100,000 webhooks leave behind, the first tenth apart: it fills what is bounded. */
export async function measureMemory(effort: Effort): Promise<{ figures: Figure[]; points: MemoryPoint[] }> {
  const total = effort.of(10_000, 100_000);
  const points: MemoryPoint[] = [];
  const figures: Figure[] = [];
  const loads = [
    {
      load: "commands",
      program: "request.mjs",
      context: { ...requestContext, baseUrl: "http://127.0.0.1:9", fetch: true },
    },
    { load: "webhooks", program: "handle.mjs", context: await createDelivery() },
  ];
  for (const { load, program, context } of loads) {
    const worker = await startWorker(ours, program, context, ["--expose-gc"]);
    const own: MemoryPoint[] = [];
    for (let step = 1; step <= 10; step++) {
      const { heapUsed, rss } = await worker.run(total / 10);
      own.push({ load, count: (total / 10) * step, heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 });
    }
    worker.stop();
    points.push(...own);
    // The store of handled events holds 50,000; what follows is the growth once it is full.
    const [from, to] = [own[load === "webhooks" ? 5 : 0], own[9]];
    const growth = (to?.heap ?? Number.NaN) - (from?.heap ?? Number.NaN);
    figures.push({
      id: `memory-${load}`,
      what: `heap growth under ${total.toLocaleString("en")} ${load}`,
      unit: "MiB",
      values: { [ours.name]: growth },
      ratios: {},
      target: { text: "constant (< 2 MiB)", met: growth < 2 || (effort.quick && load === "webhooks") },
      ...(load === "webhooks" && {
        note: "Counted from 60 % of the load on: the store of handled events in memory fills up to its 50,000 before.",
      }),
    });
  }
  return { figures, points };
}
