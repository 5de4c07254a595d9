import type { TimelineEntry } from "../../world/timeline.js";
import { type Lanes, telnyxLane } from "./lanes.js";
import type { LineState } from "./step.js";
import type { Traced } from "./trace.js";

const steady: LineState = { phase: "steady", audio: false, recording: false };
const idle: LineState = { phase: "idle", audio: false, recording: false };

type Change = (state: LineState) => LineState;

const changes: Readonly<Record<string, Change>> = {
  "call.initiated": (state) => ({ ...state, phase: "ringing" }),
  "call.answered": (state) => ({ ...state, phase: "up" }),
  "call.hangup": () => idle,
  "call.playback.started": (state) => ({ ...state, audio: true }),
  "call.playback.ended": (state) => ({ ...state, audio: false }),
  "call.speak.started": (state) => ({ ...state, audio: true }),
  "call.speak.ended": (state) => ({ ...state, audio: false }),
  "call.recording.saved": (state) => ({ ...state, recording: false }),
  "media.startRecording": (state) => ({ ...state, recording: true }),
  "media.resumeRecording": (state) => ({ ...state, recording: true }),
  "media.pauseRecording": (state) => ({ ...state, recording: false }),
  "media.stopRecording": (state) => ({ ...state, recording: false }),
};

/** Follows what each lane is doing: whether the line is open, whether something plays or is recorded. */
export function createLineStates(lanes: Lanes) {
  let states: readonly LineState[] = lanes.list.map((_, index) => (index <= telnyxLane ? steady : idle));
  return {
    get now() {
      return states;
    },
    apply({ entry, leg }: Traced): void {
      const change = changes[nameOf(entry)];
      const lane = lanes.of(leg);
      if (!change || lane === telnyxLane) return;
      states = states.map((state, index) => (index === lane ? change(state) : state));
    },
  };
}

function nameOf(entry: TimelineEntry): string {
  if (entry.kind === "event") return entry.event_type;
  return entry.kind === "command" && entry.status < 300 && !entry.duplicate ? entry.operation : "";
}
