import type { Emulator } from "../emulator.js";
import { formatPause } from "../time/format.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import type { People } from "./people.js";
import type { Scenario } from "./scenario.js";
import type { Watch } from "./watch.js";

export interface TimeParts {
  readonly emulator: Emulator;
  readonly world: World;
  readonly people: People;
  readonly watch: Watch;
  readonly scenario: Scenario;
  readonly isOver: () => boolean;
}

/** How long people talk. */
const talkMs = 60_000;
const hourMs = 3_600_000;
const mostSteps = 5_000;

/** Lets time pass until a problem shows or nothing can happen any more. */
export async function passTime({ emulator, world, people, watch, scenario, isOver }: TimeParts): Promise<void> {
  const { scheduler } = world;
  const { patienceMs = hourMs, mayWait = () => false } = scenario;
  const talks = new Map<Leg, number>();
  const waits = new Map<Leg, number>();
  let quietSince = 0;
  let changes = -1;
  await emulator.advance(0);

  for (let steps = 0; !isOver(); steps += 1) {
    if (steps === mostSteps)
      return watch.fail({ kind: "endless", message: `The run has not ended after ${mostSteps} steps.` });
    if (watch.changes !== changes) [changes, quietSince] = [watch.changes, scheduler.now];
    const [talker, talkSince] = longest(talks, people.talking(), scheduler.now);
    const waiting = people.waiting().filter((leg) => !mayWait(emulator.party(leg.id)));
    const [waiter, waitSince] = longest(waits, waiting, scheduler.now);
    if (scheduler.foreground > 0) {
      await passTo(scheduler.peek()?.at);
      continue;
    }
    const [stranded] = emulator.stranded;
    if (stranded) return strand(stranded, "it was answered, and nothing happens to it any more");
    if (await people.act()) continue;
    const next = scheduler.peek()?.at ?? Number.POSITIVE_INFINITY;
    if (waiter && waitSince + patienceMs <= Math.min(next, talkSince + talkMs))
      return strand(waiter, `its party waits, and for ${formatPause(patienceMs)} nobody talks to it`);
    if (talker && talkSince + talkMs <= next) {
      // The two have said everything.
      await passTo(talkSince + talkMs);
      await emulator.party(talker.id).hangup();
    } else if (next <= quietSince + patienceMs) await passTo(next);
    else return;
  }

  async function passTo(at = scheduler.now): Promise<void> {
    await emulator.advance(Math.max(0, at - scheduler.now));
  }

  function strand({ from, to }: { readonly from: string; readonly to: string }, why: string): void {
    watch.fail({ kind: "stranded", message: `The call from ${from} to ${to} is stranded: ${why}.` });
  }
}

/** Remembers since when each of these legs is one of them; gives the one that is it longest. */
function longest(since: Map<Leg, number>, legs: readonly Leg[], now: number): [Leg | undefined, number] {
  for (const leg of since.keys()) if (!legs.includes(leg)) since.delete(leg);
  for (const leg of legs) if (!since.has(leg)) since.set(leg, now);
  // Kept in the order in which they were put in.
  return [...since][0] ?? [undefined, Number.POSITIVE_INFINITY];
}
