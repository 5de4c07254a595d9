import { createMedia } from "@telnyx-kit/media";

export function setup({ baseUrl, fetch, callControlId, body }) {
  const media = createMedia({ apiKey: "KEY0123456789", baseUrl: `${baseUrl}/v2`, fetch });
  return () => media.speak(callControlId, body);
}
