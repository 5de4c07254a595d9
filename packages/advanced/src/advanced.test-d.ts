import { createTelnyx } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  type Advanced,
  type CustomSipHeader,
  createAdvanced,
  type ReferBody,
  type SendDtmfResponse,
  type SiprecConnector,
  type SiprecConnectorResponse,
  type SiprecConnectorsRetrieveResponse,
  type UpdateClientStateResponse,
} from "./index.js";

const advanced = createAdvanced(createTelnyx({ apiKey: "key" }));
const callControlId = "v3:call";
const connector = { name: "compliance", host: "srs.example.com", port: 5060 };

// Right calls.
expectTypeOf(createAdvanced({ apiKey: "key" })).toEqualTypeOf<Advanced>();
expectTypeOf(advanced.sendDtmf(callControlId, { digits: "1w2#" })).toEqualTypeOf<Promise<SendDtmfResponse>>();
expectTypeOf(advanced.updateClientState(callControlId, { client_state: "e30=" })).toEqualTypeOf<
  Promise<UpdateClientStateResponse>
>();
advanced.sendSipInfo(callControlId, { content_type: "text/plain", body: "hello" }, { deadlineMs: 5_000 });
advanced.startSiprec(callControlId, { connector_name: "compliance", secure: true });
advanced.stopSiprec(callControlId);
advanced.startNoiseSuppression(callControlId);
advanced.startNoiseSuppression(callControlId, { noise_suppression_engine: "Krisp", direction: "both" });
advanced.refer(callControlId, {
  sip_address: "sip:agent@pbx.example.com",
  sip_headers: [{ name: "User-to-User", value: "4711" }],
});
advanced.siprecConnectors.create(connector);
expectTypeOf(advanced.siprecConnectors.retrieve("compliance")).toEqualTypeOf<
  Promise<SiprecConnectorsRetrieveResponse>
>();
expectTypeOf(advanced.siprecConnectors.delete("compliance")).toEqualTypeOf<Promise<void>>();

// Missing parameters.
// @ts-expect-error the call is missing
advanced.stopSiprec();
// @ts-expect-error the body is missing
advanced.sendDtmf(callControlId);
// @ts-expect-error `content_type` is missing
advanced.sendSipInfo(callControlId, { body: "hello" });
// @ts-expect-error the connector's name is missing
advanced.siprecConnectors.update(connector);

// Wrong bodies.
// @ts-expect-error no such field
advanced.sendDtmf(callControlId, { digits: "1", duration: 200 });
// @ts-expect-error options in the body's place
advanced.stopSiprec(callControlId, { timeoutMs: 1_000 });
// @ts-expect-error the command takes no command_id
advanced.startSiprec(callControlId, { command_id: "0c9ae6b6-9e2e-4b0c-9c57-4ab4cbe5a1a5" });
// @ts-expect-error a port is a number
advanced.siprecConnectors.create({ ...connector, port: "5060" });

// Misspelt values.
// @ts-expect-error no such role
advanced.switchSupervisorRole(callControlId, { role: "listen" });
// @ts-expect-error no such engine
advanced.startNoiseSuppression(callControlId, { noise_suppression_engine: "krisp" });
// @ts-expect-error only User-to-User can be set
advanced.refer(callControlId, { sip_address: "sip:a@b.example", sip_headers: [{ name: "X-Id", value: "1" }] });

// The typed client.
advanced.client.GET("/siprec_connectors/{connector_name}", { params: { path: { connector_name: "compliance" } } });
// @ts-expect-error the path parameter is missing
advanced.client.GET("/siprec_connectors/{connector_name}", {});

// Named types.
const headers: CustomSipHeader[] = [{ name: "X-Account", value: "4711" }];
advanced.refer(callControlId, {
  sip_address: "sip:agent@pbx.example.com",
  custom_headers: headers,
} satisfies ReferBody);
advanced.siprecConnectors.create(connector satisfies SiprecConnector);
expectTypeOf<SiprecConnectorsRetrieveResponse>().toEqualTypeOf<SiprecConnectorResponse>();
