import { official, ours, plain } from "./contenders.js";
import { createDelivery } from "./context.js";
import type { Effort, Figure } from "./figure.js";
import { interleave, median, medianOf, paired } from "./rounds.js";
import { startWorker } from "./start-worker.js";

/** Deliveries that are verified and parsed in a second of one core's time. */
export async function measureUnwrap(effort: Effort): Promise<Figure[]> {
  const delivery = await createDelivery();
  const taking = [plain, official, ours];
  const workers = await Promise.all(taking.map((contender) => startWorker(contender, "unwrap.mjs", delivery)));
  const count = effort.of(1_000, 4_000);
  const measures = new Map(
    taking.map(({ name }, index) => [
      name,
      async () => 1e6 / (await (workers[index] as (typeof workers)[number]).run(count)).wallUs,
    ]),
  );
  try {
    await interleave(3, measures);
    const rounds = await interleave(effort.of(5, 21), measures);
    const against = (name: string) => median(paired(rounds, ours.name, name, (one, other) => one / other));
    return [
      {
        id: "unwrap-rate",
        what: "webhooks verified and parsed in a second",
        unit: "/s",
        values: Object.fromEntries(taking.map(({ name }) => [name, medianOf(rounds, name)])),
        ratios: {
          [`${ours.name} / ${official.name}`]: against(official.name),
          [`${ours.name} / ${plain.name}`]: against(plain.name),
        },
        target: {
          text: "≥ 1.2 × the official, ≥ 0.85 × bare WebCrypto",
          met: against(official.name) >= 1.2 && against(plain.name) >= 0.85,
        },
        note: "One delivery after the other. The plain program decodes nothing strictly and checks no time; its key is cached.",
      },
    ];
  } finally {
    for (const worker of workers) worker.stop();
  }
}
