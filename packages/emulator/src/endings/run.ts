import type { SigningKey } from "@telnyx-kit/webhooks/testing";
import type { Emulator } from "../emulator.js";
import { type Handles, type Rehearsal, startRehearsal } from "../rehearse.js";
import { createChooser, pickCallee } from "./chooser.js";
import { createNames } from "./names.js";
import { passTime } from "./pass-time.js";
import { createPeople, type People } from "./people.js";
import { createPlan } from "./plan.js";
import { defaultCaller, type Scenario } from "./scenario.js";
import { createWatch, type Problem, type Watch } from "./watch.js";

/** How one run went. */
export interface Run {
  readonly problem: Problem | undefined;
  /** Ways that were not taken after the last step. */
  readonly open: readonly string[];
  /** Steps that the run did not come to. */
  readonly missed: readonly string[];
  /** A webhook was to come late, and nothing overtook it: there was such a run already. */
  readonly vain: boolean;
  readonly emulator: Emulator;
}

export interface RunParts {
  readonly app: (rehearsal: Rehearsal) => Handles | Promise<Handles>;
  readonly scenario: Scenario<Handles>;
  readonly accept: ((problem: Problem) => boolean) | undefined;
  readonly signingKey: SigningKey;
}

/** Lets an application live through a scenario in which these steps happen, and everything else as usual. */
export async function runOnce({ app, scenario, accept, signingKey }: RunParts, steps: readonly string[]): Promise<Run> {
  const plan = createPlan(steps);
  const nameOf = createNames(() => world.legs);
  const watch = createWatch(nameOf, accept);
  let people: People | undefined;
  let vain = false;
  const moves = () => people?.moves() ?? [];
  const onVain = () => {
    vain = true;
  };
  const chooser = createChooser({ plan, watch, nameOf, moves, onVain });
  let made: Handles | undefined;

  const { emulator, world } = await startRehearsal(
    async (rehearsal) => {
      const { fetch } = rehearsal.telnyx;
      // Between two commands of one handler somebody may hang up too.
      const telnyx = {
        ...rehearsal.telnyx,
        fetch: (...request: Parameters<NonNullable<typeof fetch>>) => {
          chooser.interrupt();
          return (fetch as NonNullable<typeof fetch>)(...request);
        },
      };
      made = await app({ ...rehearsal, telnyx });
      return { handle: (request) => handleWatched(made as Handles, request, watch) };
    },
    {
      signingKey,
      chooser,
      callee: (call) => pickCallee(plan, scenario, call),
      mayWait: scenario.mayWait,
      autoSettle: false,
      onEntry: watch.note,
    },
  );
  const callers = scenario.callers ?? (scenario.start ? [] : [defaultCaller]);
  people = createPeople({ scenario, callers, emulator, world, plan, nameOf });
  await begin(scenario, made, watch.fail);
  await passTime({ emulator, world, people, watch, scenario, isOver: () => vain || watch.problem !== undefined });
  await emulator.stop();
  const { problem, harmless } = watch;
  return { problem, open: harmless ? [] : plan.open, missed: plan.missed, vain, emulator };
}

/** Starts the application; what it promises may be kept much later. */
async function begin(scenario: Scenario<Handles>, made: Handles | undefined, fail: (problem: Problem) => void) {
  try {
    const promise = scenario.start?.(made as Handles);
    Promise.resolve(promise).catch(onError);
  } catch (error) {
    onError(error);
  }
  function onError(error: unknown): void {
    fail({ kind: "error", message: `\`start\` failed: ${String(error)}` });
  }
}

async function handleWatched(made: Handles, request: Request, watch: Watch): Promise<Response> {
  const { data, id } = (await request.clone().json()) as { data?: { id: string }; id?: string };
  const end = watch.handling(data?.id ?? id ?? "");
  try {
    return await made.handle(request);
  } finally {
    end();
  }
}
