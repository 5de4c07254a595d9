import type { Fault, Faults } from "../faults/faults.js";
import { type Exchange, shownRequest, shownResponse } from "../world/exchange.js";
import { Problem, problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { readBody } from "./body.js";
import { describeBody } from "./describe-body.js";
import type { Handler, Reply } from "./handlers/handler.js";
import { parseQuery } from "./query.js";
import { commandsOf, keepCommand } from "./sent-commands.js";
import type { Match, Operation, OperationIndex } from "./spec/operations.js";
import { otherAreas } from "./spec/other-areas.js";
import { serveFile } from "./storage.js";

/** An answer, and what happens to it on the way. */
export interface Answer {
  readonly response: Response;
  /** The connection breaks instead of the answer, or in its middle; or the answer comes slowly. */
  readonly transport?: "lost" | "reset" | "slow" | undefined;
  /** Milliseconds of the emulator's time that the answer is held back. */
  readonly holdMs?: number | undefined;
}

export interface ApiParts {
  readonly world: World;
  readonly operations: OperationIndex;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly faults: Faults;
  /** Answers what the emulator does not know. */
  readonly fallback?: EmulatorFallback | undefined;
  readonly validateQuery: (operation: Operation, query: Record<string, unknown>) => Record<string, unknown>;
}

/** Answers a request that the emulator does not know; undefined leaves that to the emulator. */
export type EmulatorFallback = (request: Request) => Response | undefined | Promise<Response | undefined>;

/** The timeline's facts about a request. */
interface Entry {
  readonly operation: string;
  call_control_id?: string | undefined;
  details: string;
}

/** The parts of a request that are kept besides its entry. */
interface Seen {
  body: Readonly<Record<string, unknown>>;
}

/** Answers requests as the API does: authentication, route, body, then the operation. */
export function createApi(parts: ApiParts): (request: Request) => Promise<Answer> {
  const { world, operations } = parts;

  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/storage/")) return { response: serveFile(world, url) };
    const path = /^\/v2(?=\/)(.*)$/.exec(url.pathname)?.[1];
    const match = path && operations.match(request.method, path);
    const operation =
      match && "operation" in match ? match.operation.name : `${request.method} ${path ?? url.pathname}`;
    const entry: Entry = { operation, details: "" };
    const seen: Seen = { body: {} };
    const log = (status: number, more: { code?: string; details?: string; duplicate?: true } = {}) => {
      const { call_control_id: id } = entry;
      const leg = world.legs.get(id ?? exchange.leg ?? "")?.name;
      world.timeline.add({ kind: "command", leg, ...entry, status, ...more }, exchange);
      if (request.method !== "GET")
        keepCommand(commandsOf(world), { operation, call_control_id: id, status, code: more.code, body: seen.body });
    };
    const exchange: Exchange = { start: world.timeline.begin() };
    if (world.timeline.keepsMessages) exchange.request = shownRequest(request, undefined);
    const finish = (reply: Reply) => {
      const response = toResponse(world, reply);
      if (exchange.request) exchange.response = shownResponse(response, reply.body);
      return response;
    };
    try {
      authenticate(world, request);
      const own = match && "operation" in match ? undefined : await parts.fallback?.(request);
      if (own) {
        log(own.status);
        return { response: own };
      }
      if (!path) throw problems.notFound(`${url.pathname} (the base URL ends in /v2)`);
      if (!match)
        throw otherAreas.has(path.split("/")[1] ?? "") ? problems.notEmulated(operation) : problems.notFound(operation);
      if (!("operation" in match)) throw problems.methodNotAllowed(request.method, match.allowed);
      const { reply, fault } = await carryOut(parts, request, url, match, entry, seen, exchange);
      const duplicate = reply.duplicate ? { duplicate: true as const } : {};
      const response = finish(reply);
      log(reply.status, duplicate);
      return { response, ...onTheWay(fault) };
    } catch (error) {
      // Anything but a problem is a mistake of the emulator: it responds with 500 and says so in the timeline.
      const problem = error instanceof Problem ? error : problems.server(500);
      if (!(error instanceof Problem)) warn(world, operation, error);
      const response = finish(problem);
      log(problem.status, { code: problem.code, details: entry.details || problem.detail });
      return { response };
    }
  };
}

type Found = Extract<Match, { readonly operation: Operation }>;

/** Checks and runs the operation, with the faults that hit it before and after. */
async function carryOut(
  parts: ApiParts,
  request: Request,
  url: URL,
  match: Found,
  entry: Entry,
  seen: Seen,
  exchange: Exchange,
): Promise<{ reply: Reply; fault: Fault | undefined }> {
  const { world, faults, handlers } = parts;
  const { operation, params } = match;
  const { name } = operation;
  failBefore(faults, name);
  const handler = handlers.get(name);
  if (!handler) throw problems.notEmulated(`${name} (${operation.method} ${operation.path})`);
  const { fields, files, form } = await readBody(request, operation);
  entry.call_control_id = params.call_control_id;
  entry.details = describeBody(fields);
  seen.body = fields;
  if (exchange.request) exchange.request = shownRequest(request, fields);
  const query = parts.validateQuery(operation, parseQuery(url.searchParams));
  const first = await handler(world, { operation, params, query, body: fields, files, form });
  const reply = first.duplicate ? repeatReply(faults, name, first) : first;
  exchange.leg = readLeg(reply.body);
  const fault = faults.take(["lost-reply", "error-after", "reset", "slow", "late-reply"], name);
  if (fault?.fault === "error-after") throw problems.server(fault.status ?? 500);
  return { reply, fault };
}

/** The leg that a dial made. */
function readLeg(body: unknown): string | undefined {
  const { data } = (body ?? {}) as { data?: { call_control_id?: unknown } };
  return typeof data?.call_control_id === "string" ? data.call_control_id : undefined;
}

function failBefore(faults: Faults, name: string): void {
  const fault = faults.take(["error-before", "rate-limit", "refuse"], name);
  if (fault?.fault === "rate-limit") throw problems.tooManyRequests(fault.retryAfterSeconds ?? 1);
  if (fault?.fault === "refuse") throw problems.injected(fault.status ?? 422, fault.code ?? "10015");
  if (fault) throw problems.server(fault.status ?? 503);
}

/** Applies a fault to a response that was made. */
function onTheWay(fault: Fault | undefined): Omit<Answer, "response"> {
  if (fault?.fault === "late-reply") return { holdMs: fault.delayMs ?? 300 };
  if (fault?.fault === "lost-reply") return { transport: "lost" };
  return fault?.fault === "reset" || fault?.fault === "slow" ? { transport: fault.fault } : {};
}

function authenticate(world: World, request: Request): void {
  const header = request.headers.get("authorization");
  if (!header) throw problems.noCredentials(world.settings.behaviour.missingKeyStatus);
  if (header.replace(/^Bearer\s+/i, "") !== world.settings.apiKey) throw problems.badCredentials();
}

/** The response to an ignored repeat is not documented: normally it is the stored response. */
function repeatReply(faults: Faults, name: string, reply: Reply): Reply {
  const fault = faults.take(["repeat-same", "repeat-bare", "repeat-refused"], name);
  if (fault?.fault === "repeat-refused")
    throw problems.invalidCommand("A command with this command_id was received already.");
  return fault?.fault === "repeat-bare" ? { ...reply, status: 200, body: { data: { result: "ok" } } } : reply;
}

/** With the headers that every answer carries; the reset is in seconds. */
function toResponse(world: World, { status, body, bytes, headers }: Reply): Response {
  const type = bytes?.type ?? (body === undefined ? undefined : "application/json");
  return new Response(bytes?.data ?? (body === undefined ? null : JSON.stringify(body)), {
    status,
    headers: {
      ...(type ? { "content-type": type } : {}),
      "x-request-id": world.ids.uuid(),
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": status === 429 ? "0" : "999",
      "x-ratelimit-reset": "1",
      ...headers,
    },
  });
}

function warn(world: World, name: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.timeline.warn(`The emulator failed on ${name}: ${stack}`);
}
