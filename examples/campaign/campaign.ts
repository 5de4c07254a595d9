import { appendFile, readFile } from "node:fs/promises";
import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createPacer } from "@telnyx-kit/core/pacer";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State = { at: "ringing" | "speaking" | "told"; contact: string };

/** A line of the journal: a contact was dialled, or the call ended. */
export interface Entry {
  readonly contact: string;
  readonly dialledAt?: number;
  /** `told`, `unknown`, or the reason of the call's end: `user_busy`, `timeout`, `refused`, … */
  readonly result?: string;
}

/** Everything that survives the process, in the order in which it was written. */
export interface Journal {
  read(): Promise<readonly Entry[]>;
  write(entry: Entry): Promise<unknown>;
}

/** A journal in a file. */
export const createFileJournal = (file: string): Journal => ({
  async read() {
    const text = await readFile(file, "utf8").catch(() => "");
    return text
      .split("\n")
      .filter(Boolean)
      .map((line): Entry => JSON.parse(line));
  },
  write: (entry) => appendFile(file, `${JSON.stringify(entry)}\n`),
});

export interface CampaignOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  readonly connectionId: string;
  readonly from: string;
  /** The numbers to call. */
  readonly contacts: readonly string[];
  readonly journal: Journal;
  /** The message for people and machines. */
  readonly message: string;
  /** Calls at once. */
  readonly lines: number;
  /** Dials per second. */
  readonly perSecond: number;
}

/** Telnyx ignores a repeated dial for a minute; some seconds of it are for the way there. */
const repeatableMs = 45_000;

/** Calls everybody once: says a message to people, and to answering machines after their greeting. Goes on after a restart. */
export function createCampaign({ contacts, journal, message, lines, ...options }: CampaignOptions) {
  const telnyx = createTelnyx({
    pacer: createPacer({ perSecond: options.perSecond, windowSeconds: 1 }),
    ...options.telnyx,
  });
  const webhooks = createWebhooks(options.webhooks);
  const calls = createCalls<State>()({ webhooks, domains: { voice: createVoice(telnyx), media: createMedia(telnyx) } });
  const now = options.telnyx.clock?.now ?? Date.now;
  const waiting: string[] = [];
  const open = new Set<string>();

  /** The result of each contact; the last one written counts. */
  const results = async () => new Map((await journal.read()).map(({ contact, ...entry }) => [contact, entry]));

  /** Takes up open contacts. A contact that was dialled long ago and has no result is not called twice. */
  async function start() {
    const known = await results();
    for (const contact of contacts) {
      const { result, dialledAt } = known.get(contact) ?? {};
      if (result !== undefined) continue;
      if (dialledAt === undefined || now() - dialledAt < repeatableMs) waiting.push(contact);
      else await journal.write({ contact, result: "unknown" });
    }
    await fill();
  }

  async function fill() {
    const next = waiting.splice(0, Math.max(0, lines - open.size));
    for (const contact of next) open.add(contact);
    await Promise.all(next.map(dial));
  }

  async function dial(contact: string) {
    // Before the dial, so that a process that ends here does not call twice: the next dial has the same id.
    await journal.write({ contact, dialledAt: now() });
    const leg = {
      connection_id: options.connectionId,
      from: options.from,
      to: contact,
      command_id: `campaign-${contact}`,
    };
    const limits = { timeout_secs: 25, time_limit_secs: 180, answering_machine_detection: "greeting_end" } as const;
    await calls
      .dial({ ...leg, ...limits }, { state: { at: "ringing", contact } })
      .catch(() => finish({ contact, result: "refused" }));
  }

  async function finish(entry: Entry) {
    await journal.write(entry);
    open.delete(entry.contact);
    await fill();
  }

  const tell = (call: ReturnType<typeof calls.leg>, contact: string) =>
    call.speak({ payload: message, voice: "AWS.Polly.Joanna-Neural" }, { state: { at: "speaking", contact } });

  calls.on("call.machine.detection.ended", "ringing", (call, { contact }, { payload }) => {
    if (payload.result === "fax_detected") return call.hangup();
    // The machine is still greeting.
    return payload.result === "machine" ? undefined : tell(call, contact);
  });
  calls.on("call.machine.greeting.ended", "ringing", (call, { contact }) => tell(call, contact));
  calls.on("call.speak.ended", "speaking", (call, { contact }, { payload }) =>
    call.hangup({}, payload.status === "completed" ? { state: { at: "told", contact } } : {}),
  );
  calls.on("call.hangup", ["ringing", "speaking", "told"], (_call, { at, contact }, { payload }) =>
    finish({ contact, result: at === "told" ? "told" : (payload.hangup_cause ?? "unspecified") }),
  );
  return { handle: webhooks.handle, start, results };
}
