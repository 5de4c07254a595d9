import { ConfigurationError, isCallEnded, isUnknownCall } from "@telnyx-kit/core";
import type { Command, Commands } from "./bind-commands.js";
import { type LegState, writeEnvelope } from "./envelope.js";
import { hashText } from "./hash-text.js";

/** A leg, as far as a run knows it. */
export interface LegRecord {
  /** Empty where an event names no leg. */
  readonly id: string;
  state?: LegState | undefined;
  readonly parent?: string | undefined;
  /** The children that the leg's `client_state` names. */
  children: readonly string[];
  /** The children of this run that the leg's `client_state` does not name yet. */
  readonly newborn: Set<string>;
  over: boolean;
}

/** The source of command ids: the context of an event. */
export interface CommandIds {
  commandId(label: string): string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Options extends Fields {
  readonly state?: LegState | undefined;
  readonly targetState?: LegState | undefined;
}

/** The handling of one event, or work outside of events. It sends commands and keeps their changes. */
export class Run {
  readonly #commands: Commands;
  readonly #ids: CommandIds | undefined;
  /** The leg of the event. */
  readonly #own: LegRecord | undefined;
  readonly #records = new Map<string, LegRecord>();
  readonly #counts = new Map<string, number>();

  constructor(commands: Commands, ids?: CommandIds, own?: LegRecord) {
    this.#commands = commands;
    this.#ids = ids;
    this.#own = own;
    if (own) this.#records.set(own.id, own);
  }

  record(id: string): LegRecord {
    const record = this.#records.get(id) ?? { id, children: [], newborn: new Set(), over: id === "" };
    this.#records.set(id, record);
    return record;
  }

  /** Sends a command to a leg. `undefined` if the leg is over. */
  async send(leg: LegRecord, command: Command, given: readonly unknown[]): Promise<unknown> {
    // A question: its leg may be over.
    if (!command.input) return this.#unlessOver(leg, undefined, () => command.send(leg.id, ...given));
    const [body, { state, targetState, ...request } = {}] = given as readonly [Fields | undefined, Options | undefined];
    checkGiven(command, body, { state, targetState });
    if (leg.over) return undefined;
    const { name, safety, clientState } = command;
    const newborn = [...leg.newborn];
    const next = state ?? (clientState && newborn.length > 0 ? leg.state : undefined);
    const children = [...leg.children, ...newborn];
    const sent = {
      ...body,
      ...(safety === "deduped" && this.#idOf(name, leg.id, [body, state, targetState])),
      ...(next && { client_state: writeEnvelope({ ...leg, state: next, children }) }),
      ...(targetState && { target_leg_client_state: writeEnvelope({ state: targetState, parent: leg.id }) }),
    };
    const answer = await this.#unlessOver(leg, body, () => command.send(leg.id, sent, request));
    if (!next || answer === undefined) return answer;
    leg.state = next;
    leg.children = children;
    for (const child of newborn) leg.newborn.delete(child);
    return answer;
  }

  /** Dials a leg, as a parent's child if there is a parent. `undefined` if the parent is over. */
  async dial(body: Fields, { state, ...request }: Options = {}, parent?: LegRecord): Promise<unknown> {
    const { dial } = this.#commands;
    if (!dial)
      throw new ConfigurationError(
        "No domain can dial: pass the result of createVoice to createCalls. Nothing was sent.",
      );
    checkGiven(dial, body, {}, parent);
    if (parent?.over) return undefined;
    const sent = {
      ...this.#idOf("dial", parent?.id ?? "", [body, state]),
      ...body,
      ...(parent && { link_to: parent.id }),
      client_state: writeEnvelope({ state: state as LegState, parent: parent?.id }),
    };
    const send = () => dial.send(sent, request);
    const answer = await (parent ? this.#unlessOver(parent, undefined, send) : send());
    const { data } = Object(answer) as { data?: { call_control_id: string } };
    if (data) parent?.newborn.add(data.call_control_id);
    return answer;
  }

  /** Hangs up legs whose parent is over. */
  async hangUp(ids: readonly string[]): Promise<void> {
    const hangup = [...this.#commands.onLegs.values()].find(({ path }) => path.endsWith("/actions/hangup"));
    if (hangup) await Promise.all(ids.map((id) => this.send(this.record(id), hangup, [])));
  }

  /** Sends a command. If the leg is over, hangs up its children that no event will name. */
  async #unlessOver(leg: LegRecord, body: Fields | undefined, send: () => Promise<unknown>): Promise<unknown> {
    try {
      return await send();
    } catch (error) {
      if (!isCallEnded(error) && !isUnknownCall(error)) throw error;
    }
    const other = body?.call_control_id;
    // A refused bridge does not show which of the two legs is over.
    leg.over ||= other === undefined;
    const orphans = [...leg.newborn];
    leg.newborn.clear();
    const own = this.#own;
    if (own?.parent && (own.parent === leg.id || own.parent === other)) orphans.push(own.id);
    await this.hangUp(orphans);
    return undefined;
  }

  /** The same for the same command in every run for an event, another one for any other command. */
  #idOf(name: string, leg: string, content: unknown): { readonly command_id: string } | undefined {
    if (!this.#ids) return undefined;
    const command = `${leg} ${name} ${hashText(textOf(content))}`;
    const count = (this.#counts.get(command) ?? 0) + 1;
    this.#counts.set(command, count);
    return { command_id: this.#ids.commandId(`${command} ${count}`) };
  }
}

/** @throws {ConfigurationError} when an argument is in the wrong place. */
function checkGiven(
  { name, path, clientState }: Command,
  body: Fields | undefined,
  { state, targetState }: Options,
  parent?: LegRecord,
): void {
  const isDial = path === "/calls";
  const written = ["client_state", "target_leg_client_state", "state", "targetState"];
  const owned = [...written, ...(parent || !isDial ? ["command_id"] : []), ...(parent ? ["link_to"] : [])];
  const field = owned.find((name) => Object.hasOwn(Object(body), name));
  const problems: readonly (readonly [found: unknown, problem: string])[] = [
    [field, `takes no ${field} in its body. States are options, and calls writes the rest`],
    [state !== undefined && !clientState, "cannot change the state of a leg"],
    [targetState !== undefined && !path.endsWith("/transfer"), "dials no other leg, and so takes no targetState"],
  ];
  const [, problem] = problems.find(([found]) => found) ?? [];
  if (problem) throw new ConfigurationError(`${name} ${problem}. Nothing was sent.`);
}

/** A body as text. The domain refuses a body that cannot be written, with its own message. */
function textOf(content: unknown): string {
  try {
    return JSON.stringify(content);
  } catch {
    return "";
  }
}
