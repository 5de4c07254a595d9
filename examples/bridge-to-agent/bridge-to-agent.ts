import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

/** A caller waits for the agent whose place in the list is `next`, who rings as `agent`. */
type State = { at: "caller" | "waiting" | "talking" | "sorry" } | { at: "agent"; next: number };

export interface BridgeOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  readonly connectionId: string;
  /** The number that agents see. */
  readonly from: string;
  /** Agents in the order in which they are called. */
  readonly agents: readonly string[];
  readonly musicUrl: string;
}

/** Plays music to the caller while one agent after the other is called, and connects the first who answers. */
export function createBridge({ connectionId, from, agents, musicUrl, ...options }: BridgeOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const calls = createCalls<State>()({ webhooks, domains: { voice: createVoice(telnyx), media: createMedia(telnyx) } });

  /** Calls the next agent who can be called; says sorry if no agent is left. */
  async function callAgent(caller: ReturnType<typeof calls.leg>, place: number) {
    for (const [next, to] of [...agents.entries()].slice(place)) {
      const leg = { connection_id: connectionId, from, to, timeout_secs: 20 };
      const dialled = await caller.dial(leg, { state: { at: "agent", next: next + 1 } }).catch(() => undefined);
      const music = { audio_url: musicUrl, loop: "infinity", stop: "all" } as const;
      if (dialled) return caller.startPlayback(music, { state: { at: "waiting" } });
    }
    const sorry = { payload: "Nobody is free right now. Please call again later.", voice: "AWS.Polly.Joanna-Neural" };
    return caller.speak({ ...sorry, stop: "all" }, { state: { at: "sorry" } });
  }

  calls.onIncoming((call) => call.answer({}, { state: { at: "caller" } }));
  calls.on("call.answered", "caller", (call) => callAgent(call, 0));
  calls.on("call.answered", "agent", (call) => call.parent && call.bridge({ call_control_id: call.parent.id }));
  calls.on("call.bridged", ["waiting", "agent"], (call) => call.stopPlayback({}, { state: { at: "talking" } }));
  calls.on("call.hangup", "agent", (call, { next }) => call.parent && callAgent(call.parent, next));
  calls.on("call.speak.ended", "sorry", (call) => call.hangup());
  return webhooks;
}
