import { createCalls } from "@telnyx-kit/calls";
import { createConferences } from "@telnyx-kit/conferences";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State =
  | { at: "customer" }
  | { at: "agent"; conference: string }
  | { at: "supervisor"; conference: string; agent: string };

export interface SupervisedCallOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  readonly connectionId: string;
  /** The number that agent and supervisor see. */
  readonly from: string;
  readonly agent: string;
  readonly supervisor: string;
}

/** The supervisor's keys: the agent alone, everybody, or nobody hears the supervisor. */
const roles: Readonly<Record<string, "whisper" | "barge" | "monitor">> = { 1: "whisper", 2: "barge", 3: "monitor" };

/** Puts customer and agent into a conference, and lets a supervisor listen and whisper to the agent. */
export function createSupervisedCall({ connectionId, from, agent, supervisor, ...options }: SupervisedCallOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const conferences = createConferences(telnyx);
  const calls = createCalls<State>()({ webhooks, domains: { voice: createVoice(telnyx), media: createMedia(telnyx) } });
  const leg = (to: string) => ({ connection_id: connectionId, from, to, timeout_secs: 20 });

  calls.onIncoming((call) => call.answer({}, { state: { at: "customer" } }));
  calls.on("call.answered", "customer", async (call, _state, { payload }, { commandId }) => {
    const name = `support-${payload.call_leg_id}`;
    const conference = { call_control_id: call.id, name, command_id: commandId("conference") };
    const created = await conferences.create(conference).catch(() => undefined);
    // Also if the customer has hung up already.
    if (!created) return call.hangup();
    await call.dial(leg(agent), { state: { at: "agent", conference: created.data.id } });
    return call.speak(
      { payload: "One moment please.", voice: "AWS.Polly.Joanna-Neural" },
      { state: { at: "customer" } },
    );
  });
  calls.on("call.answered", "agent", async (call, { conference }, _event, { commandId }) => {
    const agentLeg = { call_control_id: call.id, command_id: commandId("join") };
    const joined = await conferences.join(conference, agentLeg).catch(() => undefined);
    if (!joined) return call.hangup();
    await call.dial(leg(supervisor), { state: { at: "supervisor", conference, agent: call.id } });
    return call.stopPlayback({}, { state: { at: "agent", conference } });
  });
  calls.on("call.answered", "supervisor", (call, { conference, agent: whispered }, _event, { commandId }) => {
    const role = { supervisor_role: "whisper" as const, whisper_call_control_ids: [whispered] };
    const supervisorLeg = { call_control_id: call.id, ...role, command_id: commandId("join") };
    return conferences.join(conference, supervisorLeg).catch(() => call.hangup());
  });
  calls.on("call.dtmf.received", "supervisor", async (call, state, { payload }, { commandId }) => {
    const supervisor_role = roles[payload.digit ?? ""];
    if (!supervisor_role) return;
    const whisper = supervisor_role === "whisper" ? { whisper_call_control_ids: [state.agent] } : {};
    const role = { call_control_id: call.id, supervisor_role, ...whisper, command_id: commandId("role") };
    await conferences.update(state.conference, role).catch(() => call.hangup());
  });
  // An agent who leaves, or never came: nobody is left for the customer to talk to.
  calls.on("call.hangup", "agent", (call) => call.parent?.hangup());
  return webhooks;
}
