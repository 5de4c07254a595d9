import { problems } from "../world/problem.js";

/** The vendor documents a gender, or a provider with its model and voice. */
const providers = [
  "AWS.Polly.<VoiceId>",
  "Azure.<VoiceId>",
  "ElevenLabs.<ModelId>.<VoiceId>",
  "Telnyx.<ModelId>.<VoiceId>",
  "Minimax.<ModelId>.<VoiceId>",
  "Rime.<ModelId>.<VoiceId>",
  "Resemble.Turbo.<VoiceId>",
  "Inworld.<ModelId>.<VoiceId>",
  "FishAudio.<ModelId>.<VoiceId>",
  "xAI.<VoiceId>",
];
const names = new Set(providers.map((form) => form.split(".")[0]?.toLowerCase()));

export interface VoiceFields {
  readonly voice?: string;
  readonly language?: string;
  readonly service_level?: string;
  readonly payload_type?: string;
}

/** @throws {Problem} 90012 for a voice of nobody, 90013 and 90011 for what the basic level does not speak. */
export function requireVoice({ voice, language, service_level: level, payload_type: type }: VoiceFields): void {
  const isGender = /^(male|female)$/i.test(voice ?? "");
  const [provider = "", ...rest] = (voice ?? "").split(".");
  const isNamed = names.has(provider.toLowerCase()) && rest.every((part) => part !== "");
  if (voice !== undefined && !isGender && !isNamed)
    throw problems.invalid(
      "90012",
      "Invalid voice",
      `There is no voice ${voice}. A voice is male, female or one of ${providers.join(", ")}.`,
      "/voice",
    );
  if (level !== "basic") return;
  if (!isGender)
    throw problems.invalid("90012", "Invalid voice", "The basic level has male and female only.", "/voice");
  if (language !== undefined && language !== "en-US")
    throw problems.invalid("90013", "Invalid language", "The basic level speaks en-US only.", "/language");
  if (type === "ssml")
    throw problems.invalid("90011", "Invalid payload_type", "The basic level takes text only.", "/payload_type");
}
