import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Contender, official, openapiFetch, ours, plain, vonage } from "./contenders.js";
import { requestContext } from "./context.js";
import type { Effort, Figure } from "./figure.js";
import { interleave, median, medianOf, paired, type Rounds } from "./rounds.js";
import { type Cost, startWorker } from "./start-worker.js";

/** CPU of one command with a transport that answers at once, and wall time of one on loopback. */
export async function measureRequests(effort: Effort): Promise<Figure[]> {
  const stubbed = await costs([plain, openapiFetch, official, ours], effort, effort.of(3_000, 20_000), {
    baseUrl: "http://127.0.0.1:9",
    fetch: true,
  });
  const cpu = toRounds(stubbed, ({ cpuUs }) => cpuUs);
  const over = (name: string) => paired(cpu, name, plain.name, (one, other) => one / other);
  const againstOfficial = paired(cpu, official.name, ours.name, (one, other) => one / other);
  const worst = Math.min(...againstOfficial);
  const overBare = median(paired(cpu, ours.name, openapiFetch.name, (one, other) => one / other));

  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" }).end(requestContext.reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const onLoopback = await costs([plain, openapiFetch, official, ours, vonage], effort, effort.of(500, 1_000), {
    baseUrl,
  }).finally(() => server.close());
  const wall = toRounds(onLoopback, ({ wallUs }) => wallUs);
  const wallOver = (name: string) => median(paired(wall, name, plain.name, (one, other) => one / other));
  const names = [...cpu.keys()];
  return [
    {
      id: "request-cpu",
      what: "CPU of a command, stubbed transport",
      unit: "µs",
      values: Object.fromEntries(names.map((name) => [name, medianOf(cpu, name)])),
      ratios: {
        ...Object.fromEntries(
          names.filter((name) => name !== plain.name).map((name) => [`${name} / ${plain.name}`, median(over(name))]),
        ),
        [`${ours.name} / ${openapiFetch.name}`]: overBare,
        [`${official.name} / ${ours.name}`]: median(againstOfficial),
      },
      target: {
        text: "≤ 1.2 × openapi-fetch, the official ≥ 1.2 × ours in every round",
        met: overBare <= 1.2 && worst >= 1.2,
      },
      note: `The official package over ours: the worst of ${againstOfficial.length} rounds was ${worst.toFixed(2)}.`,
    },
    {
      id: "request-wall",
      what: "wall time of a command, loopback",
      unit: "µs",
      values: Object.fromEntries([...wall.keys()].map((name) => [name, medianOf(wall, name)])),
      ratios: Object.fromEntries(
        [...wall.keys()]
          .filter((name) => name !== plain.name)
          .map((name) => [`${name} / ${plain.name}`, wallOver(name)]),
      ),
    },
  ];
}

async function costs(
  taking: readonly Contender[],
  effort: Effort,
  count: number,
  context: object,
): Promise<Rounds<Cost>> {
  const workers = await Promise.all(
    taking.map((contender) => startWorker(contender, "request.mjs", { ...requestContext, ...context })),
  );
  try {
    const measures = new Map(taking.map(({ name }, index) => [name, () => run(index)]));
    const run = (index: number) => (workers[index] as (typeof workers)[number]).run(count);
    await interleave(3, measures);
    return await interleave(effort.of(5, 21), measures);
  } finally {
    for (const worker of workers) worker.stop();
  }
}

const toRounds = (costs: Rounds<Cost>, read: (cost: Cost) => number): Rounds<number> =>
  new Map([...costs].map(([name, list]) => [name, list.map(read)]));
