import { type DialBody, dial } from "../../calls/dial.js";
import { countDial } from "../../calls/require-dial.js";
import { type ConferenceConfig, intoConference } from "../../conferences/dial-into-conference.js";
import type { World } from "../../world/world.js";
import { toProblem, type Validator } from "../spec/validation.js";
import { accountHandlers } from "./account.js";
import { applicationHandlers } from "./applications.js";
import { callCommand } from "./call-command.js";
import { callCommands } from "./call-commands.js";
import { callHandlers } from "./calls.js";
import { createConferenceHandlers } from "./conference-commands.js";
import { type CommandMemory, createCommandMemory } from "./dedupe.js";
import { checkedBody, type Handler, ok, type Reply, type RequestInput } from "./handler.js";
import { mediaHandlers } from "./media.js";
import { queueHandlers } from "./queues.js";
import { recordCommand } from "./record-command.js";
import { recordingHandlers } from "./recordings.js";

/** Every operation that is emulated, by domain and method. */
export function createHandlers(world: World, validator: Validator): ReadonlyMap<string, Handler> {
  const memory = createCommandMemory(world);
  const validate = ({ operation, body, form }: RequestInput) => {
    // A form is checked by its handler: its parts are texts and files, which no JSON schema describes.
    if (!operation.bodySchema || form) return;
    const finding = validator.check(operation.bodySchema, body);
    if (finding) throw toProblem(finding, "body");
    for (const field of validator.unknownFields(operation.bodySchema, body))
      world.timeline.warn(`${operation.name}: the platform ignores ${field}, which is no field of it.`);
  };
  const validated =
    (handler: Handler): Handler =>
    (p, input) => {
      validate(input);
      return handler(p, input);
    };
  const handlers = new Map<string, Handler>();
  for (const [name, command] of Object.entries(callCommands))
    handlers.set(name, callCommand(command, memory, validate));
  handlers.set("voice.dial", (p, input) => dialOnce(p, input, memory, validate));
  for (const [name, handler] of Object.entries(createConferenceHandlers(memory, validate))) handlers.set(name, handler);
  for (const [name, handler] of Object.entries(resourceHandlers)) handlers.set(name, validated(handler));
  return handlers;
}

const resourceHandlers: Readonly<Record<string, Handler>> = {
  ...accountHandlers,
  ...applicationHandlers,
  ...callHandlers,
  ...mediaHandlers,
  ...queueHandlers,
  ...recordingHandlers,
};

/** Dials have no call yet, so their `command_id`s are compared with those of all dials. */
function dialOnce(
  world: World,
  input: RequestInput,
  memory: CommandMemory,
  validate: (input: RequestInput) => void,
): Reply {
  const { body, operation } = input;
  const repeated = memory.recall("dial", body.command_id, operation.name);
  if (repeated) return repeated;
  validate(input);
  countDial(world);
  const fields = checkedBody<DialBody & { readonly conference_config?: ConferenceConfig }>(input);
  const { conference_config: config } = fields;
  const call = dial(world, fields, config && intoConference(world, config));
  recordCommand(world, "dial", call.call_leg_id, call.call_session_id);
  const reply = ok(call);
  memory.store("dial", body.command_id, operation.name, reply);
  return reply;
}
