/**
 * The API's data about webhooks: the account's public key, and the deliveries that it made.
 *
 * It is a separate subpath, because it imports the transport of `@telnyx-kit/core`.
 *
 * @module
 * @example
 * import { createDeliveries, fetchPublicKey } from "@telnyx-kit/webhooks/api";
 *
 * const webhooks = createWebhooks({ publicKey: (hint) => fetchPublicKey(telnyx, hint) });
 */
import { createDomain, ResponseParseError, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { DeliveriesMethods, WebhooksMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";
import type { FetchHint } from "./public-key.js";

const domainOf = (telnyx: Telnyx | TelnyxOptions) => createDomain<WebhooksMethods, paths>(telnyx, operations);

/**
 * Makes the methods that list Telnyx's deliveries, with every attempt and its reply.
 *
 * @example
 * for await (const delivery of createDeliveries(telnyx).list({ filter: { status: { eq: "failed" } } })) console.log(delivery.id);
 */
export function createDeliveries(telnyx: Telnyx | TelnyxOptions = {}): DeliveriesMethods {
  return domainOf(telnyx).deliveries;
}

const cache = new WeakMap<object, Promise<string>>();

/**
 * Fetches the account's public key, once per client; later calls get the same key. With `refresh` it is fetched again:
 * `createWebhooks` passes that to its `publicKey` function when a key may have been replaced.
 *
 * Telnyx's examples use this endpoint, its specification does not list it. A key in your configuration is the safer source.
 *
 * @throws {ApiError} when the API refuses. {@link ResponseParseError} when the response holds no key. Neither is remembered.
 * @example
 * const publicKey = await fetchPublicKey(telnyx);
 */
export function fetchPublicKey(telnyx: Telnyx, { refresh = false }: Partial<FetchHint> = {}): Promise<string> {
  const cached = refresh ? undefined : cache.get(telnyx);
  if (cached) return cached;
  const fetched = domainOf(telnyx)
    .publicKey.retrieve()
    .then(({ data }) => {
      if (typeof data?.public === "string") return data.public;
      throw new ResponseParseError("The answer of GET /public_key holds no data.public.", {
        operation: "GET /public_key",
      });
    });
  cache.set(telnyx, fetched);
  fetched.catch(() => cache.get(telnyx) === fetched && cache.delete(telnyx));
  return fetched;
}
