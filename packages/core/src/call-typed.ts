import { ApiError } from "./api-error.js";
import { bare } from "./bare.js";
import type { RequestOptions } from "./options.js";
import type { Telnyx } from "./telnyx.js";
import type { TypedResult } from "./typed-client.js";
import type { Input } from "./url.js";

/** What any operation can take. `TypedInit` says which of it one operation takes. */
interface Init extends RequestOptions {
  readonly params?: Pick<Input, "path" | "query">;
  readonly body?: unknown;
}

/** Sends a request and gives what came of it in openapi-fetch's manner. */
export async function callTyped(
  telnyx: Telnyx,
  method: string,
  path: string,
  given: Init = {},
): Promise<TypedResult<unknown>> {
  const { params, ...init } = bare(given);
  // Data and an ApiError both come from an answer, which the transport has handed over before.
  let response!: Response;
  const onResponse = (received: Response) => {
    response = received;
    return init.onResponse?.(received);
  };
  try {
    const data = await telnyx.request(method, path, { ...init, path: params?.path, query: params?.query, onResponse });
    return { data, response };
  } catch (failure) {
    if (!ApiError.isInstance(failure)) throw failure;
    const errors = failure.errors.map(({ pointer, ...error }) => (pointer ? { ...error, source: { pointer } } : error));
    return { error: { errors }, failure, response };
  }
}
