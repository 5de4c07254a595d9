import { decodeClientState, encodeClientState } from "@telnyx-kit/core";
import type { Gather } from "@telnyx-kit/gather";
import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface MenuOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly gather: Gather;
  readonly webhooks: Webhooks;
  /** The number behind each key. */
  readonly departments: Readonly<Record<string, string>>;
}

/** Asks every caller for a department, up to three times, and connects them; whoever finds none hears a goodbye. */
export function menu({ voice, media, gather, webhooks, departments }: MenuOptions): void {
  const speech = { voice: "AWS.Polly.Joanna-Neural" } as const;
  // The department's leg sends the same events; only the caller's leg carries this state.
  const isCaller = (state: string | null) => decodeClientState<string>(state) === "caller";

  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    const state = encodeClientState("caller");
    await voice.answer(payload.call_control_id, { client_state: state, command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    if (!isCaller(payload.client_state)) return;
    await gather.gatherUsingSpeak(payload.call_control_id, {
      ...speech,
      payload: "For sales, press 1. For support, press 2.",
      invalid_payload: "That key is not on the menu.",
      valid_digits: Object.keys(departments).join(""),
      maximum_digits: 1,
      maximum_tries: 3,
      timeout_millis: 5_000,
      command_id: commandId("menu"),
    });
  });

  webhooks.on("call.gather.ended", async ({ payload }, { commandId }) => {
    const to = departments[payload.digits ?? ""];
    if (payload.status === "call_hangup") return;
    if (to) await voice.transfer(payload.call_control_id, { to, command_id: commandId("connect") });
    else
      await media.speak(payload.call_control_id, { ...speech, payload: "Goodbye.", command_id: commandId("goodbye") });
  });

  webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
    if (payload.status === "completed")
      await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
  });
}
