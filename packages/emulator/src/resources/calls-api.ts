import { type Handler, ok } from "../api/handler.js";
import { problems } from "../api/problem.js";
import { callStatus } from "../calls/status.js";

/** `GET /calls/{call_control_id}`: during the call and ten minutes after. */
export const retrieveCall: Handler = (platform, { params }) => {
  const leg = platform.legs.get(params.call_control_id ?? "");
  if (!leg) throw problems.unknownCall();
  return ok(callStatus(platform, leg));
};
