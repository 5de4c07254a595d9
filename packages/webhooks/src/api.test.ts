import { createTelnyx, ResponseParseError } from "@telnyx-kit/core";
import { describe, expect, it } from "vitest";
import { createDeliveries, fetchPublicKey } from "./api.js";
import { createWebhooks } from "./index.js";
import { createEvent, createSignedRequest, createSigningKey } from "./testing.js";

function client(answer: () => Response) {
  const requests: string[] = [];
  const telnyx = createTelnyx({
    apiKey: "KEY0123456789",
    maxRetries: 0,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`);
      return answer();
    },
  });
  return { telnyx, requests };
}

describe("fetchPublicKey", () => {
  it("asks the API once for each client", async () => {
    const { telnyx, requests } = client(() => Response.json({ data: { public: "abc" } }));
    expect(await Promise.all([fetchPublicKey(telnyx), fetchPublicKey(telnyx)])).toEqual(["abc", "abc"]);
    expect(await fetchPublicKey(telnyx)).toBe("abc");
    expect(requests).toEqual(["GET /v2/public_key"]);
    await fetchPublicKey(telnyx, { refresh: true });
    expect(requests).toHaveLength(2);
  });

  it("remembers no failure", async () => {
    let body: unknown = { data: {} };
    const { telnyx, requests } = client(() => Response.json(body));
    expect(ResponseParseError.isInstance(await fetchPublicKey(telnyx).catch((error) => error))).toBe(true);
    body = { data: { public: "abc" } };
    expect(await fetchPublicKey(telnyx)).toBe("abc");
    expect(requests).toHaveLength(2);
  });

  it("serves createWebhooks, which asks again when the key was replaced", async () => {
    const [old, current] = [await createSigningKey(), await createSigningKey()];
    let key = old;
    let time = Date.now();
    const { telnyx, requests } = client(() => Response.json({ data: { public: key.publicKey } }));
    const webhooks = createWebhooks({ publicKey: (hint) => fetchPublicKey(telnyx, hint), clock: { now: () => time } });
    await webhooks.unwrap(await createSignedRequest(old, createEvent("call.answered")));
    key = current;
    time += 31_000;
    await webhooks.unwrap(await createSignedRequest(current, createEvent("call.answered")));
    expect(requests).toHaveLength(2);
  });
});

describe("createDeliveries", () => {
  it("lists and retrieves what Telnyx delivered", async () => {
    const { telnyx, requests } = client(() => Response.json({ data: [], meta: {} }));
    await createDeliveries(telnyx).list({ filter: { status: { eq: "failed" } } });
    await createDeliveries(telnyx).retrieve("0ccc7b54-4df3-4bca-a65a-3da1ecc777f0");
    expect(requests.map((request) => decodeURIComponent(request))).toEqual([
      "GET /v2/webhook_deliveries?filter[status][eq]=failed",
      "GET /v2/webhook_deliveries/0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",
    ]);
  });
});
