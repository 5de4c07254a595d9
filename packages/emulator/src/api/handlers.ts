import { callCommands } from "../calls/commands.js";
import { retrieveCall } from "../resources/calls-api.js";
import type { Platform } from "../platform/platform.js";
import { callCommand } from "./call-command.js";
import { createCommandMemory } from "./dedupe.js";
import type { Handler, RequestInput } from "./handler.js";
import { toProblem, type Validator } from "./validation.js";

/** Every operation that is emulated, by domain and method. */
export function createHandlers(platform: Platform, validator: Validator): ReadonlyMap<string, Handler> {
  const memory = createCommandMemory(platform);
  const validate = ({ operation, body }: RequestInput) => {
    const finding = operation.bodySchema ? validator.check(operation.bodySchema, body) : undefined;
    if (finding) throw toProblem(finding, "body");
  };
  const validated = (handler: Handler): Handler => (p, input) => {
    validate(input);
    return handler(p, input);
  };
  const handlers = new Map<string, Handler>();
  for (const [name, command] of Object.entries(callCommands)) handlers.set(name, callCommand(command, memory, validate));
  for (const [name, handler] of Object.entries(resourceHandlers)) handlers.set(name, validated(handler));
  return handlers;
}

const resourceHandlers: Readonly<Record<string, Handler>> = {
  "voice.retrieve": retrieveCall,
};
