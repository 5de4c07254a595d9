import type { Row } from "../../scripts/readers/skills-model.js";

/** So many fields are read as one list. */
const fewFields = 12;

/** Groups of a long list of parameters, in the order of the page. The first pattern that fits counts; the rest is the call itself. */
const groups: readonly (readonly [title: string, fields: RegExp])[] = [
  ["Machine detection", /^(answering_machine|deepfake)/],
  ["Recording", /^record(ing)?(_|$)/],
  [
    "Streaming",
    /^(stream|transcription|media_encryption$|preferred_codecs$|send_silence|dialogflow|enable_dialogflow)/,
  ],
  ["SIP", /^(sip_|custom_headers$|privacy$|outbound|inbound)/],
  ["Webhooks", /^(webhook|client_state$|command_id$|target_leg_client_state$)/],
  ["Assistant", /^(assistant|conversation_relay|interruption|voice_settings|message_history|tools|greeting)/],
];

export interface FieldGroup {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The parameters by subject. A short list stays one group without a title. */
export function groupFields(rows: readonly Row[]): FieldGroup[] {
  if (rows.length <= fewFields) return [{ title: "", rows }];
  const titleOf = ({ name }: Row): string => groups.find(([, fields]) => fields.test(name))?.[0] ?? "Call";
  return ["Call", ...groups.map(([title]) => title)]
    .map((title) => ({ title, rows: rows.filter((row) => titleOf(row) === title) }))
    .filter((group) => group.rows.length > 0);
}
