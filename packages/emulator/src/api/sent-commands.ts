import { perWorld } from "../world/per-world.js";
import { readState } from "../world/read-state.js";
import type { SentCommand } from "../world/sent-command.js";

const most = 10_000;

/** The commands so far, oldest first; beyond the limit the oldest are forgotten. */
export const commandsOf = perWorld(() => [] as SentCommand[]);

/** Keeps a command with its whole body. */
export function keepCommand(commands: SentCommand[], command: Omit<SentCommand, "state">): void {
  const { operation, call_control_id, status, code, body } = command;
  const { client_state: encoded } = body;
  const state = typeof encoded === "string" ? readState(encoded) : undefined;
  // Field by field: V8 gives a copy by spread a shape of its own, and there are thousands.
  commands.push({ operation, call_control_id, status, code, body, state });
  if (commands.length > most * 2) commands.splice(0, most);
}
