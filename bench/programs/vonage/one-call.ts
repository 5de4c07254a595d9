import { Auth } from "@vonage/auth";
import { Voice } from "@vonage/voice";

const voice = new Voice(new Auth({ applicationId: "a", privateKey: "b" }));
export const status: string | undefined = (await voice.getCall("63f61863")).status;
