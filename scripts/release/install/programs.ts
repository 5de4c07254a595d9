import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pascalCase } from "../../generate/model/names.js";

/** A small program of a user: what it imports, and what it does with it. */
export interface InstalledProgram {
  readonly package: string;
  /** Specifier → names. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** The body of an async function; it throws when something is wrong. */
  readonly body: string;
}

const answering = `async () => new Response(JSON.stringify({ data: [], meta: {} }), { headers: { "content-type": "application/json" } })`;

/** One a package: a domain package sends its first reading command, the others do what they are for. */
export async function writePrograms(root: string, folders: readonly string[]): Promise<InstalledProgram[]> {
  const programs: InstalledProgram[] = [];
  for (const folder of folders) programs.push(special[folder] ?? (await domainProgram(root, folder)));
  return programs;
}

async function domainProgram(root: string, folder: string): Promise<InstalledProgram> {
  const table = await readFile(join(root, "packages", folder, "src/generated/operations.ts"), "utf8");
  const rows = [...table.matchAll(/^ {2}"?([\w.]+)"?: \{ method: "(\w+)", path: "([^"]+)"(.*)\},$/gm)];
  const row =
    rows.find(([, , method, , rest]) => method === "GET" && !rest?.includes("bytes")) ??
    rows.find(([, , , , rest]) => !rest?.includes("required"));
  if (!row) throw new Error(`packages/${folder} has no operation to try`);
  const [, name = "", , path = ""] = row;
  const parameters = [...path.matchAll(/\{/g)].map(() => '"an-id"').join(", ");
  const factory = `create${pascalCase(folder)}`;
  return {
    package: folder,
    imports: { [`@telnyx-kit/${folder}`]: [factory] },
    body: `const domain = ${factory}({ apiKey: "KEY0123456789", fetch: ${answering} });
const answer = await domain.${name}(${parameters});
if (!("data" in Object(answer))) throw new Error("no answer");`,
  };
}

const special: Record<string, InstalledProgram> = {
  core: {
    package: "core",
    imports: {
      "@telnyx-kit/core": ["createTelnyx", "decodeClientState", "encodeClientState"],
      "@telnyx-kit/core/errors": ["TelnyxError"],
    },
    body: `const telnyx = createTelnyx({ apiKey: "KEY0123456789", fetch: ${answering} });
await telnyx.request("GET", "/calls/{call_control_id}", { path: { call_control_id: "an-id" } });
if (typeof encodeClientState({ step: 1 }) !== "string" || TelnyxError.isInstance(decodeClientState)) throw new Error("core");`,
  },
  webhooks: {
    package: "webhooks",
    imports: {
      "@telnyx-kit/webhooks": ["createWebhooks"],
      "@telnyx-kit/webhooks/testing": ["createEvent", "createSignedRequest", "createSigningKey"],
    },
    body: `const key = await createSigningKey();
const webhooks = createWebhooks({ publicKey: key.publicKey });
const event = await webhooks.unwrap(await createSignedRequest(key, createEvent("call.initiated")));
if (event.event_type !== "call.initiated" || !event.payload.call_control_id) throw new Error("webhooks");`,
  },
  calls: {
    package: "calls",
    imports: {
      "@telnyx-kit/calls": ["createCalls"],
      "@telnyx-kit/voice": ["createVoice"],
      "@telnyx-kit/webhooks": ["createWebhooks"],
      "@telnyx-kit/webhooks/testing": ["createEvent", "createSignedRequest", "createSigningKey"],
    },
    body: `const key = await createSigningKey();
const webhooks = createWebhooks({ publicKey: key.publicKey });
let answers = 0;
const fetch = async () => {
  answers++;
  return new Response('{"data":{"result":"ok"}}', { headers: { "content-type": "application/json" } });
};
const calls = createCalls()({ webhooks, domains: { voice: createVoice({ apiKey: "KEY0123456789", fetch }) } });
calls.onIncoming((call) => call.answer());
await webhooks.handle(await createSignedRequest(key, createEvent("call.initiated")));
if (answers !== 1) throw new Error("calls");`,
  },
  emulator: {
    package: "emulator",
    imports: { "@telnyx-kit/emulator": ["startEmulator"], "@telnyx-kit/emulator/endings": ["everyEnding"] },
    body: `const emulator = await startEmulator({ webhookHandler: async () => new Response() });
const response = await emulator.fetch("https://api.telnyx.com/v2/recordings", { headers: { authorization: \`Bearer \${emulator.apiKey}\` } });
await emulator.stop();
if (!response.ok) throw new Error("emulator: " + response.status);
const { runs } = await everyEnding({ app: () => ({ handle: () => new Response() }), steps: 0 });
if (runs !== 1) throw new Error("endings: " + runs);`,
  },
};

const withMain = (imports: string, body: string): string =>
  `${imports}\nasync function main() {\n${body}\n}\nmain().then(() => console.log("ran"));\n`;

/** As an ES module, in JavaScript and in TypeScript. */
export const esmText = ({ imports, body }: InstalledProgram): string =>
  withMain(
    Object.entries(imports)
      .map(([from, names]) => `import { ${names.join(", ")} } from "${from}";`)
      .join("\n"),
    body,
  );

/** With \`require\`, in JavaScript. */
export const requireText = ({ imports, body }: InstalledProgram): string =>
  withMain(
    Object.entries(imports)
      .map(([from, names]) => `const { ${names.join(", ")} } = require("${from}");`)
      .join("\n"),
    body,
  );
