import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import type { Party } from "../calls/party.js";
import { createEmulator } from "../create-emulator.js";
import type { EmulatorOptions } from "../options.js";
import { connectorsOf } from "../resources/store.js";
import { createRandom, type Random } from "../time/random.js";
import type { Callee } from "../world/callee.js";
import type { World } from "../world/world.js";

/** One run of random commands and callers, from a seed. */
export interface ScriptRun {
  readonly world: World;
  /** Accepted commands that were no repeats, by leg and operation. */
  readonly accepted: ReadonlyMap<string, number>;
  /** Answers that no command may get. */
  readonly failures: readonly string[];
  readonly text: string;
}

type Body = Readonly<Record<string, unknown>>;
type Make = (random: Random, others: readonly string[]) => Body;

const url = (random: Random) => `https://example.com/${random.pick(["a", "b", "missing"])}.mp3`;
const speech = { payload: "press a key now", voice: "female" };
const digits = (random: Random) => ({
  maximum_digits: 1 + random.below(4),
  minimum_digits: 1,
  maximum_tries: 1 + random.below(3),
  timeout_millis: 1_000 + random.below(4_000),
  inter_digit_timeout_millis: 500 + random.below(2_000),
});

/** Every command of a call, each with bodies that are right by the specification. */
export const commands: Readonly<Record<string, Make>> = {
  answer: (random) => ({
    ...(random.chance(0.2) ? { record: "record-from-answer" } : {}),
    ...(random.chance(0.2) ? { stream_url: "wss://example.com/s" } : {}),
  }),
  reject: (random) => ({ cause: random.pick(["CALL_REJECTED", "USER_BUSY"]) }),
  hangup: () => ({}),
  bridge: (random, others) =>
    random.chance(0.2)
      ? { queue: "support" }
      : { call_control_id: random.pick(others), ...(random.chance(0.4) ? { park_after_unbridge: "self" } : {}) },
  transfer: (random) => ({
    to: `+1202555010${random.below(10)}`,
    ...(random.chance(0.3) ? { park_after_unbridge: "self" } : {}),
  }),
  playback_start: (random) => ({
    audio_url: url(random),
    loop: random.pick([1, 2, "infinity"]),
    ...(random.chance(0.3) ? { stop: random.pick(["all", "current"]) } : {}),
    overlay: random.chance(0.2),
  }),
  playback_stop: (random) => ({ stop: random.pick(["all", "current"]), overlay: random.chance(0.2) }),
  speak: () => speech,
  record_start: (random) => ({
    format: random.pick(["wav", "mp3"]),
    channels: "single",
    ...(random.chance(0.3) ? { max_length: 2 } : {}),
    ...(random.chance(0.3) ? { timeout_secs: 2 } : {}),
  }),
  record_stop: () => ({}),
  record_pause: () => ({}),
  record_resume: () => ({}),
  gather: (random) => {
    const { maximum_tries: _, ...fields } = digits(random);
    return { ...fields, initial_timeout_millis: 2_000 };
  },
  gather_using_speak: (random) => ({ ...speech, ...digits(random), invalid_payload: "wrong", valid_digits: "12" }),
  gather_using_audio: (random) => ({ audio_url: url(random), ...digits(random) }),
  gather_stop: () => ({}),
  gather_using_ai: () => ({
    parameters: { type: "object", properties: { age: { type: "integer" } }, required: ["age"] },
    send_partial_results: true,
  }),
  ai_assistant_start: () => ({ send_message_history_updates: true }),
  ai_assistant_stop: () => ({}),
  conversation_relay_start: () => ({ url: "wss://example.com/r" }),
  conversation_relay_stop: () => ({}),
  send_dtmf: () => ({ digits: "1" }),
  siprec_start: () => ({ connector_name: "recorder" }),
  siprec_stop: () => ({}),
  suppression_start: () => ({}),
  suppression_stop: () => ({}),
  refer: () => ({ sip_address: "sip:bob@example.com" }),
  enqueue: (random) => ({ queue_name: "support", ...(random.chance(0.3) ? { max_wait_time_secs: 3 } : {}) }),
  leave_queue: () => ({}),
  streaming_start: () => ({ stream_url: "wss://example.com/s" }),
  streaming_stop: () => ({}),
  fork_start: () => ({ rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" }),
  fork_stop: () => ({}),
  transcription_start: () => ({}),
  transcription_stop: () => ({}),
};

/** Every command of a conference but `create`; the first of the others is the leg that it is about. */
const conferenceCommands: Readonly<Record<string, Make>> = {
  join: (random, [call_control_id = "", ...others]) => ({
    call_control_id,
    supervisor_role: random.pick(["none", "barge", "monitor", "whisper"]),
    whisper_call_control_ids: others,
    start_conference_on_enter: random.chance(0.3),
    end_conference_on_exit: random.chance(0.2),
    soft_end_conference_on_exit: random.chance(0.2),
    hold: random.chance(0.2),
    mute: random.chance(0.2),
  }),
  leave: (_random, [call_control_id]) => ({ call_control_id }),
  hold: () => ({}),
  unhold: (_random, [call_control_id]) => ({ call_control_ids: [call_control_id] }),
  mute: () => ({}),
  unmute: () => ({}),
  speak: (random, [call_control_id]) => ({
    ...speech,
    call_control_ids: random.chance(0.5) ? [call_control_id] : [],
  }),
  play: (random, [call_control_id]) => ({
    audio_url: url(random),
    loop: random.pick([1, "infinity"]),
    call_control_ids: random.chance(0.5) ? [call_control_id] : [],
  }),
  stop: (random, [call_control_id]) => ({ call_control_ids: random.chance(0.5) ? [call_control_id] : [] }),
  update: (random, [call_control_id]) => ({ call_control_id, supervisor_role: random.pick(["monitor", "whisper"]) }),
  send_dtmf: () => ({ digits: "1" }),
  gather_using_audio: (random, [call_control_id]) => ({ call_control_id, audio_url: url(random), ...digits(random) }),
  record_start: (random) => ({ format: random.pick(["wav", "mp3"]) }),
  record_pause: () => ({}),
  record_resume: () => ({}),
  record_stop: () => ({}),
  end: () => ({}),
};
const conferenceNames = Object.keys(conferenceCommands);

// One key for all runs: making one is a fifth of the time of a short run.
const signingKey = createSigningKey({ seed: new Uint8Array(32) });

const names = Object.keys(commands);

/** Commands that make sense in a row, which chance alone would hardly find. */
const plans = [
  ["record_start", "record_pause", "record_resume", "record_stop"],
  ["gather_using_speak", "gather_stop"],
  ["enqueue", "leave_queue"],
  ["ai_assistant_start", "ai_assistant_stop"],
  ["siprec_start", "siprec_stop"],
];

/** Plays a random script to its end: all calls are over and nothing is due. */
export async function runScript(seed: number, options: EmulatorOptions = {}): Promise<ScriptRun> {
  const random = createRandom(seed, "script");
  const callee = (): Callee => ({
    does: random.pick(["answer", "answer", "answer", "busy", "reject", "ring"]),
    afterMs: random.below(3_000),
    as: random.pick(["human", "machine"]),
  });
  const { emulator, world } = await createEmulator({
    seed,
    signingKey: await signingKey,
    port: false,
    autoSettle: false,
    callee,
    timelineLimit: 5_000,
    ...options,
  });
  emulator.setMedia("https://example.com/missing.mp3", { missing: true });
  connectorsOf(world).set("recorder", {});
  const accepted = new Map<string, number>();
  const failures: string[] = [];
  const parties: Party[] = [];
  const conferences: string[] = [];

  const send = async (path: string, body: Body, key: string) => {
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    const response = await emulator.fetch(`https://api.telnyx.com/v2${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (response.status === 200) accepted.set(key, (accepted.get(key) ?? 0) + 1);
    else if (response.status !== 422) failures.push(`${response.status} ${path}`);
    return response;
  };

  const steps = 10 + random.below(20);
  for (let step = 0; step < steps; step += 1) {
    const party = parties.length > 0 ? random.pick(parties) : undefined;
    const kind = random.below(11);
    if (!party || (kind === 0 && parties.length < 4)) {
      if (random.chance(0.6))
        parties.push(await emulator.inboundCall({ from: "+12025550101", to: "+12025550102", patienceMs: 20_000 }));
      else {
        const detection = random.pick(["disabled", "detect", "greeting_end", "premium"]);
        const dial = {
          connection_id: emulator.connectionId,
          from: "+12025550102",
          to: "+12025550103",
          answering_machine_detection: detection,
        };
        const link = party && random.chance(0.3) ? { link_to: party.callControlId, bridge_on_answer: true } : {};
        const response = await send("/calls", { ...dial, ...link }, "dial");
        if (response.status === 200) parties.push(emulator.party((await response.json()).data.call_control_id));
      }
      if (random.chance(0.8))
        await send(`/calls/${encodeURIComponent(parties.at(-1)?.callControlId ?? "")}/actions/answer`, {}, "answer");
      await emulator.advance(random.below(1_000));
    } else if (kind === 10) {
      const others = parties.map(({ callControlId }) => callControlId).filter((id) => id !== party.callControlId);
      const id = conferences.length > 0 && random.chance(0.7) ? random.pick(conferences) : undefined;
      const name = random.chance(0.4) ? "join" : random.pick(conferenceNames);
      const body = id
        ? (conferenceCommands[name] as Make)(random, [party.callControlId, ...others])
        : {
            call_control_id: party.callControlId,
            name: random.pick(["a", "b"]),
            start_conference_on_create: random.chance(0.6),
          };
      const path = id ? `/conferences/${id}/actions/${name}` : "/conferences";
      const key = id && name === "gather_using_audio" ? name : `conference ${name}`;
      const response = await send(path, body, `${party.callControlId} ${key}`);
      if (!id && response.status === 200) conferences.push((await response.json()).data.id);
      await emulator.advance(random.below(1_000));
    } else if (kind <= 5) {
      for (const name of random.chance(0.1) ? random.pick(plans) : [random.pick(names)]) {
        const others = parties.map(({ callControlId }) => callControlId);
        const body = (commands[name] as Make)(random, others);
        await send(
          `/calls/${encodeURIComponent(party.callControlId)}/actions/${name}`,
          body,
          `${party.callControlId} ${name}`,
        );
        if (random.chance(0.5)) await emulator.advance(random.below(1_000));
      }
    } else if (kind === 6) await party.press(random.pick(["1", "12", "9#", "1w2"]));
    else if (kind === 7) await party.say("hello there", random.chance(0.4) ? { age: 29 } : {});
    else if (kind === 8 && random.chance(0.2)) await party.hangup();
    else await emulator.advance(random.below(3_000));
  }
  for (const party of emulator.parties) await party.hangup();
  await emulator.settle();
  await emulator.advance(20_000);
  for (const party of emulator.parties) await party.hangup();
  await emulator.settle();
  const text = JSON.stringify(emulator.timeline);
  await emulator.stop();
  return { world, accepted, failures, text };
}
