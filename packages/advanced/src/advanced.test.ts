import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createAdvanced } from "./advanced.js";

const call = "v3:call/1+= ü";
const connector = { name: "compliance", host: "srs.example.com", port: 5060 };

testMethods(createAdvanced, {
  updateClientState: {
    given: [call, { client_state: "bWVudQ==" }],
    sends: "PUT /calls/{call_control_id}/actions/client_state_update",
  },
  sendDtmf: {
    given: [call, { digits: "1ww204#", duration_millis: 200 }],
    sends: "POST /calls/{call_control_id}/actions/send_dtmf",
    commandId: true,
  },
  sendSipInfo: {
    given: [call, { content_type: "application/json", body: '{"ticket":4711}' }],
    sends: "POST /calls/{call_control_id}/actions/send_sip_info",
    commandId: true,
  },
  startNoiseSuppression: {
    given: [call, { direction: "inbound", noise_suppression_engine: "DeepFilterNet" }],
    sends: "POST /calls/{call_control_id}/actions/suppression_start",
    commandId: true,
  },
  stopNoiseSuppression: {
    given: [call],
    sends: "POST /calls/{call_control_id}/actions/suppression_stop",
    commandId: true,
  },
  startSiprec: {
    given: [call, { connector_name: "compliance", siprec_track: "both_tracks" }],
    sends: "POST /calls/{call_control_id}/actions/siprec_start",
  },
  stopSiprec: { given: [call], sends: "POST /calls/{call_control_id}/actions/siprec_stop", commandId: true },
  switchSupervisorRole: {
    given: [call, { role: "whisper" }],
    sends: "POST /calls/{call_control_id}/actions/switch_supervisor_role",
  },
  refer: {
    given: [call, { sip_address: "sip:agent@pbx.example.com" }],
    sends: "POST /calls/{call_control_id}/actions/refer",
    commandId: true,
  },
  "siprecConnectors.create": { given: [connector], sends: "POST /siprec_connectors" },
  "siprecConnectors.retrieve": { given: ["compliance/ü"], sends: "GET /siprec_connectors/{connector_name}" },
  "siprecConnectors.update": {
    given: ["compliance/ü", { ...connector, port: 5061 }],
    sends: "PUT /siprec_connectors/{connector_name}",
  },
  "siprecConnectors.delete": {
    given: ["compliance/ü"],
    sends: "DELETE /siprec_connectors/{connector_name}",
    answer: "nothing",
  },
});
