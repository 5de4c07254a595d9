// The same job in Twilio's manner: the signed callback is checked, and the call is answered with words to say.
import twilio from "twilio";

const client = twilio(globalThis.process?.env.TWILIO_ACCOUNT_SID, globalThis.process?.env.TWILIO_AUTH_TOKEN);

export default {
  async fetch(request) {
    const fields = Object.fromEntries(new URLSearchParams(await request.text()));
    const signature = request.headers.get("x-twilio-signature") ?? "";
    if (!twilio.validateRequest(globalThis.process?.env.TWILIO_AUTH_TOKEN ?? "", signature, request.url, fields)) {
      return new Response("forged", { status: 400 });
    }
    const response = new twilio.twiml.VoiceResponse();
    response.say("Hello");
    await client.calls(fields.CallSid).update({ twiml: response.toString() });
    return new Response(response.toString(), { headers: { "content-type": "text/xml" } });
  },
};
