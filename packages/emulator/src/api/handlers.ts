import { callCommands } from "../calls/commands.js";
import { countDial, type DialBody, dial } from "../calls/dial.js";
import { createConferenceHandlers } from "../conferences/conference-command.js";
import type { Platform } from "../platform/platform.js";
import { accountHandlers } from "../resources/account-api.js";
import { applicationHandlers } from "../resources/applications-api.js";
import { callHandlers } from "../resources/calls-api.js";
import { mediaHandlers } from "../resources/media-api.js";
import { queueHandlers } from "../resources/queues-api.js";
import { recordingHandlers } from "../resources/recordings-api.js";
import { callCommand } from "./call-command.js";
import { type CommandMemory, createCommandMemory } from "./dedupe.js";
import { checkedBody, type Handler, ok, type Reply, type RequestInput } from "./handler.js";
import { recordCommand } from "./record-command.js";
import { toProblem, type Validator } from "./validation.js";

/** Every operation that is emulated, by domain and method. */
export function createHandlers(platform: Platform, validator: Validator): ReadonlyMap<string, Handler> {
  const memory = createCommandMemory(platform);
  const validate = ({ operation, body, form }: RequestInput) => {
    // A form is checked by its handler: its parts are texts and files, which no JSON schema describes.
    if (!operation.bodySchema || form) return;
    const finding = validator.check(operation.bodySchema, body);
    if (finding) throw toProblem(finding, "body");
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
  platform: Platform,
  input: RequestInput,
  memory: CommandMemory,
  validate: (input: RequestInput) => void,
): Reply {
  const { body, operation } = input;
  const repeated = memory.recall("dial", body.command_id, operation.name);
  if (repeated) return repeated;
  validate(input);
  countDial(platform);
  const call = dial(platform, checkedBody<DialBody>(input));
  recordCommand(platform, "dial", call.call_leg_id, call.call_session_id);
  const reply = ok(call);
  memory.store("dial", body.command_id, operation.name, reply);
  return reply;
}
