// Delivers to a server as Telnyx does, and says what was wrong.
import { WebhookVerificationError } from "@telnyx-kit/webhooks";
import { createEvent, createSignedRequest } from "@telnyx-kit/webhooks/testing";

async function send(port, request, changed = "") {
  const response = await fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: "POST",
    headers: Object.fromEntries(request.headers),
    body: (await request.text()) + changed,
  });
  await response.text();
  return response.status;
}

/** A framework that works: a delivery is handled once, its repeat is not, and a forged one is refused. */
export async function receives({ port, key, handled, errors }) {
  const event = createEvent("call.answered");
  const first = await send(port, await createSignedRequest(key, event));
  const repeat = await send(port, await createSignedRequest(key, event));
  const forged = await send(port, await createSignedRequest(key, createEvent("call.answered")), " ");
  const times = handled.filter((id) => id === event.id).length;
  const found = `${first} ${repeat} ${forged}, handled ${times} times`;
  return found === "200 200 400, handled 1 times" ? "" : `${found}: ${errors.map(({ message }) => message).join("; ")}`;
}

/** A set-up in which something read the body before: the error names the framework's remedy. */
export const isTold =
  (remedy) =>
  async ({ port, key, handled, errors }) => {
    const status = await send(port, await createSignedRequest(key, createEvent("call.answered")));
    const [error] = errors;
    const told = WebhookVerificationError.isInstance(error) && error.message.includes(remedy);
    return status === 400 && told && handled.length === 0 ? "" : `${status}, ${error?.message}`;
  };
