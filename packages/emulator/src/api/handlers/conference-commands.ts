import { applyClientState, requireClientState } from "../../calls/client-state.js";
import { conferenceCommands, readyLeg } from "../../conferences/commands.js";
import { findConference } from "../../conferences/find-conference.js";
import { type CreateFields, createConference } from "../../conferences/lifecycle.js";
import { problems } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import { conferenceHandlers, show } from "./conferences.js";
import type { CommandMemory } from "./dedupe.js";
import { checkedBody, type Handler, ok, type RequestInput } from "./handler.js";

/** These take the id only; the others find a conference by its name as well. */
const byIdOnly = new Set(["conferences.end", "conferences.sendDtmf", "conferences.gatherUsingAudio"]);

/** The operations of conferences: commands are checked in the order of those of a call. */
export function createConferenceHandlers(
  memory: CommandMemory,
  validate: (input: RequestInput) => void,
): Record<string, Handler> {
  const handlers: Record<string, Handler> = { "conferences.create": create };
  for (const [name, handler] of Object.entries(conferenceHandlers)) {
    handlers[name] = (world, input) => {
      validate(input);
      return handler(world, input);
    };
  }
  for (const [name, run] of Object.entries(conferenceCommands)) {
    handlers[name] = (world, input) => {
      const { operation, body, params } = input;
      const conference = findConference(world, params.id, !byIdOnly.has(name));
      const scope = `conference ${conference.id}`;
      const repeated = memory.recall(scope, body.command_id, operation.name);
      if (repeated) return repeated;
      if (conference.status === "completed" || conference.end)
        throw problems.state("90019", "Conference has already ended", "The conference is over and takes no commands.");
      validate(input);
      requireClientState(body.client_state);
      if (Array.isArray(body.call_control_ids) && body.call_control_ids.length === 0)
        world.timeline.warn(`${name}: the platform ignores /call_control_ids, which is empty. Everybody is meant.`);
      run(world, conference, body);
      const leg = typeof body.call_control_id === "string" ? world.legs.get(body.call_control_id) : undefined;
      if (leg) applyClientState(world, leg, body.client_state);
      const reply = ok({ result: "ok" });
      memory.store(scope, body.command_id, operation.name, reply);
      return reply;
    };
  }
  return handlers;

  function create(world: World, input: RequestInput) {
    const { operation, body } = input;
    const scope = `conference of ${body.call_control_id}`;
    const repeated = memory.recall(scope, body.command_id, operation.name);
    if (repeated) return repeated;
    validate(input);
    requireClientState(body.client_state);
    const leg = readyLeg(world, String(body.call_control_id));
    if (leg.conference)
      throw problems.state("90044", "Conference join not allowed", "The call is in a conference already.");
    const conference = createConference(world, leg, checkedBody<CreateFields>(input));
    applyClientState(world, leg, body.client_state);
    const reply = ok(show(conference));
    memory.store(scope, body.command_id, operation.name, reply);
    return reply;
  }
}
