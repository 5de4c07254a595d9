import { Problem } from "../world/problem.js";
import type { World } from "../world/world.js";
import { type Conference, conferencesOf } from "./conference.js";

/**
 * The conference of an id, also one that is over; or, where names count, the active one of a name.
 *
 * @throws {Problem} 404/90058.
 */
export function findConference(world: World, given: string | undefined, byName: boolean): Conference {
  const found =
    conferencesOf(world).get(given ?? "") ??
    (byName
      ? [...conferencesOf(world).values()].find(({ name, status }) => name === given && status !== "completed")
      : undefined);
  if (found) return found;
  throw new Problem(404, "90058", "Invalid conference_id", "No conference has this id or name.");
}
