import type { JsonObject } from "../document.js";
import { readDomains } from "../domains.js";

/** Two domains, of which one has no package. */
export const table = readDomains(
  "domains.yaml",
  `family: { paths: [/calls, /queues], events: [call] }
domains:
  voice:
    operations: { dial: POST /calls, retrieve: "GET /calls/{id}" }
    events: [call.answered]
  queues:
    owns: [/queues]
`,
);

/** A document with one operation: what it is sent and what it answers. */
export const document = (
  body: JsonObject,
  answer: JsonObject = { type: "object" },
  more: JsonObject = {},
): JsonObject => ({
  openapi: "3.1.0",
  paths: {
    "/calls": {
      post: {
        operationId: "Dial",
        requestBody: { content: { "application/json": { schema: body } } },
        responses: { "200": { content: { "application/json": { schema: answer } } } },
      },
    },
    ...more,
  },
});

/** With a field that stays, because an object that declares none takes any. */
export const object = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: "object",
  properties: { always: { type: "string" }, ...properties },
  required,
});
