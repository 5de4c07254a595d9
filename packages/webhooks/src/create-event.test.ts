import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { document } from "../../emulator/src/generated/spec.js";
import { createWebhooks } from "./index.js";
import { createEvent, createSignedRequest, createSigningKey, eventTypes } from "./testing.js";

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(document, "spec");
const key = await createSigningKey({ seed: new Uint8Array(32).fill(2) });

describe("createEvent", () => {
  it.each(eventTypes)("makes a %s that is valid against the specification and passes unwrap", async (type) => {
    const event = createEvent(type);
    const request = await createSignedRequest(key, event);
    const body = await request.clone().json();
    const pointer = `/webhooks/${type}/post/requestBody/content/application~1json/schema`;
    const validate = ajv.compile({ $ref: `spec#${pointer}` });
    // Events that are documented without `data` are sent with it, as all captures show.
    expect(validate(body) || validate(body.data), JSON.stringify(validate.errors)).toBe(true);
    const webhooks = createWebhooks({ publicKey: key.publicKey });
    expect(await webhooks.unwrap(request)).toEqual(event);
  });

  it("takes the fields that it is given, and a new id for every event", () => {
    const event = createEvent("call.hangup", { id: "1", payload: { hangup_cause: "user_busy" }, meta: { attempt: 2 } });
    expect(event).toMatchObject({ id: "1", meta: { attempt: 2 }, payload: { hangup_cause: "user_busy" } });
    expect(createEvent("call.hold").id).not.toBe(createEvent("call.hold").id);
  });
});

describe("createSigningKey", () => {
  it("gives the same key and the same signatures for the same seed, and others for another", async () => {
    const [again, other] = [await createSigningKey({ seed: new Uint8Array(32).fill(2) }), await createSigningKey()];
    expect(again.publicKey).toBe(key.publicKey);
    expect(await again.sign("a", 1)).toEqual(await key.sign("a", 1));
    expect(other.publicKey).not.toBe(key.publicKey);
  });

  it("refuses a seed of another length", async () => {
    await expect(createSigningKey({ seed: new Uint8Array(31) })).rejects.toThrow("seed must have 32 bytes. Found 31.");
  });
});
