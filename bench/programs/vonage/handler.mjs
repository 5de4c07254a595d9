// The same job in Vonage's manner: the signed callback is checked, and the answer to it says what to speak.

import { Auth } from "@vonage/auth";
import { verifySignature } from "@vonage/jwt";
import { NCCOBuilder, Talk, Voice } from "@vonage/voice";

export const voice = new Voice(
  new Auth({ applicationId: "a", privateKey: globalThis.process?.env.VONAGE_PRIVATE_KEY }),
);

export default {
  async fetch(request) {
    const token = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
    if (!verifySignature(token, globalThis.process?.env.VONAGE_SIGNATURE_SECRET ?? "")) {
      return new Response("forged", { status: 400 });
    }
    const { uuid } = await request.json();
    await voice.playTTS(uuid, { text: "Hello", language: "en-US" });
    return Response.json(new NCCOBuilder().addAction(new Talk({ text: "Hello" })).build());
  },
};
