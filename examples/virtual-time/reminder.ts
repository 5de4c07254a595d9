import { decodeClientState, encodeClientState } from "@telnyx-kit/core";
import type { Gather } from "@telnyx-kit/gather";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface ReminderOptions {
  readonly voice: Voice;
  readonly gather: Gather;
  readonly webhooks: Webhooks;
  readonly connectionId: string;
  readonly from: string;
  /** Lets time pass: `setTimeout` of node:timers/promises in production, `emulator.sleep` in a test. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export type Answer = "confirmed" | "cancelled" | "unreached";

/** Reminds people of an appointment: three calls at most, a quarter of an hour apart. */
export function createReminder({ voice, gather, webhooks, connectionId, from, wait }: ReminderOptions) {
  const answers = new Map<string, Answer>();
  const waiting = new Map<string, (answer: Answer) => void>();

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    await gather.gatherUsingSpeak(payload.call_control_id, {
      payload: "You have an appointment tomorrow at nine. Press 1 to confirm, 2 to cancel.",
      voice: "AWS.Polly.Joanna-Neural",
      valid_digits: "12",
      maximum_digits: 1,
      command_id: commandId("ask"),
    });
  });

  webhooks.on("call.gather.ended", async ({ payload }, { commandId }) => {
    if (payload.status === "valid")
      answers.set(payload.call_control_id, payload.digits === "1" ? "confirmed" : "cancelled");
    if (payload.status !== "call_hangup")
      await voice.hangup(payload.call_control_id, { command_id: commandId("goodbye") });
  });

  webhooks.on("call.hangup", ({ payload }) => {
    const id = decodeClientState<string>(payload.client_state) ?? "";
    waiting.get(id)?.(answers.get(payload.call_control_id) ?? "unreached");
    waiting.delete(id);
    answers.delete(payload.call_control_id);
  });

  return async function remind(to: string): Promise<Answer> {
    for (let call = 1; ; call += 1) {
      const id = crypto.randomUUID();
      // Before the dial: its webhooks can be here sooner than its answer.
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      const client_state = encodeClientState(id);
      await voice.dial({ connection_id: connectionId, from, to, timeout_secs: 25, client_state });
      const answer = await answered;
      if (answer !== "unreached" || call === 3) return answer;
      await wait(15 * 60_000);
    }
  };
}
