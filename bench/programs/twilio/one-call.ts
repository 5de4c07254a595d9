import twilio from "twilio";

const client = twilio();
export const status: string | undefined = (await client.calls("CA1").update({ twiml: "<Response/>" })).status;
