import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const longest = 87_384;
const unusual = 5_464;

/**
 * Checks a `client_state`: standard base64 with padding, at most 64 KiB decoded.
 *
 * @throws {Problem} 90017.
 */
export function requireClientState(value: unknown, pointer = "/client_state"): void {
  if (value === undefined || value === null) return;
  if (typeof value === "string" && value.length <= longest && base64.test(value)) return;
  throw problems.invalid(
    "90017",
    "Invalid client_state",
    "The client_state must be standard base64, padded, of at most 64 KiB.",
    pointer,
  );
}

/** Keeps the `client_state` of a command's body, as every command does: later events of the leg carry it. */
export function applyClientState(world: World, leg: Leg, value: unknown): void {
  if (typeof value !== "string") return;
  if (value.length > unusual) world.timeline.warn(`client_state has ${value.length} characters; keep it small.`);
  leg.clientState = value;
}
