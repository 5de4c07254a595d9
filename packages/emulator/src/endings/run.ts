import type { SigningKey } from "@telnyx-kit/webhooks/testing";
import type { Emulator } from "../emulator.js";
import type { EmulatorOptions } from "../options.js";
import { type Handles, type Rehearsal, startRehearsal } from "../rehearse.js";
import type { World } from "../world/world.js";
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

/** Options of the emulator that you may choose; the search sets the rest. */
export type EndingsEmulatorOptions = Pick<
  EmulatorOptions,
  "behaviour" | "connectionId" | "delivery" | "fallback" | "faults" | "quietMs" | "seed" | "startTime" | "timings"
>;

export interface RunParts {
  readonly app: (rehearsal: Rehearsal) => Handles | Promise<Handles>;
  readonly scenario: Scenario<Handles>;
  readonly accept: ((problem: Problem) => boolean) | undefined;
  readonly emulator: EndingsEmulatorOptions | undefined;
  readonly signingKey: SigningKey;
}

/** Lets an application live through a scenario in which these steps happen, and everything else as usual. */
export async function runOnce(
  { app, scenario, accept, emulator: options, signingKey }: RunParts,
  steps: readonly string[],
): Promise<Run> {
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
  let made = undefined as Handles | undefined;

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
      ...options,
      signingKey,
      chooser,
      callee: (call) => pickCallee(plan, scenario, call),
      mayWait: scenario.mayWait,
      autoSettle: false,
      mediaStreams: "none",
      onEntry: watch.note,
    },
  );
  const callers = scenario.callers ?? (scenario.start ? [] : [defaultCaller]);
  scenario.prepare?.(emulator);
  people = createPeople({ scenario, callers, emulator, world, plan, nameOf });
  await begin({ scenario, made: made as Handles, world, watch });
  await passTime({ emulator, world, people, watch, scenario, isOver: () => vain || watch.problem !== undefined });
  await emulator.stop();
  const { problem, harmless } = watch;
  return { problem, open: harmless ? [] : plan.open, missed: plan.missed, vain, emulator };
}

/** Real milliseconds that an application may take to begin: it may read a file first. */
const beginningMs = 2_000;

/** Starts the application and waits until it does something; what it promises may be kept much later. */
async function begin({ scenario, made, world, watch }: Beginning): Promise<void> {
  if (!scenario.start) return;
  let settled = false;
  const started = performance.now();
  void (async () => scenario.start?.(made))()
    .catch((error) => watch.fail({ kind: "error", message: `\`start\` failed: ${String(error)}` }))
    .finally(() => {
      settled = true;
    });
  while (!settled && world.scheduler.size === 0 && performance.now() < started + beginningMs)
    await new Promise((resolve) => setTimeout(resolve));
}

interface Beginning {
  readonly scenario: Scenario<Handles>;
  readonly made: Handles;
  readonly world: World;
  readonly watch: Watch;
}

/** Commands belong to the webhook that is being handled. One that is delivered by GET has no body, and is not followed. */
async function handleWatched(made: Handles, request: Request, watch: Watch): Promise<Response> {
  if (request.method === "GET") return made.handle(request);
  // One event has no `data`.
  const { data, id = "" } = (await request.clone().json()) as { data?: { id: string }; id?: string };
  const end = watch.handling(data?.id ?? id);
  try {
    return await made.handle(request);
  } finally {
    end();
  }
}
