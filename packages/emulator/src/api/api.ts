import type { Fault, Faults } from "../faults/faults.js";
import type { Platform } from "../platform/platform.js";
import { readBody } from "./body.js";
import { describeBody } from "./describe-body.js";
import type { Handler, Reply, RequestInput } from "./handler.js";
import type { Operation, OperationIndex } from "./operations.js";
import { Problem, problems } from "./problem.js";
import { parseQuery } from "./query.js";
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
  readonly platform: Platform;
  readonly operations: OperationIndex;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly faults: Faults;
  readonly validateQuery: (operation: Operation, query: Record<string, unknown>) => Record<string, unknown>;
}

/** Answers requests as the API does: authentication, route, body, then the operation. */
export function createApi(parts: ApiParts): (request: Request) => Promise<Answer> {
  const { platform, faults } = parts;

  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/storage/")) return { response: serveFile(platform, url) };
    const path = url.pathname.replace(/^\/v2(?=\/)/, "");
    const match = parts.operations.match(request.method, path);
    const operation = match && "operation" in match ? match.operation : undefined;
    const name = operation?.name ?? `${request.method} ${path}`;
    const log: { id?: string | undefined; details: string } = { details: "" };
    let reply: Reply | undefined;
    let response: Response;
    let fault: Fault | undefined;
    try {
      authenticate(platform, request);
      if (!match) throw problems.notEmulated(`${request.method} ${path}`);
      if (!("operation" in match)) throw problems.methodNotAllowed(request.method, match.allowed);
      const before = faults.take(["error-before", "rate-limit", "refuse"], name);
      if (before?.fault === "rate-limit") throw problems.tooManyRequests(before.retryAfterSeconds ?? 1);
      if (before?.fault === "refuse") throw problems.injected(before.status ?? 422, before.code ?? "10015");
      if (before) throw problems.server(before.status ?? 503);
      const handler = parts.handlers.get(name);
      if (!handler) throw problems.notEmulated(`${name} (${request.method} ${match.operation.path})`);
      const parsed = await readBody(request, match.operation);
      log.id = match.params.call_control_id;
      log.details = describeBody(parsed.fields);
      const query = parts.validateQuery(match.operation, parseQuery(url.searchParams));
      const input: RequestInput = {
        operation: match.operation,
        params: match.params,
        query,
        body: parsed.fields,
        files: parsed.files,
        form: parsed.form,
      };
      reply = await handler(platform, input);
      if (reply.duplicate) reply = repeatReply(faults, name, reply);
      fault = faults.take(["lost-reply", "error-after", "reset", "slow", "late-reply"], name);
      if (fault?.fault === "error-after") throw problems.server(fault.status ?? 500);
      response = toResponse(reply);
    } catch (error) {
      // Anything else is a mistake of the emulator: it answers 500 and says so in the timeline.
      const problem = error instanceof Problem ? error : problems.server(500);
      if (!(error instanceof Problem)) warn(platform, name, error);
      response = problem.toResponse();
      platform.timeline.add({
        kind: "command",
        operation: name,
        call_control_id: log.id,
        status: problem.status,
        code: problem.code,
        details: log.details || problem.detail,
      });
      return { response: withHeaders(platform, response) };
    }
    platform.timeline.add({
      kind: "command",
      operation: name,
      call_control_id: log.id,
      status: reply.status,
      details: log.details,
      ...(reply.duplicate ? { duplicate: true } : {}),
    });
    const transport =
      fault?.fault === "lost-reply"
        ? "lost"
        : fault?.fault === "reset" || fault?.fault === "slow"
          ? fault.fault
          : undefined;
    const holdMs = fault?.fault === "late-reply" ? (fault.delayMs ?? 300) : undefined;
    return { response: withHeaders(platform, response), transport, holdMs };
  };
}

function authenticate(platform: Platform, request: Request): void {
  const header = request.headers.get("authorization");
  if (!header) throw problems.noCredentials(platform.settings.behaviour.missingKeyStatus);
  if (header.replace(/^Bearer\s+/i, "") !== platform.settings.apiKey) throw problems.badCredentials();
}

/** What an ignored repeat is answered with is not documented: normally the stored answer. */
function repeatReply(faults: Faults, name: string, reply: Reply): Reply {
  const fault = faults.take(["repeat-same", "repeat-bare", "repeat-refused"], name);
  if (fault?.fault === "repeat-refused")
    throw problems.invalidCommand("A command with this command_id was received already.");
  return fault?.fault === "repeat-bare" ? { ...reply, status: 200, body: { data: { result: "ok" } } } : reply;
}

function toResponse(reply: Reply): Response {
  if (reply.bytes)
    return new Response(reply.bytes.data, { status: reply.status, headers: { "content-type": reply.bytes.type } });
  if (reply.body === undefined) return new Response(null, { status: reply.status });
  return new Response(JSON.stringify(reply.body), {
    status: reply.status,
    headers: { "content-type": "application/json" },
  });
}

/** The headers that every answer carries; the reset is in seconds. */
function withHeaders(platform: Platform, response: Response): Response {
  response.headers.set("x-request-id", platform.ids.uuid());
  response.headers.set("x-ratelimit-limit", "1000");
  response.headers.set("x-ratelimit-remaining", response.status === 429 ? "0" : "999");
  response.headers.set("x-ratelimit-reset", "1");
  return response;
}

function warn(platform: Platform, name: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  platform.timeline.add({ kind: "warning", message: `The emulator failed on ${name}: ${stack}` });
}
