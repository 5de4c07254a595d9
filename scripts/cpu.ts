import { createRequire } from "node:module";
import { createTelnyx } from "@telnyx-kit/core";
import { createVoice } from "@telnyx-kit/voice";

// CPU time of one command whose transport is stubbed: ours, the official SDK, and the least that a program can do. All
// in one process, in turns, so that a busy machine disturbs all alike. The wider comparison is `pnpm bench`.

const key = "KEY0123456789abcdef";
const id = "v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg";
const body = { client_state: "eyJzdGVwIjoiZ3JlZXRpbmcifQ==", webhook_url: "https://example.com/hook" };
const text = JSON.stringify({ data: { result: "ok" } });
const transport = async (..._: unknown[]) => new Response(text, { headers: { "content-type": "application/json" } });

interface Official {
  readonly calls: { readonly actions: { answer(id: string, body: object): Promise<unknown> } };
}
const { default: Telnyx } = createRequire(new URL("../packages/emulator/package.json", import.meta.url))("telnyx") as {
  default: new (options: object) => Official;
};
const official = new Telnyx({ apiKey: key, fetch: transport });
const voice = createVoice(createTelnyx({ apiKey: key, fetch: transport }));

const contenders: Readonly<Record<"plain" | "ours" | "official", () => Promise<unknown>>> = {
  async plain() {
    const headers = { authorization: `Bearer ${key}`, accept: "application/json", "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify({ ...body, command_id: crypto.randomUUID() }) };
    const url = `https://api.telnyx.com/v2/calls/${encodeURIComponent(id)}/actions/answer`;
    return (await transport(new Request(url, init))).json();
  },
  ours: () => voice.answer(id, body),
  official: () => official.calls.actions.answer(id, body),
};
const names = ["plain", "ours", "official"] as const;

/** Microseconds of CPU for one command. */
async function measure(name: (typeof names)[number], times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) await contenders[name]();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const rounds: Record<(typeof names)[number], number>[] = [];
for (const name of names) await measure(name, 3000);
for (let round = 0; round < 15; round++) {
  rounds.push({
    plain: await measure("plain", 2000),
    ours: await measure("ours", 2000),
    official: await measure("official", 2000),
  });
}
const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] as number;
const ratio = (name: "ours" | "official") => median(rounds.map((round) => round[name] / round.plain));
console.table(
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        "µs CPU a command": median(rounds.map((round) => round[name])).toFixed(1),
        "over plain": name === "plain" ? "1" : ratio(name).toFixed(2),
      },
    ]),
  ),
);
const below = rounds.filter(({ ours, official }) => ours < official).length;
console.log(`Below the official SDK in ${below} of ${rounds.length} rounds.`);
if (ratio("ours") > 1.5 || below < rounds.length) process.exitCode = 1;
