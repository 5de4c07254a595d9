// Verifies an event, answers the call and speaks.
import Telnyx from "telnyx";

const client = new Telnyx({
  apiKey: globalThis.process?.env.TELNYX_API_KEY,
  publicKey: globalThis.process?.env.TELNYX_PUBLIC_KEY,
});

export default {
  async fetch(request) {
    const event = await client.webhooks.unwrap(await request.text(), { headers: Object.fromEntries(request.headers) });
    const { event_type: type, payload } = event.data;
    if (type === "call.initiated") await client.calls.actions.answer(payload.call_control_id, {});
    if (type === "call.answered")
      await client.calls.actions.speak(payload.call_control_id, {
        payload: "Hello",
        voice: "female",
        language: "en-US",
      });
    return new Response("ok");
  },
};
