import type { JsonObject } from "../document.js";

/** An upstream document with one command, one list, one event, and what they share. A fresh copy a call, to be changed. */
export const smallUpstream = () => ({
  openapi: "3.1.0",
  info: { title: "Upstream", version: "2.0.0" },
  paths: {
    "/calls/{call_control_id}/actions/answer": {
      post: {
        operationId: "AnswerCall",
        summary: "Answer call",
        description: "Answer an incoming call.",
        parameters: [{ $ref: "#/components/parameters/CallControlId" }],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/AnswerRequest" } } } },
        responses: {
          "200": {
            description: "Successful response",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Result" } } },
          },
        },
      } as JsonObject,
    },
    "/media": {
      get: {
        operationId: "ListMedia",
        parameters: [{ name: "filter", in: "query", schema: { type: "string" } }],
        responses: {
          "200": {
            description: "A list",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Result" } } },
          },
        },
      } as JsonObject,
    },
    "/calls/{call_control_id}/actions/sing": { post: { operationId: "Sing", responses: {} } as JsonObject },
    "/messages": { post: { operationId: "SendMessage", responses: {} } as JsonObject },
  },
  webhooks: {
    callAnswered: {
      post: {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/CallAnswered" } } } },
      },
    } as JsonObject,
    callSung: {
      post: { requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/CallSung" } } } } },
    } as JsonObject,
  },
  components: {
    parameters: {
      CallControlId: {
        name: "call_control_id",
        in: "path",
        required: true,
        description: "The call",
        schema: { type: "string" },
      },
    },
    schemas: {
      AnswerRequest: {
        type: "object",
        title: "Answer",
        properties: {
          client_state: { type: "string", description: "State", example: "aGF2" },
          timeout_secs: { type: "integer", default: 30, minimum: 5 },
        },
      } as JsonObject,
      Result: {
        type: "object",
        properties: { data: { type: "object", properties: { result: { type: "string" } } } },
      } as JsonObject,
      CallAnswered: {
        type: "object",
        properties: {
          data: {
            type: "object",
            properties: { event_type: { type: "string", enum: ["call.answered"] }, payload: { type: "object" } },
          },
        },
      } as JsonObject,
      CallSung: {
        type: "object",
        properties: { data: { type: "object", properties: { event_type: { const: "call.sung" } } } },
      } as JsonObject,
      Unused: { type: "object" } as JsonObject,
    },
  },
});

/** The table of domains that goes with it. */
export const smallDomains = `family:
  paths: [/calls, /media]
  events: [call]
domains:
  voice:
    operations:
      answer: POST /calls/{call_control_id}/actions/answer
    events: [call.answered]
  media:
    operations:
      storage:
        list: GET /media
`;
