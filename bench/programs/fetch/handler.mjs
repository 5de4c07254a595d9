// Verifies an event, answers the call and speaks, with nothing but the platform.
import { createVerify } from "./verify.mjs";

const verify = createVerify(globalThis.process?.env.TELNYX_PUBLIC_KEY);
const command = (id, action, body) =>
  fetch(`https://api.telnyx.com/v2/calls/${encodeURIComponent(id)}/actions/${action}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${globalThis.process?.env.TELNYX_API_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });

export default {
  async fetch(request) {
    const { headers } = request;
    const { data } = await verify(
      await request.text(),
      headers.get("telnyx-timestamp"),
      headers.get("telnyx-signature-ed25519"),
    );
    const { event_type: type, payload } = data;
    if (type === "call.initiated") await command(payload.call_control_id, "answer", {});
    if (type === "call.answered")
      await command(payload.call_control_id, "speak", { payload: "Hello", voice: "female", language: "en-US" });
    return new Response("ok");
  },
};
