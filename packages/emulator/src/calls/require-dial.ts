import { type Application, applicationsOf } from "../resources/applications.js";
import { perWorld } from "../world/per-world.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";

/** @throws {Problem} 10016 for what is neither an E.164 number nor a SIP URI. */
export function requireParty(party: string, pointer: string): void {
  if (
    /^\+[1-9]\d{6,14}$/.test(party) ||
    /^sips?:[^\s@]+@[^\s@]+$/.test(party) ||
    (pointer === "/from" && /^[+\w.@:-]{1,128}$/.test(party))
  )
    return;
  throw problems.invalid(
    "10016",
    "Phone number must be in +E164 format",
    `The '${pointer.slice(1)}' parameter must be a +E164 number or a SIP URI.`,
    pointer,
  );
}

/** @throws {Problem} 10015 for an application that does not exist or has no webhook address. */
export function requireConnection(world: World, id: string): void {
  const application = applicationsOf(world).get(id);
  if (application?.webhook_event_url) {
    requireProfile(application);
    return;
  }
  throw problems.invalid(
    "10015",
    "Invalid value for connection_id (Call Control App ID)",
    "No application has this connection_id. Use the emulator's `connectionId`, or create an application first.",
    "/connection_id",
  );
}

/** @throws {Problem} 10010 and D38: an application that was created without a profile cannot place calls. */
export function requireProfile({ outbound }: Application): void {
  if ((outbound as { outbound_voice_profile_id?: string } | undefined)?.outbound_voice_profile_id) return;
  throw problems.account(
    "D38",
    "The application has no outbound voice profile. Set outbound.outbound_voice_profile_id on it.",
  );
}

/** When the dials of the last seconds were made. */
const recentDials = perWorld((): number[] => []);

/** @throws {Problem} 90103 beyond 30 dials a second, counted over five seconds. */
export function countDial(world: World): void {
  const limit = world.settings.dialsPerSecond;
  if (limit === false) return;
  const now = world.scheduler.now;
  const recent = recentDials(world);
  while (recent[0] !== undefined && recent[0] <= now - 5_000) recent.shift();
  if (recent.length >= limit * 5) throw problems.dialsPerSecond();
  recent.push(now);
}
