import type { Conferences } from "@telnyx-kit/conferences";
import { decodeClientState, encodeClientState } from "@telnyx-kit/core";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface SupervisedCallOptions {
  readonly voice: Voice;
  readonly conferences: Conferences;
  readonly webhooks: Webhooks;
  readonly connectionId: string;
  /** The number that agent and supervisor see. */
  readonly from: string;
  readonly agent: string;
  readonly supervisor: string;
}

type State =
  | { readonly role: "customer" }
  | { readonly role: "agent"; readonly conference: string }
  | { readonly role: "supervisor"; readonly conference: string; readonly agent: string };

/** What the supervisor's keys do: to be heard by the agent alone, by everybody, by nobody. */
const roles = { "1": "whisper", "2": "barge", "3": "monitor" } as const;

/** Puts customer and agent into a conference, and lets a supervisor listen and whisper to the agent. */
export function superviseCalls(options: SupervisedCallOptions): void {
  const { voice, conferences, webhooks, connectionId, from, agent, supervisor } = options;
  const call = (to: string, state: State, command_id: string) =>
    voice.dial({ connection_id: connectionId, from, to, client_state: encodeClientState(state), command_id });

  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    const client_state = encodeClientState({ role: "customer" } satisfies State);
    await voice.answer(payload.call_control_id, { client_state, command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    const id = payload.call_control_id;
    const state = decodeClientState<State>(payload.client_state);
    if (state?.role === "customer") {
      const name = `support-${payload.call_leg_id}`;
      const { data } = await conferences.create({ call_control_id: id, name, command_id: commandId("conference") });
      await call(agent, { role: "agent", conference: data.id }, commandId("call-agent"));
    } else if (state?.role === "agent") {
      // The conference is over when the agent hangs up.
      const fields = { end_conference_on_exit: true, command_id: commandId("join") };
      await conferences.join(state.conference, { call_control_id: id, ...fields });
      await call(supervisor, { role: "supervisor", conference: state.conference, agent: id }, commandId("supervise"));
    } else if (state?.role === "supervisor") {
      await conferences.join(state.conference, {
        call_control_id: id,
        supervisor_role: "whisper",
        whisper_call_control_ids: [state.agent],
        command_id: commandId("join"),
      });
    }
  });

  webhooks.on("call.dtmf.received", async ({ payload }, { commandId }) => {
    const state = decodeClientState<State>(payload.client_state);
    const supervisor_role = roles[payload.digit as keyof typeof roles];
    if (state?.role !== "supervisor" || !supervisor_role) return;
    await conferences.update(state.conference, {
      call_control_id: payload.call_control_id,
      supervisor_role,
      ...(supervisor_role === "whisper" && { whisper_call_control_ids: [state.agent] }),
      command_id: commandId("role"),
    });
  });

  webhooks.on("call.hangup", async ({ payload }, { commandId }) => {
    const state = decodeClientState<State>(payload.client_state);
    // An agent who never came: nobody is left for the customer to talk to.
    if (state?.role !== "agent" || payload.hangup_cause === "normal_clearing") return;
    await conferences.end(state.conference, { command_id: commandId("end") });
  });
}
