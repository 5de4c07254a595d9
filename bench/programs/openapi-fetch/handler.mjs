// Verifies an event, answers the call and speaks.
import createClient from "openapi-fetch";
import { createVerify } from "./verify.mjs";

const verify = createVerify(globalThis.process?.env.TELNYX_PUBLIC_KEY);
const client = createClient({
  baseUrl: "https://api.telnyx.com/v2",
  headers: { authorization: `Bearer ${globalThis.process?.env.TELNYX_API_KEY}` },
});
const command = (id, action, body) =>
  client.POST(`/calls/{call_control_id}/actions/${action}`, { params: { path: { call_control_id: id } }, body });

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
