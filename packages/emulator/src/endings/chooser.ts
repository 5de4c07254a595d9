import type { DialledCall } from "../options.js";
import type { Chooser, Move, Way } from "../time/steer.js";
import type { Callee } from "../world/callee.js";
import type { Plan } from "./plan.js";
import { calleesOf, type Scenario } from "./scenario.js";
import type { Watch } from "./watch.js";

export interface ChooserParts {
  readonly plan: Plan;
  readonly watch: Watch;
  readonly nameOf: (id: string) => string;
  readonly moves: () => readonly Move[];
  readonly onVain: () => void;
}

/** A chooser that follows a plan. */
export interface PlannedChooser extends Chooser {
  /** An event that may happen at any time may happen now, within the application's commands. */
  interrupt(): void;
}

export function createChooser({ plan, watch, nameOf, moves, onVain }: ChooserParts): PlannedChooser {
  /** Where nothing happened since, a move would be the same move. */
  let offeredAt = -1;
  const offer = () => {
    if (watch.changes === offeredAt) return [];
    offeredAt = watch.changes;
    return moves();
  };

  function textOf(way: Way): string {
    if (way.kind === "usual") return "";
    if (way.kind === "move") return `${way.move.name} after ${watch.last}`;
    const { type, leg } = way.message;
    const how = { late: "late", twice: "twice", again: "again after the next" }[way.kind];
    return `the webhook ${type} (${nameOf(leg.id)}) comes ${how}`;
  }

  return {
    moves: offer,
    onVain,
    choose: (ways) => plan.pick(ways.slice(1).map(textOf)),
    interrupt() {
      const ways = offer().map((move) => ({ kind: "move", move }) as const);
      const picked = ways.length > 0 ? plan.pick(ways.map(textOf)) : 0;
      ways[picked - 1]?.move.run();
    },
  };
}

const deeds = {
  answer: "answers",
  ring: "does not answer",
  busy: "is busy",
  reject: "declines",
  not_found: "does not exist",
  fail: "is not reached",
  deny: "may not be called",
} as const;

function describeCallee({ does = "answer", as, afterMs, ...others }: Callee): string {
  const who = as ? ` as ${as}` : "";
  const when = afterMs === undefined ? "" : ` after ${afterMs} ms`;
  const more = Object.keys(others).length > 0 ? ` ${JSON.stringify(others)}` : "";
  return deeds[does] + who + when + more;
}

/** Lets the plan say how a called party behaves. */
export function pickCallee(plan: Plan, scenario: Scenario, call: DialledCall): Callee {
  const [usual = {}, ...others] = calleesOf(scenario, call);
  const picked = plan.pick(others.map((callee) => `callee ${call.to} ${describeCallee(callee)}`));
  return picked === 0 ? usual : (others[picked - 1] as Callee);
}
