import type { World } from "../../world/world.js";
import type { Reply } from "./handler.js";

/** The platform ignores a `command_id` that it has seen within this time. */
export const windowMs = 60_000;

/** Remembers the replies to commands by scope (a call, or all dials) and `command_id`. Refusals are not remembered. */
export interface CommandMemory {
  /** The stored reply of the first command, or undefined; `name` is for the warning about a reused id. */
  recall(scope: string, commandId: unknown, name: string): Reply | undefined;
  store(scope: string, commandId: unknown, name: string, reply: Reply): void;
}

export function createCommandMemory(world: World): CommandMemory {
  const replies = new Map<string, { readonly name: string; readonly reply: Reply }>();
  const key = (scope: string, id: string) => `${scope}\n${id}`;
  return {
    recall(scope, commandId, name) {
      if (typeof commandId !== "string") return undefined;
      const known = replies.get(key(scope, commandId));
      if (!known) return undefined;
      if (known.name !== name) {
        world.timeline.warn(`${name} was ignored: its command_id was used for ${known.name} within 60 seconds.`);
      }
      return { ...known.reply, duplicate: true };
    },
    store(scope, commandId, name, reply) {
      if (typeof commandId !== "string") return;
      replies.set(key(scope, commandId), { name, reply });
      world.scheduler.schedule(windowMs, () => void replies.delete(key(scope, commandId)), { background: true });
    },
  };
}
