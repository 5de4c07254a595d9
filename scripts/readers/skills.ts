import { byName } from "../generate/model/names.js";
import { marker } from "../generate/render/header.js";
import {
  type DomainPages,
  type EventPage,
  firstSentence,
  type OperationPage,
  type Reference,
  type Row,
} from "./skills-model.js";
import { errorSample, extras, setUpSample, testSample, webhookSample } from "./skills-samples.js";
import { findShared, type Shared } from "./skills-shared.js";

/** Where the skill of a domain stands, alone. */
export const skillFolder = (domain: string): string => `skills/${skillName(domain)}`;
export const skillFile = (domain: string): string => `${skillFolder(domain)}/SKILL.md`;
export const skillName = (domain: string): string => `telnyx-${domain}-typescript`;

/** The front matter that coding agents accept. */
const longestDescription = 1024;

/** The skill of a domain: everything an agent needs to write against it, in one file. `about` is the package's own sentence. */
export function renderSkill(reference: Reference, domain: DomainPages, about: string): string {
  const shared = findShared(domain.operations);
  const sections = [
    `# @telnyx-kit/${domain.name}`,
    `${about} Package of telnyx-kit, an unofficial TypeScript SDK of Telnyx Voice (API v2, "Call Control"). ESM, for Node 20.19 or newer, Bun, Deno, Workers and Lambda.`,
    installation(domain),
    setUp(domain),
    rules(domain),
    errors(reference, domain),
    `## Operations\n\nEach returns as soon as the platform has accepted it. Samples continue the set-up above; ids and numbers in them are strings of your application.`,
    ...domain.operations.map((operation) => operationSection(operation, shared)),
    extraSection(domain),
    sharedSections(shared),
    webhooks(domain),
    ...domain.events.map(eventSection),
    fieldGlossary(domain),
    testing(domain),
  ];
  return `${frontMatter(domain, about)}${sections.filter(Boolean).join("\n\n")}\n`;
}

function frontMatter(domain: DomainPages, about: string): string {
  const calls = domain.operations.map(({ call }) => call.replace(/^.*\)\./, ""));
  const events = domain.events.map(({ type }) => type);
  const start = `${about} Use when writing, reviewing or testing TypeScript that calls Telnyx Voice: `;
  const description = fitting([
    start,
    calls.join(", "),
    events.length > 0 ? `; or that handles the webhooks ${events.join(", ")}` : "",
    ".",
  ]);
  return `---\nname: ${skillName(domain.name)}\ndescription: ${JSON.stringify(description)}\nlicense: MIT\n---\n\n<!-- ${marker} by \`pnpm generate\` from spec/fragments and spec/overlays. Do not edit. -->\n\n`;
}

/** As much of the lists as fits, whole words only. */
function fitting(parts: readonly string[]): string {
  const text = parts.join("");
  return text.length <= longestDescription
    ? text
    : `${text.slice(0, longestDescription - 2).replace(/,[^,]*$/, "")} ….`;
}

const code = (text: string): string => `\`\`\`ts\n${text.trim()}\n\`\`\``;
const names = (list: readonly string[]): string => list.map((name) => `\`${name}\``).join(", ");

const installation = ({ name }: DomainPages): string =>
  `## Installation\n\n\`\`\`sh\nnpm install @telnyx-kit/core ${name === "webhooks" ? "" : `@telnyx-kit/${name} `}@telnyx-kit/webhooks\nnpm install --save-dev @telnyx-kit/emulator\n\`\`\``;

const setUp = (domain: DomainPages): string => `## Set-up

\`TELNYX_API_KEY\` is read at the first command, \`TELNYX_PUBLIC_KEY\` is the account's key for webhooks (portal, Keys & Credentials).

${code(setUpSample(domain))}

Several domains share one client, and with it the key, the retries and the hooks. Options of \`createTelnyx\`: \`apiKey\`, \`baseUrl\`, \`timeoutMs\` (10,000, one attempt), \`deadlineMs\` (30,000, the whole command), \`maxRetries\` (2), \`headers\`, \`fetch\`, \`hooks\`.`;

function rules({ name, operations }: DomainPages): string {
  const commands = operations.some(({ model }) => model.path.includes("{call_control_id}"));
  const list = [
    "Arguments: path parameters in order, then the body (on GET the query), then `{ signal, timeoutMs, deadlineMs, maxRetries, headers, onResponse }`. A body without required fields may be left out; to give options alone, pass `{}` as the body.",
    "Names stay as the API writes them (`call_control_id`), in requests, answers and events.",
    commands &&
      "A command's promise resolves when Telnyx has accepted the command. The outcome arrives as a webhook: wait for the event, never for the promise.",
    commands &&
      '`command_id` is added where the API knows it, the same for all attempts, so a retry cannot act twice. In a webhook handler pass `command_id: context.commandId("label")`: it is the same again when the event is delivered again.',
    commands &&
      "`call.initiated` is sent for incoming and outgoing calls: look at `payload.direction` before answering.",
    commands &&
      "`client_state` comes back in every later event of the leg. It is base64: use `encodeClientState(value)` and `decodeClientState(text)` of `@telnyx-kit/core`.",
    operations.some(({ model }) => model.page) &&
      "A list may be awaited for one page (`data`, `meta`, `next()`) or iterated with `for await` over all pages.",
    name === "webhooks" &&
      "Give the raw body, as bytes or text. A body that a framework has parsed cannot be verified.",
    'Not in the types yet? `telnyx.request("POST", "/path/{id}", { path: { id }, body })` sends any request with the same key and retries.',
  ];
  return `## Rules\n\n${list
    .filter(Boolean)
    .map((rule) => `- ${rule}`)
    .join("\n")}`;
}

function errors({ errors: all }: Reference, domain: DomainPages): string {
  const used = new Set(domain.operations.flatMap((operation) => operation.errors.map((error) => error.code)));
  const rows = all
    .filter((error) => used.has(error.code))
    .map(
      ({ code: number, name, status, meaning }) =>
        `| \`${number}\` | \`${name}\` | ${status.join(", ") || "–"} | ${firstSentence(meaning)} |`,
    );
  return `## Errors

${code(errorSample(domain))}

Classes, all told apart by \`X.isInstance(error)\`: \`ConfigurationError\` (nothing was sent), \`ConnectionError\` and below it \`TimeoutError\`, \`ApiError\` and below it \`BadRequestError\` 400, \`AuthenticationError\` 401, \`PermissionError\` 403, \`NotFoundError\` 404, \`ConflictError\` 409, \`ValidationError\` 422, \`RateLimitError\` 429, \`ServerError\` 5xx; \`ResponseParseError\`, \`AbortedError\`. \`error.mayHaveExecuted\` says whether the command may have acted all the same, \`error.commandId\` which one it was.${
    rows.length > 0
      ? `

Codes of these operations, as \`error.code\` and as constants of \`ErrorCode\`:

| Code | \`ErrorCode.\` | HTTP | Meaning |
|---|---|---|---|
${rows.join("\n")}`
      : ""
  }`;
}

const repeats = {
  safe: "",
  deduped: "repeated after failures, with the same `command_id`.",
  repeatable: "repeated after failures: a repeat changes nothing.",
  unsafe: "not repeated once it may have arrived, because a repeat could act twice. `error.mayHaveExecuted` tells.",
} as const;

function operationSection(operation: OperationPage, shared: Shared): string {
  const {
    model,
    signature,
    summary,
    description,
    allowed,
    events,
    untyped,
    errors: codes,
    path,
    input,
    choices,
    sample,
  } = operation;
  const given = [...path, ...input];
  const required = given.filter((row) => row.required);
  const optional = given.filter((row) => !row.required && !shared.isField(row));
  const common = given.filter((row) => !row.required && shared.isField(row));
  const facts = [
    allowed && `- Allowed: ${allowed}`,
    events &&
      `- Webhooks: ${events.length > 0 ? events.map((type) => `\`${type}\`${untyped.includes(type) ? " (`onUnknown`)" : ""}`).join(", ") : "none."}`,
    codes.length > 0 && `- Errors: ${codes.map((error) => `\`${error.code}\` ${error.name}`).join(", ")}`,
    repeats[model.safety] && `- Retries: ${repeats[model.safety]}`,
    choices.length > 0 && `- ${choices.join(" ")}`,
  ];
  const blocks = [
    `### \`${signature}\``,
    `\`${model.method.toUpperCase()} ${model.path}\`: ${summary}.`,
    description,
    facts.filter(Boolean).join("\n"),
    required.length > 0 ? `Required:\n\n${list(required, shared, "given")}` : "",
    optional.length > 0 ? `Optional:\n\n${list(optional, shared, "given")}` : "",
    common.length > 0
      ? `Optional, see [Common fields](#common-fields): ${common.map((row) => `\`${row.name}\` ${typeOf(row, shared)}`).join(", ")}`
      : "",
    returns(operation, shared),
    code(sample),
  ];
  return blocks.filter(Boolean).join("\n\n");
}

function returns({ model, returns: rows }: OperationPage, shared: Shared): string {
  if (model.response === "empty") return "Returns nothing (`void`).";
  if (model.response === "bytes") return "Returns the `Response`, its body not read yet.";
  if (rows.length === 0) return "Returns the answer as it came.";
  return `Returns${model.page ? " a `PagePromise`; a page has" : ""}:\n\n${list(rows, shared, "returned")}`;
}

/** The further fact of a list of fields besides names and types: fields that you must give, or that may be missing. */
type Side = "given" | "inside" | "returned";

/** Fields as a list; those inside an object are indented, or have their own section. */
function list(rows: readonly Row[], shared: Shared, side: Side, depth = 0): string {
  const below = side === "given" ? "inside" : side;
  return rows
    .map((row) => {
      const object = row.rows.length > 0 ? shared.objectOf(row) : undefined;
      const inner = row.rows.length > 0 && !object ? `\n${list(row.rows, shared, below, depth + 1)}` : "";
      const name = `\`${row.name}${side === "returned" && !row.required ? "?" : ""}\``;
      const text = firstSentence(row.text);
      const words = [
        row.deprecated && !/^deprecated/i.test(text) ? "Deprecated." : "",
        text,
        object ? `Fields: [${object}](#${anchor("fields of", object)}).` : "",
      ].filter(Boolean);
      const facts = `${side === "inside" && row.required ? ", required" : ""}${fact(row)}`;
      return `${"  ".repeat(depth)}- ${name} ${typeOf(row, shared)}${facts}${words.length > 0 ? `: ${words.join(" ")}` : ""}${inner}`;
    })
    .join("\n");
}

function typeOf(row: Row, shared: Shared): string {
  if (row.values.length === 0) return row.type;
  const listed = shared.listOf(row);
  const values = listed
    ? `one of [${listed}](#${anchor("values of", listed)})`
    : row.values.map((value) => `\`${value}\``).join(" | ");
  return row.type.endsWith("[]") ? `list of ${values}` : row.type.endsWith("null") ? `${values} | null` : values;
}

const fact = (row: Row): string =>
  [row.default && `, default \`${row.default.replaceAll("`", "'")}\``, row.bounds && `, ${row.bounds}`]
    .filter(Boolean)
    .join("");

function extraSection({ name }: DomainPages): string {
  const extra = extras[name];
  return extra ? `### ${extra.title}\n\n${extra.about}\n\n${code(extra.sample)}` : "";
}

const anchor = (...words: readonly string[]): string => words.join(" ").replaceAll(" ", "-").toLowerCase();

function sharedSections(shared: Shared): string {
  const objects = [...shared.objects]
    .sort(([a], [b]) => byName(a, b))
    .map(([name, rows]) => `### Fields of ${name}\n\n${list(rows, shared, "inside")}`);
  const lists = [...shared.lists]
    .sort(([a], [b]) => byName(a, b))
    .map(([name, values]) => `### Values of ${name}\n\n${names(values)}`);
  const fields = shared.fields.length > 0 ? [`### Common fields\n\n${list(shared.fields, shared, "given")}`] : [];
  return [...fields, ...objects, ...lists].join("\n\n");
}

function webhooks(domain: DomainPages): string {
  return `## Webhooks

${code(webhookSample(domain))}

\`handle\` verifies the Ed25519 signature over the raw body, drops what was handled before, runs the handlers and answers: 200 handled or a repeat, 400 forged or unreadable, 500 a handler failed (Telnyx delivers again), 503 still in progress or a store or key source is down. Node and Express: \`createNodeHandler(webhooks)\` of \`@telnyx-kit/webhooks/node\`, mounted before any JSON parser. Fastify: \`createFastifyPlugin(webhooks)\` of \`…/fastify\`. Lambda: \`createLambdaHandler(webhooks)\` of \`…/lambda\`. Several processes: \`dedupe: { store: createRedisStore(redis) }\` of \`…/redis\`. Without handlers: \`const event = await webhooks.unwrap(rawBody, headers)\`.

An event is \`{ id, event_type, occurred_at, record_type, payload, meta }\` and narrows on \`event_type\`; \`?\` below marks what may be absent.${domain.events.length === 0 ? " This package has no events of its own: the skill `telnyx-webhooks-typescript` lists all of them." : ""}`;
}

function eventSection(event: EventPage): string {
  const after = event.after.length > 0 ? `\n\nCan follow ${names(event.after)}.` : "";
  return `### \`${event.type}\`

${[event.summary && `${event.summary}.`, event.description].filter(Boolean).join(" ")}${after}

Payload: ${event.rows.map(payloadField).join(", ")}${event.dropped.length > 0 ? `\n\nOn the wire, but not in the event: ${event.dropped.map(payloadField).join(", ")}` : ""}`;
}

/** `client_state?: string | null`, with the fields inside in braces. */
function payloadField(row: Row): string {
  const values = row.values.map((value) => `\`${value}\``).join(" | ");
  const type = values
    ? row.type.endsWith("[]")
      ? `(${values})[]`
      : row.type.endsWith("null")
        ? `${values} | null`
        : values
    : row.type;
  const inner = row.rows.length > 0 ? ` { ${row.rows.map(payloadField).join(", ")} }` : "";
  return `\`${row.name}${row.required ? "" : "?"}\`: ${type}${inner}`;
}

/** The meaning of payload fields, each once; if events disagree, the first word counts and the rest is in the editor. */
function fieldGlossary({ events }: DomainPages): string {
  const meanings = new Map<string, string>();
  for (const event of events)
    for (const row of event.rows)
      if (row.text && !meanings.has(row.name)) meanings.set(row.name, firstSentence(row.text));
  if (meanings.size === 0) return "";
  const rows = [...meanings].sort(([a], [b]) => byName(a, b)).map(([name, text]) => `- \`${name}\`: ${text}`);
  return `### Fields of payloads\n\n${rows.join("\n")}`;
}

const testing = (domain: DomainPages): string => `## Test without an account

\`@telnyx-kit/emulator\` is a local Telnyx: it validates every request, keeps calls, and sends signed webhooks in virtual time.

${code(testSample(domain))}`;
