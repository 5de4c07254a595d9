import { encodeClientState } from "@telnyx-kit/core";
import type { Gather } from "@telnyx-kit/gather";
import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

/** What the agent asks for. */
export interface Booking {
  readonly name: string;
  readonly guests: number;
  readonly time: string;
}

export interface VoiceAgentOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly gather: Gather;
  readonly webhooks: Webhooks;
  readonly onBooking: (booking: Booking) => void;
}

const parameters = {
  type: "object",
  properties: {
    name: { type: "string", description: "The name that the table is booked under." },
    guests: { type: "integer", description: "How many people come." },
    time: { type: "string", description: "When they come, as hours and minutes." },
  },
  required: ["name", "guests", "time"],
};

/** Takes bookings of a restaurant: an AI asks until it has all three values, the application confirms. */
export function voiceAgent({ voice, media, gather, webhooks, onBooking }: VoiceAgentOptions): void {
  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    const greeting = "Hello! I can book a table for you. What is your name?";
    await gather.gatherUsingAi(payload.call_control_id, { greeting, parameters, command_id: commandId("ask") });
  });

  webhooks.on("call.ai_gather.ended", async ({ payload }, { commandId }) => {
    const booking = payload.result as unknown as Booking; // its shape is what `parameters` describes
    const valid = payload.status === "valid";
    if (valid) onBooking(booking);
    await media.speak(payload.call_control_id, {
      payload: valid
        ? `A table for ${booking.guests} at ${booking.time}. See you, ${booking.name}!`
        : "Sorry, I did not get that. Please call again.",
      voice: "AWS.Polly.Joanna-Neural",
      client_state: encodeClientState({ step: "goodbye" }),
      command_id: commandId("confirm"),
    });
  });

  webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
    if (payload.status === "completed")
      await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
  });
}
