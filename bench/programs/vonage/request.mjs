import { Auth } from "@vonage/auth";
import { Voice } from "@vonage/voice";

/** Has no place for a transport: measured on loopback only. */
export function setup({ baseUrl, privateKey, body }) {
  const voice = new Voice(new Auth({ applicationId: "a", privateKey }), { apiHost: baseUrl });
  return () => voice.playTTS("63f61863-4a51-4f6b-86e1-46edebcf9356", { text: body.payload, language: "en-US" });
}
