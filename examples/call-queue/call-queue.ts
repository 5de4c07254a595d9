import { ApiError, decodeClientState, ErrorCode, encodeClientState } from "@telnyx-kit/core";
import type { Media } from "@telnyx-kit/media";
import type { Queues } from "@telnyx-kit/queues";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface CallQueueOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly queues: Queues;
  readonly webhooks: Webhooks;
  readonly connectionId: string;
  /** The number that the agents see. */
  readonly from: string;
  readonly agents: readonly string[];
  readonly musicUrl: string;
  readonly maxWaitSecs: number;
  /** A timer, for the rest of agents who could not be reached. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

type State = { readonly role: "caller" } | { readonly role: "agent"; readonly number: string };

const queue_name = "support";
/** How long an agent who is busy or does not pick up is left in peace. */
const restMs = 10_000;

/** Lets callers wait with music, and connects the first of them with whichever agent is free. */
export function runCallQueue(options: CallQueueOptions): void {
  const { voice, media, queues, webhooks, connectionId, from, agents, musicUrl, maxWaitSecs, wait } = options;
  const free = new Set(agents);
  /** Agents who are being called for somebody who waits. */
  const called = new Set<string>();
  const waiting = new Set<string>();

  /** Calls as many free agents as there are callers whom nobody has been called for. */
  async function callAgents(commandId: (action: string) => string): Promise<void> {
    const chosen = [...free].slice(0, Math.max(0, waiting.size - called.size));
    for (const number of chosen) {
      free.delete(number);
      called.add(number);
    }
    for (const number of chosen) {
      const client_state = encodeClientState({ role: "agent", number } satisfies State);
      const leg = { connection_id: connectionId, from, to: number, timeout_secs: 20, client_state };
      await voice.dial({ ...leg, command_id: commandId(`call ${number}`) });
    }
  }

  /** Not awaited by handlers: their webhooks want an answer now. */
  function rest(number: string, commandId: (action: string) => string): void {
    wait(restMs)
      .then(() => {
        free.add(number);
        return callAgents(commandId);
      })
      .catch(console.error);
  }

  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    const client_state = encodeClientState({ role: "caller" } satisfies State);
    await voice.answer(payload.call_control_id, { client_state, command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    const id = payload.call_control_id;
    const state = decodeClientState<State>(payload.client_state);
    if (state?.role === "caller") {
      const wait = { queue_name, max_wait_time_secs: maxWaitSecs, command_id: commandId("wait") };
      await queues.enqueue(id, wait);
      await media.startPlayback(id, { audio_url: musicUrl, loop: "infinity", command_id: commandId("music") });
    } else if (state?.role === "agent") {
      called.delete(state.number);
      try {
        await voice.bridge(id, { queue: queue_name, command_id: commandId("take") });
      } catch (error) {
        // Whoever waited has hung up or was taken by the other agent.
        if (!ApiError.isInstance(error) || error.code !== ErrorCode.CallNotInQueue) throw error;
        await voice.hangup(id, { command_id: commandId("nobody") });
      }
    }
  });

  webhooks.on("call.enqueued", async ({ payload }, { commandId }) => {
    waiting.add(payload.call_control_id);
    await callAgents(commandId);
  });

  webhooks.on("call.dequeued", async ({ payload }, { commandId }) => {
    const id = payload.call_control_id;
    waiting.delete(id);
    if (payload.reason !== "timeout") return;
    const speech = { payload: "Nobody is free right now. Please call again later.", voice: "female", stop: "all" };
    await media.speak(id, { ...speech, command_id: commandId("sorry") });
  });

  webhooks.on("call.bridged", async ({ payload }, { commandId }) => {
    if (decodeClientState<State>(payload.client_state)?.role !== "caller") return;
    await media.stopPlayback(payload.call_control_id, { stop: "all", command_id: commandId("quiet") });
  });

  webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
    if (payload.status === "completed") await voice.hangup(payload.call_control_id, { command_id: commandId("bye") });
  });

  webhooks.on("call.hangup", async ({ payload }, { commandId }) => {
    const state = decodeClientState<State>(payload.client_state);
    waiting.delete(payload.call_control_id);
    if (state?.role !== "agent") return;
    called.delete(state.number);
    if (payload.hangup_cause === "normal_clearing") free.add(state.number);
    else rest(state.number, (action) => commandId(`${action} again`));
    await callAgents(commandId);
  });
}
