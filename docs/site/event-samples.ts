import type { EventPage } from "../../scripts/readers/skills-model.js";

/** The next command of most handlers, by the type of the event; the first that fits. */
const commands: readonly (readonly [type: RegExp, domains: readonly string[], code: string])[] = [
  [
    /^call\.initiated$/,
    ["voice"],
    `if (payload.direction !== "incoming") return;
await voice.answer(payload.call_control_id, { command_id: commandId("answer") });`,
  ],
  [
    /^call\.answered$|\.greeting\.ended$/,
    ["media"],
    `await media.speak(payload.call_control_id, { payload: "Hello!", voice: "AWS.Polly.Joanna-Neural", command_id: commandId("greet") });`,
  ],
  [
    /^call\.(gather\.ended|dtmf\.received)$/,
    ["voice"],
    `const key = KEY;
if (key === "1") await voice.transfer(payload.call_control_id, { to: "+12025550111", command_id: commandId("transfer") });`,
  ],
  [
    /^call\.machine\..*detection\.ended$/,
    ["voice"],
    `if (payload.result === "machine") await voice.hangup(payload.call_control_id, { command_id: commandId("machine") });`,
  ],
  [
    /^call\.(bridged|unhold)$/,
    ["media"],
    `await media.stopPlayback(payload.call_control_id, { command_id: commandId("stop music") });`,
  ],
  [
    /^call\.(enqueued|hold)$/,
    ["media"],
    `await media.startPlayback(payload.call_control_id, { audio_url: "https://example.com/music.mp3", loop: "infinity", command_id: commandId("music") });`,
  ],
  [
    /^(call\.dequeued|streaming\.failed|siprec\.failed|call\.refer\.failed)$/,
    ["media"],
    `await media.speak(payload.call_control_id, { payload: "Please call again later.", voice: "AWS.Polly.Joanna-Neural", command_id: commandId("sorry") });`,
  ],
  [
    /^call\.hangup$/,
    ["voice"],
    `if (payload.hangup_cause !== "user_busy") return;
await voice.dial({ connection_id: payload.connection_id, to: payload.to, from: payload.from, command_id: commandId("try again") });`,
  ],
  [
    /^conference\.participant\.joined$/,
    ["conferences"],
    `await conferences.speak(payload.conference_id, { payload: "Somebody has joined.", voice: "AWS.Polly.Joanna-Neural", command_id: commandId("announce") });`,
  ],
  [
    /^conference\.(participant\.left|speak\.ended|playback\.ended)$/,
    ["conferences"],
    `const { data } = await conferences.participants.list(payload.conference_id);
if (data.length < 2) await conferences.end(payload.conference_id, { command_id: commandId("end") });`,
  ],
  [
    /^(call\.(speak|playback|ai_gather|conversation)\.ended|call\.recording\.(saved|error)|streaming\.stopped|call\.transcription)$/,
    ["voice"],
    `CHECKawait voice.hangup(LEG, { command_id: commandId("goodbye") });`,
  ],
];

/** Code of a handler for an event, and the domains that it needs. Events after which nothing is commanded are only read. */
export function eventSample({ type, rows }: EventPage): { readonly domains: readonly string[]; readonly code: string } {
  const [, domains, code] = commands.find(([pattern]) => pattern.test(type)) ?? [];
  if (domains && code) {
    const id = rows.find(({ name }) => name === "call_control_id");
    const check = id?.required ? "" : "if (!payload.call_control_id) return;\n";
    return {
      domains,
      code: code
        .replace("CHECK", check)
        .replace("LEG", "payload.call_control_id")
        .replace("KEY", type === "call.dtmf.received" ? "payload.digit" : "payload.digits"),
    };
  }
  const required = rows.filter((row) => row.required);
  const shown = (required.length > 0 ? required : rows).slice(0, 3).map(({ name }) => `payload.${name}`);
  return { domains: [], code: `console.log(${shown.join(", ")});` };
}
