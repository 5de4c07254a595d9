import { describe, expect, it } from "vitest";
import { key } from "./__tests__/receiving.js";
import { createWebhooks } from "./index.js";
import { createLambdaHandler, type LambdaEvent } from "./lambda.js";
import { createEvent, createSignedRequest } from "./testing.js";

const request = await createSignedRequest(key, createEvent("call.answered"));
const headers = Object.fromEntries(request.headers);
const body = await request.text();
const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
const capital = (name: string) => name.replaceAll(/(^|-)./g, (start) => start.toUpperCase());
const capitals = Object.fromEntries(Object.entries(headers).map(([name, value]) => [capital(name), value]));

async function answerTo(event: LambdaEvent): Promise<string> {
  const webhooks = createWebhooks({ publicKey: key.publicKey });
  let failure = "";
  webhooks.onError((error) => {
    failure = ` ${(error as { failure?: string }).failure}`;
  });
  return `${(await createLambdaHandler(webhooks)(event, {})).statusCode}${failure}`;
}

describe("createLambdaHandler", () => {
  const base64 = { body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
  it.each<[string, LambdaEvent]>([
    ["payload version 1", { httpMethod: "POST", headers: capitals, multiValueHeaders: lists, body }],
    ["payload version 2", { requestContext: { http: { method: "POST" } }, headers, ...base64 }],
    ["a load balancer", { httpMethod: "POST", headers, body }],
    ["a load balancer with multi-value headers", { httpMethod: "POST", multiValueHeaders: lists, body }],
    ["a gateway that leaves multiValueHeaders empty", { httpMethod: "POST", headers, multiValueHeaders: {}, body }],
    ["a gateway that leaves headers empty", { httpMethod: "POST", headers: {}, multiValueHeaders: lists, ...base64 }],
    ["a gateway that sends null for one", { httpMethod: "POST", headers, multiValueHeaders: null, body }],
    ["a gateway that sends null for the other", { httpMethod: "POST", headers: null, multiValueHeaders: lists, body }],
    [
      "a gateway whose multiValueHeaders have the headers of others only",
      { httpMethod: "POST", headers: capitals, multiValueHeaders: { host: ["localhost"] }, body },
    ],
    [
      "a gateway with empty lists",
      {
        httpMethod: "POST",
        headers,
        multiValueHeaders: Object.fromEntries(Object.keys(headers).map((name) => [name, []])),
        body,
      },
    ],
  ])("accepts the event of %s", async (_name, event) => {
    expect(await answerTo(event)).toBe("200");
  });

  it.each<[string, LambdaEvent, string]>([
    [
      "a header that came twice",
      { httpMethod: "POST", headers, multiValueHeaders: { ...lists, "telnyx-timestamp": ["1", "2"] }, body },
      "400 header-repeated",
    ],
    ["no headers", { httpMethod: "POST", body }, "400 header-missing"],
    ["no body", { httpMethod: "POST", headers, body: null }, "400 body-empty"],
    [
      "a body that is not base64",
      { httpMethod: "POST", headers, body: "%", isBase64Encoded: true },
      "400 body-unreadable",
    ],
    ["a parsed body", { httpMethod: "POST", headers, body: JSON.parse(body) }, "400 body-parsed"],
  ])("refuses %s", async (_name, event, answer) => {
    expect(await answerTo(event)).toBe(answer);
  });
});
