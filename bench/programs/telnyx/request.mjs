import Telnyx from "telnyx";

export function setup({ baseUrl, fetch, callControlId, body }) {
  const client = new Telnyx({ apiKey: "KEY0123456789", baseURL: `${baseUrl}/v2`, fetch, logLevel: "off" });
  return () => client.calls.actions.speak(callControlId, body);
}
