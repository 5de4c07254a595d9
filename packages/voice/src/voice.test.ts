import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createVoice } from "./voice.js";

const call = "v3:call/1+= ü";
const connection_id = "1293384261075731499";
const from = "+12025550101";
const to = "sip:agent@example.com";
const webhook_event_url = "https://example.com/webhooks";

testMethods(createVoice, {
  dial: { given: [{ connection_id, from, to, timeout_secs: 20 }], sends: "POST /calls", commandId: true },
  answer: {
    given: [call, { client_state: "bWVudQ==" }],
    sends: "POST /calls/{call_control_id}/actions/answer",
    commandId: true,
  },
  reject: {
    given: [call, { cause: "USER_BUSY" }],
    sends: "POST /calls/{call_control_id}/actions/reject",
    commandId: true,
  },
  bridge: {
    given: [call, { call_control_id: "v3:agent", park_after_unbridge: "self" }],
    sends: "POST /calls/{call_control_id}/actions/bridge",
    commandId: true,
  },
  transfer: {
    given: [call, { to, timeout_secs: 20 }],
    sends: "POST /calls/{call_control_id}/actions/transfer",
    commandId: true,
  },
  hangup: { given: [call], sends: "POST /calls/{call_control_id}/actions/hangup", commandId: true },
  retrieve: { given: [call], sends: "GET /calls/{call_control_id}" },
  "activeCalls.list": {
    given: [connection_id, { page: { limit: 20, after: "a+b/c=" } }],
    sends: "GET /connections/{connection_id}/active_calls?page[limit]=20&page[after]=a+b/c=",
    answer: "page",
  },
  "applications.create": {
    given: [{ application_name: "Support line", webhook_event_url, webhook_api_version: "2" }],
    sends: "POST /call_control_applications",
  },
  "applications.list": {
    given: [{ filter: { application_name: { contains: "support" } }, sort: "connection_name", page: { size: 50 } }],
    sends:
      "GET /call_control_applications?filter[application_name][contains]=support&sort=connection_name&page[size]=50",
    answer: "page",
  },
  "applications.retrieve": { given: [connection_id], sends: "GET /call_control_applications/{id}" },
  "applications.update": {
    given: [connection_id, { application_name: "Support line", webhook_event_url }],
    sends: "PATCH /call_control_applications/{id}",
  },
  "applications.delete": { given: [connection_id], sends: "DELETE /call_control_applications/{id}" },
  "events.list": {
    given: [{ filter: { leg_id: "leg-1", occurred_at: { gte: "2026-01-02T03:04:05Z" } }, page: { number: 2 } }],
    sends: "GET /call_events?filter[leg_id]=leg-1&filter[occurred_at][gte]=2026-01-02T03:04:05Z&page[number]=2",
    answer: "page",
  },
});
