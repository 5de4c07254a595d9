import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State = { at: "caller" | "booking" | "goodbye" };

/** The details that the agent asks for. */
export interface Booking {
  readonly name: string;
  readonly guests: number;
  readonly time: string;
}

export interface VoiceAgentOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  readonly onBooking: (booking: Booking) => unknown;
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

/** Values that an AI understood are checked like any other input. */
const isBooking = (value: unknown): value is Booking => {
  const { name, guests, time } = Object(value);
  return typeof name === "string" && Number.isInteger(guests) && guests > 0 && typeof time === "string";
};

/** Takes bookings of a restaurant: an AI asks until it has all three values, the application confirms. */
export function createVoiceAgent({ onBooking, ...options }: VoiceAgentOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const domains = { voice: createVoice(telnyx), media: createMedia(telnyx), gather: createGather(telnyx) };
  const calls = createCalls<State>()({ webhooks, domains });

  calls.onIncoming((call) => call.answer({}, { state: { at: "caller" } }));
  calls.on("call.answered", "caller", (call) => {
    const greeting = "Hello! I can book a table for you. What is your name?";
    return call.gatherUsingAi({ greeting, parameters }, { state: { at: "booking" } });
  });
  calls.on("call.ai_gather.ended", "booking", async (call, _state, { payload: { status, result } }) => {
    const booking = status === "valid" && isBooking(result) ? result : undefined;
    if (booking) await onBooking(booking);
    const payload = booking
      ? `A table for ${booking.guests} at ${booking.time}. See you, ${booking.name}!`
      : "Sorry, I did not get that. Please call again.";
    await call.speak({ payload, voice: "AWS.Polly.Joanna-Neural" }, { state: { at: "goodbye" } });
  });
  calls.on("call.speak.ended", "goodbye", (call) => call.hangup());
  return webhooks;
}
