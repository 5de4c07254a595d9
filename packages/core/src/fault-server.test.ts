import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Fault,
  type FaultServer,
  faults,
  findDeadPort,
  type RepeatAnswer,
  type Schedule,
  scheduleHeader,
  startFaultServer,
} from "./__tests__/fault-server.js";
import { apiKey } from "./__tests__/observe.js";
import { readOperations } from "./__tests__/read-operations.js";
import { createTelnyx, type Operation, type Safety, TelnyxError } from "./index.js";

// `pnpm test:soak` runs the same with the times of production and ten times as many schedules.
const soak = process.env.SOAK === "1";
const scale = soak
  ? { count: 20_000, lanes: 400, timeoutMs: 10_000, deadlineMs: 30_000, memoryMs: 60_000, lateMs: 12_000 }
  : { count: 2_200, lanes: 110, timeoutMs: 2_000, deadlineMs: 20_000, memoryMs: 40_000, lateMs: 2_300 };
const repeats: readonly RepeatAnswer[] = ["the same", "the same", "a bare ok", "a 4xx"];

/** A generator of numbers from 0 up to 1 that gives the same ones for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every operation × every fault point first, then seeded schedules of up to four faults. */
function plan(operations: readonly Operation[], count: number, seed: number): Schedule[] {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const make = (operation: Operation, faultPlan: Fault[]): Schedule => ({
    ...untried(),
    operation,
    plan: faultPlan,
    repeat: pick(repeats),
  });
  const commands = operations.filter((operation) => operation.method !== "GET");
  const schedules = commands.flatMap((operation) => faults.map((fault) => make(operation, [fault])));
  while (schedules.length < count) {
    // Half of those for unsafe operations hold only what they may survive, or they would end at once.
    const operation = pick(random() < 0.15 ? operations.filter((candidate) => candidate.method === "GET") : commands);
    const from: readonly Fault[] = operation.safety === "unsafe" && random() < 0.5 ? ["refused", "429"] : faults;
    schedules.push(
      make(
        operation,
        Array.from({ length: Math.floor(random() * 5) }, () => pick(from)),
      ),
    );
  }
  return schedules;
}

/** A schedule before its first attempt. */
const untried = () => ({ id: crypto.randomUUID(), met: [], begun: [], late: 0, effects: 0, gone: false });

interface Outcome {
  readonly schedule: Schedule;
  readonly error: unknown;
}

interface Client {
  run(schedule: Schedule, server: FaultServer): Promise<unknown>;
}

/** Runs schedules on parallel lanes, each with a server and a port of its own. */
async function runAll(
  schedules: readonly Schedule[],
  servers: readonly FaultServer[],
  client: Client,
): Promise<Outcome[]> {
  const queue = [...schedules];
  const outcomes: Outcome[] = [];
  await Promise.all(
    servers.map(async (server) => {
      for (let schedule = queue.pop(); schedule; schedule = queue.pop()) {
        server.serve(schedule);
        const error = await client.run(schedule, server).then(
          () => undefined,
          (thrown: unknown) => thrown ?? new Error("nothing"),
        );
        outcomes.push({ schedule, error });
      }
    }),
  );
  return outcomes;
}

let servers: FaultServer[];
let deadPort: number;
let operations: Operation[];

beforeAll(async () => {
  operations = (await readOperations()).filter((operation) => operation.response !== "bytes");
  servers = await Promise.all(Array.from({ length: scale.lanes }, () => startFaultServer(scale)));
  deadPort = await findDeadPort();
});

afterAll(() => {
  for (const server of servers) server.close();
});

const parameters = (path: string) =>
  Object.fromEntries(Array.from(path.matchAll(/\{(.*?)\}/g), (match) => [match[1] as string, "v3:id"]));

/** Sends where the plan says: to the server, or, for a refusal, to a port where nobody listens. */
function createFaultyFetch(schedule: Schedule): (url: string, init?: RequestInit) => Promise<Response> {
  return (url, init) => {
    schedule.begun.push(schedule.met.length);
    if (schedule.plan[schedule.met.length] !== "refused") return fetch(url, init);
    schedule.met.push("refused");
    return fetch(url.replace(/:\d+\//, `:${deadPort}/`), init);
  };
}

function countLate(schedule: Schedule, error: TelnyxError): void {
  if (error.name === "TimeoutError" || error.message.includes("in time")) schedule.late++;
}

/** Whether the machine was too busy for an attempt that the plan did not hold up. */
const isBusy = ({ met, late }: Schedule) => late > met.filter((fault) => /^(silence|late)/.test(fault)).length;

const ours = (maxRetries: number): Client => ({
  run(schedule, server) {
    const { timeoutMs, deadlineMs } = scale;
    const { method, path, safety, input } = schedule.operation;
    // A client of its own for each, so that one schedule does not spend the retry budget of another.
    const telnyx = createTelnyx({
      apiKey,
      headers: { [scheduleHeader]: schedule.id },
      baseUrl: `http://127.0.0.1:${server.port}/v2`,
      fetch: createFaultyFetch(schedule),
      timeoutMs,
      deadlineMs,
      maxRetries,
      hooks: { onRetry: ({ error }) => countLate(schedule, error), onError: ({ error }) => countLate(schedule, error) },
    });
    return telnyx.request(method, path, {
      path: parameters(path),
      safety,
      ...(input === "body" ? { body: {} } : {}),
      ...(schedule.operation.response === "empty" ? { response: "empty" as const } : {}),
    });
  },
});

/** The habit of most clients: three attempts at everything, and no id. */
const naive: Client = {
  async run(schedule, server) {
    const { method, path } = schedule.operation;
    const url = `http://127.0.0.1:${server.port}/v2${path.replace(/\{.*?\}/g, "id")}`;
    for (let attempt = 0; ; attempt++) {
      const body = method === "GET" ? {} : { body: JSON.stringify({ command_id: crypto.randomUUID() }) };
      const response = await createFaultyFetch(schedule)(url, {
        method,
        ...body,
        headers: { [scheduleHeader]: schedule.id },
        signal: AbortSignal.timeout(scale.timeoutMs),
      }).catch(() => undefined);
      if (response?.ok) return response.text();
      if (attempt === 2) throw new Error("failed");
    }
  },
};

const untouched: readonly string[] = ["refused", "429"];
/** After a 2xx head nothing is retried: the outcome is unknown, and the error says so. */
const ambiguous = (fault: string) => fault === "cut mid-body!" || fault === "closed mid-body!";

/** Whether a client that retries all that it may must succeed. */
function mustSucceed({ operation, plan, repeat }: Schedule): boolean {
  // The deadline comes first where too many attempts are held up; the rest is back-off.
  const heldUp = plan.filter((fault) => /^(silence|late)/.test(fault)).length;
  if (heldUp * scale.timeoutMs + 5000 > scale.deadlineMs) return false;
  if (operation.safety === "unsafe")
    return plan.every((fault) => untouched.includes(fault) || fault === "slow answer!");
  const stop = plan.findIndex((fault) => ambiguous(fault) && operation.response !== "empty");
  const slow = plan.indexOf("slow answer!");
  if (stop >= 0 && !(slow >= 0 && slow < stop)) return false;
  // Where the platform answers a repeated id with an error or without ids, there is no success to report.
  const executedBefore = plan.slice(0, slow < 0 ? undefined : slow).some((fault) => fault.endsWith("!"));
  return !(operation.safety === "deduped" && executedBefore && repeat === "a 4xx");
}

function violations(outcomes: readonly Outcome[]): string[] {
  const found: string[] = [];
  for (const { schedule, error } of outcomes) {
    const { operation, met, begun, effects } = schedule;
    const blame = (what: string) =>
      found.push(
        `${what}: ${operation.safety} ${operation.method} ${operation.path} after ${met.join(", ")}: ${error}`,
      );
    if (effects > 1) blame(`${effects} effects`);
    // A connection that undici opens in stock can meet a fault that no attempt of the client met.
    if (
      operation.safety === "unsafe" &&
      begun.length > 1 &&
      met.slice(0, -1).some((fault) => !untouched.includes(fault))
    )
      blame("repeated");
    if (mustSucceed(schedule) && !isBusy(schedule) && (error || effects !== (operation.safety === "safe" ? 0 : 1)))
      blame("no success");
    if (error === undefined) continue;
    if (!TelnyxError.isInstance(error)) blame("not typed");
    else if (effects > 0 && !error.mayHaveExecuted) blame("executed, and the error denies it");
    else if (operation.safety === "deduped" && !error.commandId) blame("no commandId");
  }
  return found;
}

describe(`a network that fails, on real sockets${soak ? ", for a long time" : ""}`, () => {
  it(
    `gives at most one effect in ${scale.count} seeded schedules, and success where the faults end`,
    async () => {
      const schedules = plan(operations, scale.count, 20260716);
      const outcomes = await runAll(schedules, servers, ours(10));
      // Where the machine was too busy for the time that a client waits, nothing is known about success: once more, on
      // fewer lanes at once.
      let busy = schedules.filter(isBusy);
      for (let lanes = servers.length; busy.length > 0 && lanes > 4; ) {
        lanes = Math.floor(lanes / 3);
        const again = busy.map((schedule) => ({ ...schedule, ...untried() }));
        outcomes.push(...(await runAll(again, servers.slice(0, lanes), ours(10))));
        busy = again.filter(isBusy);
      }
      const row = (safety: Safety) => {
        const own = outcomes.filter(({ schedule }) => schedule.operation.safety === safety);
        const sum = (count: (schedule: Schedule) => number) =>
          own.reduce((total, { schedule }) => total + count(schedule), 0);
        return {
          schedules: own.length,
          attempts: sum(({ met }) => met.length),
          effects: sum(({ effects }) => effects),
          succeeded: own.filter(({ error }) => error === undefined).length,
          due: sum((schedule) => Number(mustSucceed(schedule))),
          unknown: own.filter(({ error }) => (error as TelnyxError | undefined)?.mayHaveExecuted).length,
        };
      };
      console.table(
        Object.fromEntries(
          (["safe", "deduped", "repeatable", "unsafe"] as const).map((safety) => [safety, row(safety)]),
        ),
      );
      expect(schedules.length).toBeGreaterThanOrEqual(2000);
      expect(busy.length).toBeLessThan(schedules.length / 50);
      expect(violations(outcomes)).toEqual([]);
    },
    soak ? 3_600_000 : 300_000,
  );

  it(
    "does not pass a client that never retries, nor one that always does",
    async () => {
      const some = () => plan(operations, 0, 1).filter((_, index) => index % 7 === 0);
      const never = violations(await runAll(some(), servers, ours(0)));
      expect(never.filter((violation) => violation.startsWith("no success")).length).toBeGreaterThan(10);
      const always = violations(await runAll(some(), servers, naive));
      expect(always.filter((violation) => /^\d+ effects/.test(violation)).length).toBeGreaterThan(10);
    },
    soak ? 600_000 : 60_000,
  );
});
