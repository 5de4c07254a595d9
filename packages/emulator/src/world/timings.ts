/**
 * How long the platform takes, in milliseconds of the emulator's time. Where recorded calls show a delay, it is that;
 * the rest is assumed. Every one can be replaced through `startEmulator({ timings })`.
 */
export const defaultTimings = {
  /** `dial` → `call.initiated`. */
  dial: 490,
  /** `answer` → `call.answered`. */
  answer: 300,
  /** The callee's phone rings that long before it is picked up, where nothing else is said. */
  pickup: 2_000,
  /** `speak` → `call.speak.started`. */
  speak: 1_360,
  /** `playback_start` → `call.playback.started`. */
  playback: 400,
  /** A stop command → the event that reports the end. */
  stop: 100,
  /** `hangup` or `reject` → `call.hangup`. */
  hangup: 150,
  /** One bridged leg ends → the other one ends. */
  peerHangup: 20,
  /** `bridge` → `call.bridged`. */
  bridge: 200,
  /** A leg is put into a conference → `conference.created`, `conference.participant.joined`. */
  conference: 250,
  /** The end of a recording → `call.recording.saved`, on a running call and after a hangup. */
  recordingSaved: 500,
  recordingSavedAfterHangup: 1_000,
  /** `call.recording.saved` → `call.recording.transcription.saved`. */
  recordingTranscription: 3_000,
  /** The start of an assistant or AI gather → `call.conversation.created`. */
  conversation: 900,
  /** `call.hangup` → `call.conversation.ended`. */
  conversationEnded: 50,
  conversationInsights: 2_000,
  /** `streaming_start`, `fork_start`, `siprec_start`, `transcription_start` → their first event. */
  service: 250,
  /** `refer` → `call.refer.started` → its outcome. */
  refer: 200,
  referOutcome: 1_000,
  /** `call.hangup` → `call.cost`. */
  cost: 2_000,
  /** Between two keys that `press` sends. */
  key: 200,
  /** An event → the first attempt to deliver it. */
  delivery: 20,
} as const;

export type Timings = { readonly [Name in keyof typeof defaultTimings]: number };
