import { describe, expect, it } from "vitest";
import { smallDomains, smallUpstream } from "../openapi/__tests__/small-upstream.js";
import { messageOf } from "../openapi/__tests__/temporary-root.js";
import type { JsonObject } from "../openapi/document.js";
import { readDomains } from "../openapi/domains.js";
import { findEvents } from "../openapi/find-events.js";
import { cutFragments } from "./cut.js";

const cut = (document: object = smallUpstream(), domains = smallDomains, broughtByOverlays = new Set<string>()) =>
  cutFragments(
    { place: "upstream.json", text: JSON.stringify(document, null, 1), sha256: "", document: document as JsonObject },
    readDomains("domains.yaml", domains),
    { broughtByOverlays },
  );

describe("cutFragments", () => {
  it("gives each domain its operations, its events and the components that only it uses", () => {
    const voice = cut().fragments.get("voice");
    expect(Object.keys(voice?.paths ?? {})).toEqual(["/calls/{call_control_id}/actions/answer"]);
    expect(Object.keys(voice?.webhooks ?? {})).toEqual(["call.answered"]);
    expect(Object.keys(voice?.components.schemas ?? {})).toEqual(["AnswerRequest", "CallAnswered"]);
  });

  it("puts what several fragments use into the shared one and refers to it there", () => {
    const { fragments } = cut();
    expect(fragments.get("shared")?.components).toMatchObject({ schemas: { Result: {} } });
    for (const name of ["voice", "media"])
      expect(JSON.stringify(fragments.get(name))).toContain("./shared.yaml#/components/schemas/Result");
  });

  it("carries no prose over", () => {
    expect(JSON.stringify([...cut().fragments])).not.toMatch(
      /Answer an incoming|The call"|aGF2|"title":"Answer"|Unused/,
    );
  });

  it("names the operations and events of the voice family that nobody claims, and no others", () => {
    expect(cut().unclaimed).toEqual({
      operations: ["POST /calls/{call_control_id}/actions/sing"],
      events: ["call.sung"],
    });
  });

  it("follows a reference into the middle of a component and keeps the whole of it", () => {
    const upstream = smallUpstream();
    upstream.components.schemas.AnswerRequest = {
      type: "object",
      properties: { data: { $ref: "#/components/schemas/Result/properties/data" } },
    };
    const { fragments } = cut(upstream);
    expect(fragments.get("voice")?.components.schemas?.AnswerRequest).toEqual({
      type: "object",
      properties: { data: { $ref: "./shared.yaml#/components/schemas/Result/properties/data" } },
    });
    expect(fragments.get("shared")?.components.schemas?.Result).toHaveProperty("properties.data");
  });

  it("takes components that refer to each other", () => {
    const upstream = smallUpstream();
    upstream.components.schemas.AnswerRequest = {
      properties: {
        next: { $ref: "#/components/schemas/AnswerRequest" },
        result: { $ref: "#/components/schemas/Result" },
      },
    };
    upstream.components.schemas.Result = { properties: { request: { $ref: "#/components/schemas/AnswerRequest" } } };
    expect(Object.keys(cut(upstream).fragments.get("shared")?.components.schemas ?? {}).sort()).toEqual([
      "AnswerRequest",
      "Result",
    ]);
  });

  it("does not miss what an overlay brings", () => {
    const domains = smallDomains
      .replace("answer: POST", "hum: GET /hum\n      answer: POST")
      .replace("[call.answered]", "[call.answered, call.hummed]");
    expect(cut(smallUpstream(), domains, new Set(["GET /hum", "call.hummed"])).arrived).toEqual([]);
    expect(() => cut(smallUpstream(), domains, new Set(["GET /hum"]))).toThrow("names the event call.hummed");
  });

  it("reports what an overlay brings and upstream has itself", () => {
    const answer = "POST /calls/{call_control_id}/actions/answer";
    expect(cut(smallUpstream(), smallDomains, new Set([answer, "call.answered"])).arrived).toEqual([
      answer,
      "call.answered",
    ]);
  });

  const withoutResult = () => {
    const { Result, ...schemas } = smallUpstream().components.schemas;
    const upstream = smallUpstream();
    return { ...upstream, components: { ...upstream.components, schemas } };
  };
  const deepReference = () => {
    const upstream = smallUpstream();
    upstream.components.schemas.AnswerRequest = {
      properties: { data: { $ref: "#/components/schemas/Result/properties/nothing" } },
    };
    return upstream;
  };
  const twice = () => {
    const upstream = smallUpstream();
    upstream.paths["/media"].get.operationId = "AnswerCall";
    return upstream;
  };
  it.each([
    [
      "an operation that upstream does not have",
      smallUpstream(),
      smallDomains.replace("actions/answer", "actions/reply"),
      /^domains\.yaml:7: voice\.answer is POST \/calls\/\{call_control_id\}\/actions\/reply, which upstream\.json does not have\n {2}Correct the method or path/,
    ],
    [
      "an event that upstream does not have",
      smallUpstream(),
      smallDomains.replace("call.answered", "call.hummed"),
      /^domains\.yaml:8: domain voice names the event call\.hummed, which upstream\.json does not have\n {2}Correct the event type/,
    ],
    [
      "a reference that leads nowhere",
      withoutResult(),
      smallDomains,
      /upstream\.json:\d+: voice#\/paths\/.* refers to #\/components\/schemas\/Result, which leads nowhere\n {2}Upstream is at fault/,
    ],
    [
      "a reference into a component that leads nowhere",
      deepReference(),
      smallDomains,
      /^upstream\.json:\d+: .* refers to #\/components\/schemas\/Result\/properties\/nothing, which leads nowhere\n/,
    ],
    [
      "an operationId that is used twice",
      twice(),
      smallDomains,
      /^upstream\.json:\d+: operationId AnswerCall is used by POST \/calls.* and by GET \/media\n {2}Upstream is at fault/,
    ],
  ])("refuses %s, naming the line and the remedy", async (_, upstream, domains, message) => {
    expect(await messageOf(() => cut(upstream, domains))).toMatch(message);
  });
});

describe("cutFragments of OpenAPI 3.0", () => {
  const modern = smallUpstream();
  modern.components.schemas.AnswerRequest = {
    type: "object",
    properties: { client_state: { type: ["string", "null"] } },
  };
  const { webhooks, ...rest } = smallUpstream();
  const old = { ...rest, openapi: "3.0.3" };
  old.components.schemas.AnswerRequest = {
    type: "object",
    properties: { client_state: { type: "string", nullable: true } },
  };

  it("finds events in the callbacks of operations, and writes nullable as a type", () => {
    const answer = old.paths["/calls/{call_control_id}/actions/answer"].post;
    answer.callbacks = {
      answered: { "{$request.body#/webhook_url}": webhooks.callAnswered },
      sung: { $ref: "#/components/callbacks/Sung" },
    };
    const upstream = {
      ...old,
      components: { ...old.components, callbacks: { Sung: { "{$request.body#/webhook_url}": webhooks.callSung } } },
    };
    expect([...findEvents(upstream as JsonObject).keys()]).toEqual(["call.answered", "call.sung"]);
    expect(cut(upstream).fragments).toEqual(cut(modern).fragments);
  });

  it("finds events in x-webhooks", () => {
    expect(cut({ ...old, "x-webhooks": webhooks }).fragments).toEqual(cut(modern).fragments);
  });
});
