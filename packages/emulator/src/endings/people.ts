import type { Emulator } from "../emulator.js";
import type { Move } from "../time/steer.js";
import type { Gather } from "../world/gather.js";
import { isActive, isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import type { Plan } from "./plan.js";
import { isRight, keysOf, type Scenario } from "./scenario.js";

/** The people on the lines of a run: what they may do at any time, and what they do when nothing else happens. */
export interface People {
  moves(): readonly Move[];
  /** Somebody who has a reason to act does it: calls, presses a key, says something. False when nobody has. */
  act(): Promise<boolean>;
  /** Legs whose parties talk with somebody. */
  talking(): readonly Leg[];
  /** Answered legs that wait for somebody, or for something to happen. */
  waiting(): readonly Leg[];
}

export interface PeopleParts {
  readonly scenario: Scenario;
  readonly callers: NonNullable<Scenario["callers"]>;
  readonly emulator: Emulator;
  readonly world: World;
  readonly plan: Plan;
  readonly nameOf: (id: string) => string;
}

export function createPeople({ scenario, callers, emulator, world, plan, nameOf }: PeopleParts): People {
  const toCall = [...callers];
  /** How often each gather has asked, when somebody decided what to answer. */
  const answered = new Map<object, number>();
  /** The keys that a party presses in one gather, or in each of its gathers. */
  const habits = new Map<Gather | Leg, string>();
  const active = () => [...world.legs.values()].filter(isActive);

  const call = async () => {
    const caller = toCall.shift();
    if (caller) await emulator.inboundCall(caller);
  };

  /** True once for each time that something asks. */
  function asks(gather: object, times: number): boolean {
    if (answered.get(gather) === times) return false;
    answered.set(gather, times);
    return true;
  }

  /** The same keys at every try of a gather: the application learns of its end only. */
  async function press(leg: Leg): Promise<boolean> {
    const { gather } = leg;
    if (gather?.state !== "collecting" || !asks(gather, gather.tries)) return false;
    const keys = habits.get(leg) ?? habits.get(gather) ?? pickKeys(leg, gather);
    if (keys === "") return false;
    await emulator.party(leg.id).press(keys);
    return true;
  }

  /** Picks the keys for a gather. Keys that end it badly may become a habit. */
  function pickKeys(leg: Leg, gather: Gather): string {
    const [usual = "", ...others] = keysOf(scenario, gather);
    const bad = others.filter((keys) => !isRight(keys, gather));
    const text = (keys: string) => `${nameOf(leg.id)} presses ${keys || "nothing"}`;
    const picked = plan.pick([...others.map(text), ...bad.map((keys) => `${text(keys)} from now on`)]) - 1;
    const keys = picked < 0 ? usual : ([...others, ...bad][picked] as string);
    habits.set(picked < others.length ? gather : leg, keys);
    return keys;
  }

  async function speak(leg: Leg): Promise<boolean> {
    const { conversation } = leg;
    if (conversation?.kind !== "gather" || conversation.state !== "active") return false;
    if (!asks(conversation, conversation.history.length)) return false;
    const [usual, ...others] = scenario.words ?? [];
    if (!usual) return false;
    const party = nameOf(leg.id);
    const says = others.map(({ say = "" }) => `${party} says "${say}"`);
    const picked = plan.pick([...says, `${party} says nothing`]);
    const words = picked === 0 ? usual : others[picked - 1];
    if (!words) return false;
    await emulator.party(leg.id).say(words.say ?? "", words.fields);
    return true;
  }

  return {
    moves() {
      const hangups = active()
        .filter((leg) => isAnswered(leg) || leg.direction === "incoming")
        .map((leg) => ({
          name: `${nameOf(leg.id)} hangs up`,
          run: () => void emulator.party(leg.id).hangup(),
        }));
      const [next] = toCall;
      const early = next && world.legs.size > 0 ? [{ name: `${next.from} calls`, run: () => void call() }] : [];
      return [...hangups, ...early];
    },
    async act() {
      if (toCall.length > 0) {
        await call();
        return true;
      }
      for (const leg of active()) if ((await press(leg)) || (await speak(leg))) return true;
      return false;
    },
    talking: () => active().filter((leg) => isTalking(world, leg)),
    waiting: () => active().filter((leg) => isAnswered(leg) && !isTalking(world, leg)),
  };
}

/** True for a party with somebody, or some program, to talk to. */
function isTalking(world: World, leg: Leg): boolean {
  if (!isAnswered(leg)) return false;
  if (leg.peer && isActive(leg.peer)) return true;
  if (leg.supervises && isActive(leg.supervises.leg)) return true;
  if (leg.conversation && leg.conversation.kind !== "gather") return true;
  if ([...leg.services.keys()].some((kind) => kind !== "siprec")) return true;
  const { conference } = leg;
  if (!conference) return false;
  return [...world.legs.values()].some(
    (other) => other !== leg && isActive(other) && other.conference?.id === conference.id,
  );
}
