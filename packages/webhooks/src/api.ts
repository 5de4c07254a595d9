/**
 * The API's data about webhooks: the account's public key, and the deliveries that it made.
 *
 * A subpath of its own, because it brings the transport of `@telnyx-kit/core` with it.
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
 * Makes the methods that list what Telnyx delivered, with every attempt and what was answered to it.
 *
 * @example
 * for await (const delivery of createDeliveries(telnyx).list({ filter: { status: { eq: "failed" } } })) console.log(delivery.id);
 */
export function createDeliveries(telnyx: Telnyx | TelnyxOptions = {}): DeliveriesMethods {
  return domainOf(telnyx).deliveries;
}

const cache = new WeakMap<object, Promise<string>>();

/**
 * Fetches the account's public key, once for each client; later calls get the same answer. With `refresh`, which
 * `createWebhooks` hands to its `publicKey` function when a key may have been replaced, it is fetched again.
 *
 * The endpoint is in use by the vendor's examples but not in its specification. A key in your configuration is the
 * safer source.
 *
 * @throws {ApiError} when the API refuses. {@link ResponseParseError} when its answer holds no key. Neither is remembered.
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
