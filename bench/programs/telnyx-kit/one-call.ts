import { createVoice } from "@telnyx-kit/voice";

const voice = createVoice();
export const status: string | undefined = (await voice.answer("v3:example", { client_state: "aGVsbG8=" })).data?.result;
