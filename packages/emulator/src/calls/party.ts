import type { LineStep } from "../world/callee.js";
import { type Heard, isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { pressKeys } from "./dtmf.js";
import { remoteHangup } from "./hangup.js";
import { hearSpeech, type SpokenFields } from "./hear-speech.js";
import { makeSound } from "./sound.js";

/** The party of a leg. Act for it in a test. */
export interface Party {
  readonly callControlId: string;
  readonly callLegId: string;
  readonly callSessionId: string;
  readonly direction: "incoming" | "outgoing";
  readonly from: string;
  readonly to: string;
  readonly state: "ringing" | "answered" | "ended";
  /** The `client_state` that the next event of the leg carries. */
  readonly clientState: string | null;
  /** Keys that the application sent to this party. */
  readonly keysHeard: string;
  /** Sentences of others that reached this party, in order: from the other side of a bridge, or from a conference. */
  readonly hears: readonly { readonly from: string; readonly text: string }[];
  /** Everything that reached this party, in order: prompts, files, and words of others. */
  readonly heard: readonly Heard[];
  /** The leg that this one is bridged with. */
  readonly bridgedWith: Party | undefined;
  /** The sound that reached this party, from a media stream and from others: the bytes as they were given. */
  readonly heardAudio: Uint8Array;
  /**
   * Presses keys, 200 ms apart: `0-9 A-D * #`, and `w` to wait half a second.
   *
   * @throws {TypeError} for other characters.
   */
  press(keys: string): Promise<void>;
  /** Says something: transcriptions, assistants and AI gathers hear it; `fields` are the values that a gather finds in it. */
  say(text: string, fields?: SpokenFields): Promise<void>;
  /**
   * Makes a sound for everybody who hears this leg and for its media stream, 20 ms at a time: bytes in the stream's codec, by
   * default PCMU with 8 bytes per millisecond.
   */
  sound(audio: Uint8Array): Promise<void>;
  /** Hangs up, or gives up before the answer. */
  hangup(): Promise<void>;
  /** Puts the platform's side on hold, as a SIP phone can. */
  hold(): Promise<void>;
  unhold(): Promise<void>;
  /** Does several actions, each `afterMs` after the one before. */
  play(script: readonly LineStep[]): Promise<void>;
}

/** Gives the party of a leg. After each action `settle` runs, unless time passes by itself. */
export function createParty(world: World, leg: Leg, settle: () => Promise<void>): Party {
  const act = async (action: string, details: string, run: () => void) => {
    world.timeline.add({ kind: "line", leg: leg.name, action, call_control_id: leg.id, details });
    if (leg.state !== "ended") run();
    await settle();
  };
  return {
    callControlId: leg.id,
    callLegId: leg.legId,
    callSessionId: leg.sessionId,
    direction: leg.direction,
    from: leg.from,
    to: leg.to,
    get state() {
      return leg.state === "ended" ? "ended" : leg.answeredMicros === undefined ? "ringing" : "answered";
    },
    get clientState() {
      return leg.clientState;
    },
    get keysHeard() {
      return leg.party.keysHeard;
    },
    get hears() {
      return leg.party.hears;
    },
    get heard() {
      return leg.party.heard;
    },
    get bridgedWith() {
      return leg.peer && createParty(world, leg.peer, settle);
    },
    get heardAudio() {
      return leg.party.heardAudio;
    },
    press(keys) {
      requireKeys(keys);
      return act("press", keys, () => pressKeys(world, leg, keys));
    },
    say: (text, fields) => act("say", text, () => hearSpeech(world, leg, text, fields)),
    sound: (audio) => act("sound", `${audio.length} bytes`, () => makeSound(leg, audio)),
    hangup: () => act("hangup", "", () => remoteHangup(world, leg)),
    hold: () => act("hold", "", () => isAnswered(leg) && world.emit(leg, "call.hold")),
    unhold: () => act("unhold", "", () => isAnswered(leg) && world.emit(leg, "call.unhold")),
    play: async (script) => {
      runScript(world, leg, script);
      await settle();
    },
  };
}

/** Schedules the steps of a script, from now on. */
export function runScript(world: World, leg: Leg, script: readonly LineStep[]): void {
  let at = 0;
  for (const step of script) {
    at += step.afterMs ?? 0;
    if (step.press !== undefined) requireKeys(step.press);
    world.after(leg, at, () => runStep(world, leg, step));
  }
}

function runStep(world: World, leg: Leg, step: LineStep): void {
  const log = (action: string, details: string) =>
    world.timeline.add({ kind: "line", leg: leg.name, action, call_control_id: leg.id, details });
  if (step.press !== undefined) {
    log("press", step.press);
    pressKeys(world, leg, step.press);
  }
  if (step.say !== undefined) {
    log("say", step.say);
    hearSpeech(world, leg, step.say, step.fields);
  }
  if (step.hangup) {
    log("hangup", "");
    remoteHangup(world, leg);
  }
}

function requireKeys(keys: string): void {
  if (/^[0-9A-DwW*#]+$/.test(keys)) return;
  throw new TypeError(`press takes the keys 0-9, A-D, *, # and the pauses w and W; it got ${JSON.stringify(keys)}.`);
}
