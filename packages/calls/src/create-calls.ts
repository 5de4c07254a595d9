import { ConfigurationError } from "@telnyx-kit/core";
import type { EventContext, EventType, Off, TelnyxEvent } from "@telnyx-kit/webhooks";
import { bindCommands, type LegDomains } from "./bind-commands.js";
import type { Calls, CallsOptions } from "./calls.js";
import { type LegState, readEnvelope } from "./envelope.js";
import { createLeg } from "./leg.js";
import { Run } from "./run.js";

type Handler = (...given: unknown[]) => unknown;

interface Registration {
  readonly types: readonly string[];
  /** `undefined` for every state, and for none. */
  readonly names: readonly string[] | undefined;
}

/** One event with its leg. */
interface Incident {
  readonly run: Run;
  readonly call: unknown;
  readonly state: LegState | undefined;
  readonly parent: string | undefined;
  readonly children: readonly string[];
}

/**
 * Makes legs of the events: commands without ids, state without base64, no guard against calls that have ended.
 *
 * The first call takes the type of the state, the second one the parts: TypeScript cannot take one type and infer another.
 *
 * @throws {ConfigurationError} when two domains have a command of the same name.
 * @example
 * const calls = createCalls<{ at: "greeting" }>()({ webhooks, domains: { voice, media } });
 * calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
 * calls.on("call.answered", "greeting", (call) => call.speak({ payload: "Hello.", voice: "AWS.Polly.Joanna-Neural" }));
 * calls.on("call.speak.ended", "greeting", (call) => call.hangup());
 */
export function createCalls<State extends LegState>(): <Domains extends LegDomains, Platform = unknown>(
  options: CallsOptions<Domains, Platform>,
) => Calls<State, Domains, Platform> {
  return <Domains extends LegDomains, Platform>({ webhooks, domains }: CallsOptions<Domains, Platform>) => {
    const commands = bindCommands(domains);
    const registrations = new Set<Registration>();
    /** One incident for all handlers of a delivery. */
    const incidents = new WeakMap<EventContext<Platform>, Incident>();
    /** The run whose handler is being started. */
    let current: Run | undefined;

    const incidentOf = (event: TelnyxEvent, context: EventContext<Platform>): Incident => {
      const known = incidents.get(context);
      if (known) return known;
      const { call_control_id: id, client_state } = event.payload as {
        call_control_id?: unknown;
        client_state?: unknown;
      };
      // Events of conferences carry the state of the leg that created the conference.
      const envelope = event.event_type.startsWith("call.") ? readEnvelope(client_state) : undefined;
      const { state, parent, children = [] } = envelope ?? {};
      const over = typeof id !== "string" || event.event_type === "call.hangup";
      const own = { id: typeof id === "string" ? id : "", state, parent, children, newborn: new Set<string>(), over };
      const run = new Run(commands, context, own);
      const incident = { run, call: createLeg(commands, run, own), state, parent, children };
      incidents.set(context, incident);
      return incident;
    };
    const start = (run: Run, handle: () => unknown) => {
      const before = current;
      current = run;
      try {
        return handle();
      } finally {
        current = before;
      }
    };
    const register = (registration: Registration, handle: Handler): Off => {
      if (typeof handle !== "function")
        throw new ConfigurationError(`A handler must be a function. Found ${typeof handle}.`);
      const { types } = registration;
      const off = webhooks.on(types as readonly EventType[], (event, context) => {
        const { run, call, state } = incidentOf(event, context);
        return isFor(registration, event, state) ? start(run, () => handle(call, state, event, context)) : undefined;
      });
      registrations.add(registration);
      return () => {
        off();
        registrations.delete(registration);
      };
    };

    // A leg that ends hangs up its children.
    webhooks.on("call.hangup", (event, context) => {
      const { run, children } = incidentOf(event, context);
      return run.hangUp(children);
    });
    const outside = () => current ?? new Run(commands);
    const calls = {
      onIncoming: (handle: Handler) =>
        webhooks.on("call.initiated", (event, context) => {
          const { run, call, state } = incidentOf(event, context);
          if (event.payload.direction !== "incoming" || state) return undefined;
          return start(run, () => handle(call, event, context));
        }),
      on: (types: string | readonly string[], names: string | readonly string[] | Handler, handle: Handler) =>
        typeof names === "function"
          ? register({ types: [types].flat(), names: undefined }, names)
          : register({ types: [types].flat(), names: [names].flat() }, handle),
      unhandled: (handle: Handler) =>
        webhooks.onAny((event, context) => {
          const { run, call, state, parent } = incidentOf(event, context);
          if (!state || !leavesWaiting(event, parent)) return undefined;
          if ([...registrations].some((registration) => isFor(registration, event, state))) return undefined;
          return start(run, () => handle(call, state, event, context));
        }),
      leg: (id: string) => {
        const run = outside();
        return createLeg(commands, run, run.record(id));
      },
      dial: (body: object, options?: object) => outside().dial({ ...body }, { ...options }),
    };
    return calls as unknown as Calls<State, Domains, Platform>; // handlers are kept without their types
  };
}

/** Whether a handler is for an event of a leg in a state. */
const isFor = ({ types, names }: Registration, { event_type }: TelnyxEvent, state: LegState | undefined): boolean =>
  types.includes(event_type) && (!names || (state !== undefined && names.includes(state.at)));

/** Whether a leg waits for a command after an event. A prompt or gather that ended with its call leaves nobody waiting. */
function leavesWaiting({ event_type, payload }: TelnyxEvent, parent: string | undefined): boolean {
  if (event_type === "call.hangup") return parent !== undefined;
  const isEnd = event_type.endsWith(".ended") || event_type === "call.recording.saved";
  return isEnd && (payload as { status?: unknown }).status !== "call_hangup";
}
