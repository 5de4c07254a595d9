import { createCalls } from "@telnyx-kit/calls";
import { ApiError, createTelnyx, ErrorCode, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createQueues } from "@telnyx-kit/queues";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type EventContext, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State = { at: "caller" | "waiting" | "talking" | "sorry" } | { at: "agent"; number: string };

/** Who is free. All processes share it, so keep it where a value can be set only if it is absent: `SET … NX PX` of Redis. */
export interface Agents {
  /** Takes a free agent. The same owner gets the same agent again, so that a repeated handler takes no second one. */
  take(owner: string): string | undefined | Promise<string | undefined>;
  release(number: string): unknown;
}

/** Agents of one process. */
export function createAgents(numbers: readonly string[]): Agents {
  const owners = new Map<string, string>();
  return {
    take(owner) {
      const number = numbers.find((each) => (owners.get(each) ?? owner) === owner);
      if (number) owners.set(number, owner);
      return number;
    },
    release: (number) => owners.delete(number),
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

const refusedWith = (error: unknown, code: ErrorCode) => ApiError.isInstance(error) && error.code === code;

/** Lets callers wait with music and connects the one who waits longest with an agent who is free, in any number of processes. */
export function createQueue({ connectionId, from, agents, musicUrl, maxWaitSecs, ...options }: QueueOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const domains = { voice: createVoice(telnyx), media: createMedia(telnyx), queues: createQueues(telnyx) };
  const calls = createCalls<State>()({ webhooks, domains });
  const queue_name = "support";

  /** One piece of music, and an agent where one is free. The end of each piece looks for an agent again. */
  async function wait(call: ReturnType<typeof calls.leg>, context: EventContext) {
    await call.enqueue({ queue_name, max_wait_time_secs: maxWaitSecs }).catch((error: unknown) => {
      if (!refusedWith(error, ErrorCode.CallAlreadyInQueue)) throw error;
    });
    if (!(await call.startPlayback({ audio_url: musicUrl }, { state: { at: "waiting" } }))) return;
    const number = await agents.take(context.commandId("agent"));
    if (!number) return;
    // No child of this caller: the agent takes whoever waits longest.
    const leg = { connection_id: connectionId, from, to: number, timeout_secs: 20 };
    const dial = { ...leg, command_id: context.commandId("dial") };
    await calls.dial(dial, { state: { at: "agent", number } }).catch(() => agents.release(number));
  }

  calls.onIncoming((call) => call.answer({}, { state: { at: "caller" } }));
  calls.on("call.answered", "caller", (call, _state, _event, context) => wait(call, context));
  calls.on("call.playback.ended", "waiting", (call, _state, { payload }, context) =>
    payload.status === "completed" ? wait(call, context) : undefined,
  );
  calls.on("call.answered", "agent", (call) =>
    call.bridge({ queue: queue_name }).catch((error: unknown) => {
      // Whoever waited has hung up, or talks to another agent.
      if (refusedWith(error, ErrorCode.CallNotInQueue)) return call.hangup();
      throw error;
    }),
  );
  calls.on("call.hangup", "agent", (_call, { number }) => agents.release(number));
  calls.on("call.bridged", "waiting", (call) => call.stopPlayback({}, { state: { at: "talking" } }));
  calls.on("call.dequeued", "waiting", (call, _state, { payload }) => {
    if (payload.reason !== "timeout") return;
    const sorry = { payload: "Nobody is free right now. Please call again later.", voice: "AWS.Polly.Joanna-Neural" };
    return call.speak({ ...sorry, stop: "all" }, { state: { at: "sorry" } });
  });
  calls.on("call.speak.ended", "sorry", (call) => call.hangup());
  return webhooks;
}
