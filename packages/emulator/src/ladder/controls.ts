import { type Fault, readFaultName } from "../faults/faults.js";

/** The emulator, as far as the page acts on it. */
export interface LadderHost {
  readonly parties: readonly {
    readonly callControlId: string;
    readonly direction: "incoming" | "outgoing";
    readonly state: string;
    readonly from: string;
    readonly to: string;
  }[];
  party(callControlId: string): {
    press(keys: string): Promise<void>;
    say(text: string): Promise<void>;
    hangup(): Promise<void>;
  };
  inboundCall(options: { readonly from: string; readonly to: string }): Promise<unknown>;
  advance(ms: number): Promise<void>;
  settle(): Promise<void>;
  inject(fault: Fault): () => void;
}

/** The actions of the page, by name. */
export interface Controls {
  /**
   * Performs an action and describes it. Actions run one after the other.
   *
   * @throws {TypeError} when the action is unknown or something that it needs is missing.
   */
  act(action: string, fields: Readonly<Record<string, unknown>>): Promise<string>;
  /** Faults that were switched on here: their ids and what they do. */
  readonly faults: readonly { readonly id: string; readonly text: string }[];
}

type Action = (fields: Readonly<Record<string, unknown>>) => Promise<string>;

/** Everything that the page does goes through the host; `activeFaults` says which are used up. */
export function createControls(host: LadderHost, activeFaults: () => readonly Fault[]): Controls {
  const injected = new Map<string, { readonly text: string; readonly remove: () => void; readonly own: Fault }>();
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();

  const party = (fields: Readonly<Record<string, unknown>>) => host.party(readText(fields, "leg"));
  const actions: Readonly<Record<string, Action>> = {
    async call(fields) {
      const [from, to] = [readText(fields, "from"), readText(fields, "to")];
      await host.inboundCall({ from, to });
      return `${from} called ${to}.`;
    },
    async press(fields) {
      const keys = readText(fields, "keys");
      await party(fields).press(keys);
      return `Pressed ${keys}.`;
    },
    async say(fields) {
      await party(fields).say(readText(fields, "text"));
      return "Said it.";
    },
    async hangup(fields) {
      await party(fields).hangup();
      return "Hung up.";
    },
    async advance(fields) {
      const ms = Number(fields.ms);
      if (!(ms > 0 && ms <= 86_400_000)) throw new TypeError("Give a time between a millisecond and a day.");
      await host.advance(ms);
      return `${ms / 1000} s passed.`;
    },
    async settle() {
      await host.settle();
      return "Everything that was due has happened. Now it is somebody's turn.";
    },
    async inject(fields) {
      const fault = readFault(fields);
      const id = String(++count);
      const often = fault.times === undefined ? "every time" : `${fault.times} ×`;
      const remove = host.inject(fault);
      const own = activeFaults().at(-1) ?? fault;
      injected.set(id, { text: `${fault.fault} on ${fault.on}, ${often}`, remove, own });
      return `Switched on: ${fault.fault}.`;
    },
    async withdraw(fields) {
      const id = readText(fields, "fault");
      injected.get(id)?.remove();
      injected.delete(id);
      return "Switched off.";
    },
  };

  return {
    get faults() {
      const active = activeFaults();
      for (const [id, { own }] of injected) if (!active.includes(own)) injected.delete(id);
      return [...injected].map(([id, { text }]) => ({ id, text }));
    },
    act(action, fields) {
      const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
      if (!run) return Promise.reject(new TypeError(`There is no action ${action}.`));
      // Two that advance the clock at once would mix what they cause.
      const result = last.then(() => run(fields));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

function readText(fields: Readonly<Record<string, unknown>>, name: string): string {
  const text = fields[name];
  if (typeof text === "string" && text.trim() !== "" && text.length <= 1_000) return text.trim();
  throw new TypeError(`Fill in: ${name}.`);
}

function readFault(fields: Readonly<Record<string, unknown>>): Fault {
  const fault = readFaultName(fields.kind);
  const times = fields.times === "" || fields.times === undefined ? undefined : Number(fields.times);
  if (times !== undefined && !(Number.isInteger(times) && times > 0))
    throw new TypeError("How often is a whole number above 0, or empty for every time.");
  const on = typeof fields.on === "string" && fields.on.trim() !== "" ? fields.on.trim() : "*";
  return { fault, on, times };
}
