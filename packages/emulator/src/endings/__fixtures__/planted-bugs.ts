import type { Rehearsal } from "../../rehearse.js";
import type { Scenario } from "../scenario.js";
import type { ProblemKind } from "../watch.js";

interface Payload {
  readonly call_control_id: string;
  readonly client_state: string | null;
  readonly [field: string]: unknown;
}

/** What an application without any package has in its hands: a route that parses JSON, and `fetch`. */
export interface Line {
  on(type: string, handler: (payload: Payload, state: string | undefined) => unknown): void;
  /** Sends a command to a leg; the answer, or undefined where the call is over. */
  act(id: string, action: string, body?: object): Promise<Record<string, unknown> | undefined>;
  dial(to: string, state: string, body?: object): Promise<string | undefined>;
}

const speech = { voice: "female" };
const agent = "+12025550111";

function createLine(rehearsal: Rehearsal, repeats = false) {
  const { apiKey, fetch = globalThis.fetch } = rehearsal.telnyx;
  const handlers = new Map<string, Parameters<Line["on"]>[1]>();
  const seen = new Set<string>();
  const post = async (path: string, body: object) => {
    const response = await fetch(`https://api.telnyx.com/v2${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: { code: string }[] };
    if (response.ok) return data;
    if (["90015", "90018"].includes(errors?.[0]?.code ?? "")) return undefined;
    throw new Error(`${path} was refused: ${errors?.[0]?.code}`);
  };
  const line: Line = {
    on: (type, handler) => void handlers.set(type, handler),
    act: (id, action, body = {}) => post(`/calls/${encodeURIComponent(id)}/actions/${action}`, body),
    async dial(to, state, body = {}) {
      const { connectionId: connection_id } = rehearsal;
      const leg = { connection_id, from: "+12025550102", to, client_state: btoa(state), timeout_secs: 20, ...body };
      return (await post("/calls", leg))?.call_control_id as string | undefined;
    },
  };
  const handle = async (request: Request) => {
    const { data } = (await request.json()) as { data: { id: string; event_type: string; payload: Payload } };
    if (seen.has(data.id) && !repeats) return new Response();
    seen.add(data.id);
    const { client_state: state } = data.payload;
    await handlers.get(data.event_type)?.(data.payload, state === null ? undefined : atob(state));
    return new Response();
  };
  return { ...line, handle };
}

/** An application, and what is wrong with it. */
export interface Planted {
  readonly plant: (line: Line) => void;
  readonly finds?: { readonly kind: ProblemKind; readonly steps: number };
  readonly scenario?: Scenario<Line>;
  /** Whether it takes a webhook that comes again for another one. */
  readonly repeats?: boolean;
}

/** Makes the application. */
export const plantedApp =
  ({ plant, repeats }: Planted) =>
  (rehearsal: Rehearsal) => {
    const line = createLine(rehearsal, repeats);
    plant(line);
    return line;
  };

const answers = ({ on, act }: Line) =>
  on("call.initiated", ({ call_control_id: id, direction }) => direction === "incoming" && act(id, "answer"));

const says = ({ act }: Line, id: string, payload: string) => act(id, "speak", { payload, ...speech, stop: "all" });

const hangsUpAfterwards = ({ on, act }: Line) => on("call.speak.ended", ({ call_control_id: id }) => act(id, "hangup"));

/** Plays music to the caller and calls the agent, whose state is the caller's leg. Without a bug unless an option is false. */
function bridges(line: Line, { link = true, excuse = true, release = true, hangUp = true } = {}): void {
  const { on, act, dial } = line;
  const agents = new Map<string, string>();
  answers(line);
  hangsUpAfterwards(line);
  on("call.answered", async ({ call_control_id: id }, caller) => {
    if (caller) {
      const bridged = await act(id, "bridge", { call_control_id: caller });
      if (!bridged && hangUp) await act(id, "hangup");
      return;
    }
    await act(id, "playback_start", { audio_url: "https://example.com/music.mp3", loop: "infinity" });
    const child = await dial(agent, id, link ? { link_to: id } : {});
    if (child) agents.set(id, child);
  });
  on("call.bridged", ({ call_control_id: id }, caller) => caller || act(id, "playback_stop"));
  on("call.hangup", async ({ call_control_id: id }, caller) => {
    const child = agents.get(id);
    if (child && release) await act(child, "hangup");
    if (caller && excuse) await says(line, caller, "Nobody is free.");
  });
}

export const sound: Planted = { plant: bridges };

export const bugs: Readonly<Record<string, Planted>> = {
  "an agent stays on a silent line when the caller hangs up while the agent rings": {
    plant: (line) => bridges(line, { release: false, hangUp: false }),
    finds: { kind: "stranded", steps: 1 },
  },
  "a caller waits with music when the agent is busy": {
    plant: (line) => bridges(line, { excuse: false }),
    finds: { kind: "stranded", steps: 1 },
  },
  "an agent is called for a caller who went before": {
    plant: (line) => bridges(line, { link: false, hangUp: false }),
    finds: { kind: "stranded", steps: 2 },
  },
  "a command is sent again when its webhook comes again": {
    repeats: true,
    scenario: { start: ({ dial }) => dial(agent, "called") },
    plant(line) {
      hangsUpAfterwards(line);
      line.on("call.answered", ({ call_control_id: id }) => says(line, id, "Hello."));
    },
    finds: { kind: "repeated", steps: 1 },
  },
  "a handler throws when webhooks come in another order": {
    plant(line) {
      const started = new Map<string, unknown>();
      answers(line);
      line.on("call.answered", ({ call_control_id: id }) => says(line, id, "Hello."));
      line.on("call.speak.started", ({ call_control_id: id }) => started.set(id, { at: 1 }));
      line.on("call.speak.ended", ({ call_control_id: id }) => {
        if (!started.has(id)) throw new Error("nothing was said");
        return line.act(id, "hangup");
      });
    },
    finds: { kind: "error", steps: 1 },
  },
  "a voicemail never ends": {
    plant(line) {
      answers(line);
      line.on("call.answered", ({ call_control_id: id }) =>
        line.act(id, "record_start", { format: "mp3", channels: "single" }),
      );
      line.on("call.recording.saved", ({ call_control_id: id }) => line.act(id, "hangup"));
    },
    finds: { kind: "stranded", steps: 0 },
  },
  "a transfer is over when nobody answers": {
    plant(line) {
      answers(line);
      line.on("call.answered", ({ call_control_id: id }, state) =>
        state ? undefined : line.act(id, "transfer", { to: agent, target_leg_client_state: btoa("agent") }),
      );
    },
    finds: { kind: "stranded", steps: 1 },
  },
  "a machine that answers is told nothing": {
    scenario: { start: ({ dial }) => dial(agent, "called", { answering_machine_detection: "detect" }) },
    plant(line) {
      hangsUpAfterwards(line);
      line.on("call.machine.detection.ended", ({ call_control_id: id, result }) =>
        result === "machine" ? undefined : says(line, id, "Hello."),
      );
    },
    finds: { kind: "stranded", steps: 1 },
  },
  "a caller is left in a queue": {
    plant(line) {
      answers(line);
      line.on("call.answered", async ({ call_control_id: id }, state) => {
        if (state) return line.act(id, "bridge", { queue: "support" }).catch(() => line.act(id, "hangup"));
        const queued = await line.act(id, "enqueue", { queue_name: "support" });
        return queued && line.dial(agent, "agent");
      });
    },
    finds: { kind: "stranded", steps: 1 },
  },
  "the end of a gather is handled for right keys only": {
    plant(line) {
      answers(line);
      hangsUpAfterwards(line);
      line.on("call.answered", ({ call_control_id: id }) =>
        line.act(id, "gather_using_speak", { payload: "Press 1.", ...speech, valid_digits: "1", maximum_digits: 1 }),
      );
      line.on("call.gather.ended", ({ call_control_id: id, status }) =>
        status === "valid" ? says(line, id, "Thank you.") : undefined,
      );
    },
    finds: { kind: "stranded", steps: 1 },
  },
};
