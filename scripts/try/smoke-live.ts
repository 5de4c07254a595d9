import { writeFile } from "node:fs/promises";
import { ApiError, createTelnyx, type RequestInput, TelnyxError } from "@telnyx-kit/core";
import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";

// Asks the real platform what no document answers, and writes down what it says: statuses, codes, header names and the
// names of fields, never a value. Without --dial it reads, and sends commands to a call that does not exist.

const { TELNYX_API_KEY, TELNYX_BASE_URL, TELNYX_CONNECTION_ID, TELNYX_FROM, TELNYX_TO } = process.env;

/** One question: what it is about, and what the platform did. */
interface Finding {
  readonly question: string;
  readonly asked: string;
  readonly answers: readonly Answer[];
}

interface Answer {
  readonly status: number | string;
  readonly codes?: readonly (string | undefined)[];
  readonly pointers?: readonly (string | undefined)[];
  /** Names of the fields of the body, to three levels. */
  readonly shape?: readonly string[];
  readonly headers?: readonly string[];
  readonly ms: number;
}

const telnyx = createTelnyx({ maxRetries: 0 });
const base = TELNYX_BASE_URL ?? "https://api.telnyx.com/v2";
const nobody = `v3:${"A".repeat(54)}`;
const call = "/calls/{call_control_id}";
const findings: Finding[] = [];

function shapeOf(value: unknown, prefix = "", depth = 0): string[] {
  if (typeof value !== "object" || value === null || depth === 3) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = Array.isArray(value) ? `${prefix}[]` : prefix ? `${prefix}.${key}` : key;
    return [name, ...shapeOf(inner, name, depth + 1)];
  });
}

async function ask(method: string, path: string, input: RequestInput = {}): Promise<{ answer: Answer; data: unknown }> {
  const begin = performance.now();
  let headers: string[] = [];
  const onResponse = (response: Response) => {
    headers = [...response.headers.keys()].filter((name) => /^(x-|retry|content-type|ratelimit)/.test(name));
  };
  const ms = () => Math.round(performance.now() - begin);
  try {
    const data = await telnyx.request(method, path, { ...input, onResponse });
    return { answer: { status: "2xx", shape: [...new Set(shapeOf(data))], headers, ms: ms() }, data };
  } catch (error) {
    if (!ApiError.isInstance(error)) {
      return {
        answer: { status: TelnyxError.isInstance(error) ? error.name : "failed", headers, ms: ms() },
        data: undefined,
      };
    }
    const codes = error.errors.map(({ code }) => code);
    const pointers = error.errors.map(({ pointer }) => pointer);
    return { answer: { status: error.status, codes, pointers, headers, ms: ms() }, data: undefined };
  }
}

function note(question: string, asked: string, ...answers: Answer[]): void {
  findings.push({ question, asked, answers });
  console.log(
    `${question}\n  ${asked}: ${answers.map(({ status, codes }) => `${status} ${codes?.join(" ") ?? ""}`.trim()).join(" · ")}`,
  );
}

const action = (name: string, body: object, id = nobody) =>
  ask("POST", `${call}/actions/${name}`, { path: { call_control_id: id }, body, safety: "unsafe" });

await runCommand(async () => {
  const { values } = readArguments({
    usage: "pnpm smoke:live [--dial] [--out <file>]",
    options: { dial: { type: "boolean" }, out: { type: "string", default: "smoke-live.json" } },
  });
  if (!TELNYX_API_KEY)
    throw new Problem("smoke:live", "TELNYX_API_KEY is not set", "Set it to ask the real platform. Nothing was sent.");
  const anonymous = await fetch(`${base}/call_control_applications`, { redirect: "manual" });
  const refused = (await anonymous.json().catch(() => ({}))) as { errors?: { code?: string }[] };
  note("Which status and code has a missing key?", "GET without Authorization", {
    status: anonymous.status,
    codes: refused.errors?.map(({ code }) => code) ?? [],
    ms: 0,
  });
  note("Unknown but well-formed call_control_id", "hangup", (await action("hangup", {})).answer);
  note("Malformed call_control_id", "hangup", (await action("hangup", {}, "nobody")).answer);
  note("Status of an unknown call", "GET", (await ask("GET", call, { path: { call_control_id: nobody } })).answer);
  note("Are parameters checked before the call?", "speak without payload", (await action("speak", {})).answer);
  note("client_state that is not base64", "answer", (await action("answer", { client_state: "%%%" })).answer);
  note("client_state in the URL-safe alphabet", "answer", (await action("answer", { client_state: "-_-_" })).answer);
  note("Unknown body properties", "hangup", (await action("hangup", { no_such_field: true })).answer);
  const bad = { connection_id: "0", to: "not a number", from: "not a number either" };
  note("One validation error or all?", "dial that cannot dial", (await ask("POST", "/calls", { body: bad })).answer);
  note("Rate-limit headers", "GET /call_control_applications", (await ask("GET", "/call_control_applications")).answer);
  note("Is there a public key endpoint?", "GET /public_key", (await ask("GET", "/public_key")).answer);
  note(
    "Unknown filter",
    "GET",
    (await ask("GET", "/call_events", { query: { filter: { no_such_filter: "x" } } })).answer,
  );
  note(
    "Unknown recording",
    "GET",
    (await ask("GET", "/recordings/{id}", { path: { id: crypto.randomUUID() } })).answer,
  );

  if (values.dial && TELNYX_CONNECTION_ID && TELNYX_FROM && TELNYX_TO) {
    const dial = { connection_id: TELNYX_CONNECTION_ID, from: TELNYX_FROM, to: TELNYX_TO, timeout_secs: 10 };
    const body = { ...dial, command_id: crypto.randomUUID() };
    const first = await ask("POST", "/calls", { body });
    const second = await ask("POST", "/calls", { body });
    note("What does a repeated dial answer, and does it dial?", "the same dial twice", first.answer, second.answer);
    const idOf = (data: unknown) =>
      (data as { data?: { call_control_id?: string } } | undefined)?.data?.call_control_id;
    const id = idOf(first.data);
    console.log(`  the same call: ${id !== undefined && id === idOf(second.data)}`);
    if (id) {
      note(
        "Speaking before the answer",
        "speak",
        (await action("speak", { payload: "x", voice: "female" }, id)).answer,
      );
      const end = { command_id: crypto.randomUUID() };
      const hangups = [
        await action("hangup", end, id),
        await action("hangup", end, id),
        await action("hangup", {}, id),
      ];
      const asked = "hangup, the same hangup, another hangup";
      note("What does a repeated command answer?", asked, ...hangups.map(({ answer }) => answer));
      await new Promise((resolve) => setTimeout(resolve, 61_000));
      note("And after a minute?", "the same hangup", (await action("hangup", end, id)).answer);
    }
  } else {
    console.log("Dials were left out. To make them: --dial, TELNYX_CONNECTION_ID, TELNYX_FROM and TELNYX_TO.");
  }

  await writeFile(values.out, `${JSON.stringify(findings, null, 2)}\n`);
  console.log(`${findings.length} findings written to ${values.out}.`);
  return 0;
});
