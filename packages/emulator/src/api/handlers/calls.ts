import { callStatus } from "../../calls/status.js";
import { applicationsOf } from "../../resources/applications.js";
import { callEventsOf } from "../../resources/store.js";
import { problems } from "../../world/problem.js";
import { type Handler, ok } from "./handler.js";
import { cursorPage, filterRecords, numberedPage } from "./paging.js";

/** `GET /calls/{call_control_id}`: during the call and ten minutes after. */
const retrieve: Handler = (world, { params }) => {
  const leg = world.legs.get(params.call_control_id ?? "");
  if (!leg) throw problems.unknownCall(world.settings.behaviour.unknownCallStatus);
  return ok(callStatus(world, leg));
};

/** `GET /connections/{connection_id}/active_calls`. */
const activeCalls: Handler = (world, { params, query }) => {
  const connection = params.connection_id ?? "";
  if (!applicationsOf(world).get(connection)) throw problems.notFound("The connection");
  const items = [...world.legs.values()]
    .filter((leg) => leg.connectionId === connection && leg.state !== "ended")
    .map((leg) => {
      const { call_control_id, call_leg_id, call_session_id, call_duration } = callStatus(world, leg);
      return {
        record_type: "call",
        call_control_id: String(call_control_id),
        call_leg_id,
        call_session_id,
        call_duration,
        client_state: leg.clientState ?? "",
      };
    });
  return cursorPage(items, query, (item) => item.call_control_id, `/v2/connections/${connection}/active_calls`);
};

const fields = { leg_id: "call_leg_id", application_session_id: "call_session_id", occurred_at: "event_timestamp" };

/** `GET /call_events`: commands and webhooks of the calls so far. */
const events: Handler = (world, { query }) => {
  const { leg_id, application_session_id, occurred_at, name, type } = (query.filter ?? {}) as Record<string, unknown>;
  const wanted = Object.entries({ leg_id, application_session_id, occurred_at, name, type }).filter(
    ([, value]) => value !== undefined,
  );
  return numberedPage(filterRecords(callEventsOf(world).values(), Object.fromEntries(wanted), fields), query);
};

export const callHandlers: Readonly<Record<string, Handler>> = {
  "voice.retrieve": retrieve,
  "voice.activeCalls.list": activeCalls,
  "voice.events.list": events,
};
