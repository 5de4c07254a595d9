import { decodeClientState, encodeClientState } from "@telnyx-kit/core";
import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface BridgeOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly webhooks: Webhooks;
  readonly connectionId: string;
  /** The number that the agent sees. */
  readonly from: string;
  readonly agent: string;
  readonly musicUrl: string;
}

type State = { readonly role: "caller" } | { readonly role: "agent"; readonly caller: string };

/** Plays music to the caller, calls the agent, and connects the two; says so where the agent cannot be reached. */
export function bridgeToAgent(options: BridgeOptions): void {
  const { voice, media, webhooks, connectionId, from, agent, musicUrl } = options;

  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    const state = encodeClientState({ role: "caller" } satisfies State);
    await voice.answer(payload.call_control_id, { client_state: state, command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    const id = payload.call_control_id;
    const state = decodeClientState<State>(payload.client_state);
    if (state?.role === "agent") {
      await voice.bridge(id, { call_control_id: state.caller, command_id: commandId("bridge") });
    } else if (state?.role === "caller") {
      await media.startPlayback(id, { audio_url: musicUrl, loop: "infinity", command_id: commandId("music") });
      const client_state = encodeClientState({ role: "agent", caller: id } satisfies State);
      const leg = { connection_id: connectionId, from, to: agent, link_to: id, timeout_secs: 20, client_state };
      await voice.dial({ ...leg, command_id: commandId("dial-agent") });
    }
  });

  webhooks.on("call.bridged", async ({ payload }, { commandId }) => {
    if (decodeClientState<State>(payload.client_state)?.role !== "caller") return;
    await media.stopPlayback(payload.call_control_id, { stop: "all", command_id: commandId("quiet") });
  });

  webhooks.on("call.hangup", async ({ payload }, { commandId }) => {
    const state = decodeClientState<State>(payload.client_state);
    if (state?.role !== "agent" || payload.hangup_cause === "normal_clearing") return;
    const speech = { payload: "Nobody is free right now. Please call again later.", voice: "female", stop: "all" };
    await media.speak(state.caller, { ...speech, command_id: commandId("sorry") });
  });
}
