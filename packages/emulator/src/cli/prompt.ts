import type { Party } from "../calls/party.js";
import type { Emulator } from "../emulator.js";
import { behaviours, type Callee } from "../world/callee.js";
import { readFault, UsageError } from "./arguments.js";

export const help = `call [from] [to]        somebody calls; the call is then the current one
press <keys>            the party presses keys: press 12#
say <words>             the party says something
hangup                  the party hangs up
calls                   the calls that are not over
use <number>            makes another call the current one
callee <number> <does>  how a number behaves when it is dialled: answer ring busy reject not_found fail deny machine
advance <seconds>       lets time pass
settle                  lets time pass until nothing is due
fault <fault[:on[:p]]>  injects a fault from now on
help, quit`;

/** Executes the lines that somebody types. Returns what to print; `quit` for the end. */
export interface Prompt {
  run(line: string): Promise<string>;
}

export function createPrompt(emulator: Emulator): Prompt {
  let current: string | undefined;
  let callers = 0;

  const party = (): Party => {
    const calls = emulator.parties;
    const found = calls.find(({ callControlId }) => callControlId === current) ?? calls.at(-1);
    if (!found) throw new UsageError('There is no call. Type "call", or let your application dial.');
    return found;
  };

  const actions: Readonly<Record<string, (rest: string, words: readonly string[]) => Promise<string> | string>> = {
    async call(_rest, [from, to = "+12025550100"]) {
      callers += 1;
      const call = await emulator.inboundCall({
        from: from ?? `+1202555${String(100 + callers).padStart(4, "0")}`,
        to,
      });
      current = call.callControlId;
      return "";
    },
    press: quietly((keys) => party().press(keys)),
    say: quietly((words) => party().say(words)),
    hangup: quietly(() => party().hangup()),
    calls: () => emulator.parties.map(describe).join("\n") || "There is no call.",
    use(_rest, [number = ""]) {
      const call = emulator.parties[Number(number) - 1];
      if (!call) throw new UsageError(`There is no call ${number}. "calls" lists them.`);
      current = call.callControlId;
      return describe(call, Number(number) - 1);
    },
    callee(_rest, [number = "", does = ""]) {
      emulator.setCallee(number, readCallee(does));
      return `${number}: ${does}`;
    },
    advance: quietly((seconds) => emulator.advance(readSeconds(seconds || "1"))),
    settle: quietly(() => emulator.settle()),
    fault(spec) {
      emulator.inject(readFault(spec));
      return "";
    },
    help: () => help,
    quit: () => "quit",
  };

  return {
    async run(line) {
      const [name = "", ...words] = line.trim().split(/\s+/);
      if (name === "") return "";
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
      if (!action) return `There is no command ${name}.\n${help}`;
      try {
        return await action(line.trim().slice(name.length).trim(), words);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

/** An action that prints nothing itself: the timeline shows what it does. */
function quietly(act: (rest: string) => Promise<void>) {
  return async (rest: string) => {
    await act(rest);
    return "";
  };
}

function describe(call: Party, index: number): string {
  return `${index + 1}  ${call.direction.padEnd(9)}${call.state.padEnd(9)}${call.callControlId}`;
}

function readCallee(does: string): Callee {
  if (does === "machine") return { as: "machine" };
  const found = behaviours.does.find((behaviour) => behaviour === does);
  if (!found) throw new UsageError(`A callee does ${behaviours.does.join(", ")} or machine, not ${does || "nothing"}.`);
  return { does: found };
}

function readSeconds(text: string): number {
  const seconds = Number(text.replace(/s$/, ""));
  if (seconds >= 0 && seconds <= 1_000_000) return seconds * 1000;
  throw new UsageError(`advance takes seconds, like 5 or 0.5; it got ${text}.`);
}
