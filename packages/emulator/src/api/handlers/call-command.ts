import { applyClientState, requireClientState } from "../../calls/client-state.js";
import { requireHeaders } from "../../calls/require-headers.js";
import { isActive, isAnswered, type Leg } from "../../world/leg.js";
import { problems } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import type { CommandMemory } from "./dedupe.js";
import type { Handler, RequestInput } from "./handler.js";
import { recordCommand } from "./record-command.js";

/** Applies a command to its leg; the fields that it returns join `result: "ok"` in the response. */
export interface CallCommand {
  readonly run: (
    world: World,
    leg: Leg,
    body: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>> | undefined;
  /** Commands that need an open line are refused with 90034 before the answer. */
  readonly needsAnswer: boolean;
}

type Run<Body> = (world: World, leg: Leg, body: Body) => unknown;

/**
 * A command that is possible as long as the leg is not over. The body has its type because it passed the
 * schema; the command returns what joins the response, or nothing.
 */
export function anytime<Body>(run: Run<Body>): CallCommand {
  return {
    run: (world, leg, body) => run(world, leg, body as Body) as Readonly<Record<string, unknown>> | undefined,
    needsAnswer: false,
  };
}

/** A command that needs an answered call. */
export function answered<Body>(run: Run<Body>): CallCommand {
  return { ...anytime(run), needsAnswer: true };
}

/**
 * Runs a command in the order of checks that real refusals suggest: the call exists, the repeat is ignored, the call
 * is not over, the parameters are right, the call is answered, then the command's own rules.
 */
export function callCommand(
  command: CallCommand,
  memory: CommandMemory,
  validate: (input: RequestInput) => void,
): Handler {
  return (world, input) => {
    const { operation, body, params } = input;
    const leg = world.legs.get(params.call_control_id ?? "");
    if (!leg) throw problems.unknownCall(world.settings.behaviour.unknownCallStatus);
    const repeated = memory.recall(leg.id, body.command_id, operation.name);
    if (repeated) return repeated;
    if (!isActive(leg)) throw problems.callEnded();
    validate(input);
    requireClientState(body.client_state);
    requireHeaders(body);
    if (command.needsAnswer && !isAnswered(leg))
      throw problems.notAnswered(operation.path.slice(operation.path.lastIndexOf("/") + 1));
    world.cancel(leg, leg.firstCommand);
    const extra = command.run(world, leg, body);
    applyClientState(world, leg, body.client_state);
    recordCommand(world, operation.path.slice(operation.path.lastIndexOf("/") + 1), leg.legId, leg.sessionId);
    const reply = { status: 200, body: { data: { result: "ok", ...extra } } };
    memory.store(leg.id, body.command_id, operation.name, reply);
    return reply;
  };
}
