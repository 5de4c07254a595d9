import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, NotFoundError, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createQueues } from "@telnyx-kit/queues";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type EventContext, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State = { at: "caller" | "waiting" | "talking" | "sorry" } | { at: "agent" | "busy"; number: string };

/** The free agents, shared by all processes. Keep them in a store that can set a missing key only: `SET … NX PX` of Redis. */
export interface Agents {
  /** Takes a free agent for a caller who has none. The same key gets the same agent again, so a handler that runs twice takes no second one. */
  take(caller: string, key: string): string | undefined | Promise<string | undefined>;
  release(number: string): unknown;
}

/** Agents of one process. */
export function createAgents(numbers: readonly string[]): Agents {
  const taken = new Map<string, { readonly caller: string; readonly key: string }>();
  return {
    take(caller, key) {
      const [known] = [...taken].filter(([, claim]) => claim.caller === caller);
      if (known) return known[1].key === key ? known[0] : undefined;
      const number = numbers.find((each) => !taken.has(each));
      if (number) taken.set(number, { caller, key });
      return number;
    },
    release: (number) => taken.delete(number),
  };
}

export interface QueueOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  readonly connectionId: string;
  /** The number that agents see. */
  readonly from: string;
  readonly agents: Agents;
  readonly musicUrl: string;
  readonly maxWaitSecs: number;
}

/** Lets callers wait with music, and calls agents for those who wait longest, in any number of processes. */
export function createQueue({ connectionId, from, agents, musicUrl, maxWaitSecs, ...options }: QueueOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const queues = createQueues(telnyx);
  const calls = createCalls<State>()({
    webhooks,
    domains: { voice: createVoice(telnyx), media: createMedia(telnyx), queues },
  });
  type Call = ReturnType<typeof calls.leg>;
  const queue_name = "support";
  const music = { audio_url: musicUrl, stop: "all" } as const;

  /** Calls a free agent for each caller who waits and has none, in the order in which they came. */
  async function callAgents(call: Call, { commandId }: EventContext) {
    // Telnyx removes a queue that stays empty: then nobody waits.
    const { data: waiting } = await queues.calls.list(queue_name).catch((error) => {
      if (NotFoundError.isInstance(error)) return { data: [] };
      throw error;
    });
    for (const { call_control_id: id } of waiting) {
      const number = await agents.take(id, commandId(`agent for ${id}`));
      if (!number) continue;
      const leg = { connection_id: connectionId, from, to: number, timeout_secs: 20 };
      const caller = call.leg(id);
      const dialled = await caller.dial(leg, { state: { at: "agent", number } }).catch(() => undefined);
      if (!dialled) await agents.release(number);
      // The next command tells the caller's leg of the agent's leg, which then ends when the caller hangs up.
      else await caller.startPlayback(music, { state: { at: "waiting" } });
    }
  }

  calls.onIncoming((call) => call.answer({}, { state: { at: "caller" } }));
  calls.on("call.answered", "caller", async (call, _state, _event, context) => {
    await call.enqueue({ queue_name, max_wait_time_secs: maxWaitSecs });
    if (await call.startPlayback(music, { state: { at: "waiting" } })) await callAgents(call, context);
  });
  // At the end of each piece of music an agent is called again: no timer is needed.
  calls.on("call.playback.ended", "waiting", async (call, _state, { payload }, context) => {
    if (payload.status !== "completed") return;
    if (await call.startPlayback(music)) await callAgents(call, context);
  });
  calls.on("call.answered", "agent", (call) => call.parent && call.bridge({ call_control_id: call.parent.id }));
  calls.on("call.bridged", "agent", (call, { number }) => call.stopPlayback({}, { state: { at: "busy", number } }));
  calls.on("call.bridged", "waiting", (call) => call.stopPlayback({}, { state: { at: "talking" } }));
  // An agent who was not reached is called again with the next piece of music.
  calls.on("call.hangup", "agent", (_call, { number }) => agents.release(number));
  calls.on("call.hangup", "busy", async (call, { number }, _event, context) => {
    await agents.release(number);
    await callAgents(call, context);
  });
  calls.on("call.dequeued", "waiting", (call, _state, { payload }) => {
    if (payload.reason !== "timeout") return;
    const sorry = { payload: "Nobody is free right now. Please call again later.", voice: "AWS.Polly.Joanna-Neural" };
    return call.speak({ ...sorry, stop: "all" }, { state: { at: "sorry" } });
  });
  calls.on("call.speak.ended", "sorry", (call) => call.hangup());
  return webhooks;
}
