import type { CommandMemory } from "../api/dedupe.js";
import { checkedBody, type Handler, ok, type RequestInput } from "../api/handler.js";
import { problems } from "../api/problem.js";
import { applyClientState, requireClientState } from "../calls/client-state.js";
import type { Platform } from "../platform/platform.js";
import { conferenceCommands, readyLeg } from "./commands.js";
import { conferenceHandlers, show } from "./conferences-api.js";
import { findConference } from "./find-conference.js";
import { type CreateFields, createConference } from "./lifecycle.js";

/** These take the id only; the others find a conference by its name as well. */
const byIdOnly = new Set(["conferences.end", "conferences.sendDtmf", "conferences.gatherUsingAudio"]);

/** The operations of conferences: commands are checked in the order of those of a call. */
export function createConferenceHandlers(
  memory: CommandMemory,
  validate: (input: RequestInput) => void,
): Record<string, Handler> {
  const handlers: Record<string, Handler> = { "conferences.create": create };
  for (const [name, handler] of Object.entries(conferenceHandlers)) {
    handlers[name] = (platform, input) => {
      validate(input);
      return handler(platform, input);
    };
  }
  for (const [name, run] of Object.entries(conferenceCommands)) {
    handlers[name] = (platform, input) => {
      const { operation, body, params } = input;
      const conference = findConference(platform, params.id, !byIdOnly.has(name));
      const scope = `conference ${conference.id}`;
      const repeated = memory.recall(scope, body.command_id, operation.name);
      if (repeated) return repeated;
      if (conference.status === "completed" || conference.end)
        throw problems.state("90019", "Conference has already ended", "The conference is over and takes no commands.");
      validate(input);
      requireClientState(body.client_state);
      run(platform, conference, body);
      const leg = typeof body.call_control_id === "string" ? platform.legs.get(body.call_control_id) : undefined;
      if (leg) applyClientState(platform, leg, body.client_state);
      const reply = ok({ result: "ok" });
      memory.store(scope, body.command_id, operation.name, reply);
      return reply;
    };
  }
  return handlers;

  function create(platform: Platform, input: RequestInput) {
    const { operation, body } = input;
    const scope = `conference of ${body.call_control_id}`;
    const repeated = memory.recall(scope, body.command_id, operation.name);
    if (repeated) return repeated;
    validate(input);
    requireClientState(body.client_state);
    const leg = readyLeg(platform, String(body.call_control_id));
    if (leg.conference)
      throw problems.state("90044", "Conference join not allowed", "The call is in a conference already.");
    const conference = createConference(platform, leg, checkedBody<CreateFields>(input));
    applyClientState(platform, leg, body.client_state);
    const reply = ok(show(conference));
    memory.store(scope, body.command_id, operation.name, reply);
    return reply;
  }
}
