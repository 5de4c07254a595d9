import { formatElapsed } from "../time/format.js";
import type { Controls } from "./controls.js";
import type { Recorder } from "./drawing/recorder.js";
import { pageCss } from "./page/css.js";
import { renderDetails } from "./page/details.js";
import { pageHtml } from "./page/html.js";
import { pageScript } from "./page/script.js";
import type { Viewer } from "./page/view.js";

/** The sources of the page. */
export interface LadderParts {
  readonly recorder: Recorder;
  readonly viewer: Viewer;
  readonly controls: Controls;
  readonly clock: "virtual" | "real";
  /** Milliseconds of the emulator's time since its start. */
  elapsed(): number;
  /** Legs that are not over: id and what to call them. */
  parties(): readonly { readonly id: string; readonly text: string }[];
  picture(call: string | undefined): string;
}

/** Where the page is. */
export const ladderPath = "/_ladder";

/** How long a page waits for news before it asks again. */
const patienceMs = 20_000;
const mostRows = 5_000;

const security = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Answers what the ladder's page asks for. Undefined: the request is not for it. */
export function createLadderServer(parts: LadderParts): (request: Request) => Promise<Response> | undefined {
  return (request) => {
    const url = new URL(request.url);
    if (url.pathname !== ladderPath && !url.pathname.startsWith(`${ladderPath}/`)) return undefined;
    return answer(parts, request, url).catch((error: Error) => json({ error: error.message }, 422));
  };
}

async function answer(parts: LadderParts, request: Request, url: URL): Promise<Response> {
  if (!isLocal(request, url)) return json({ error: "The ladder answers its own page on this machine only." }, 403);
  const path = url.pathname.slice(ladderPath.length);
  if (request.method === "POST" && path === "/act") return act(parts, request);
  if (request.method !== "GET") return json({ error: `${request.method} is not possible here.` }, 405);
  const step = /^\/step\/(\d+)$/.exec(path)?.[1];
  if (step) return showStep(parts, Number(step));
  switch (path) {
    case "":
      return text(pageHtml(parts.clock), "text/html");
    case "/page.js":
      return text(pageScript, "text/javascript");
    case "/page.css":
      return text(pageCss, "text/css");
    case "/picture.svg":
      return text(parts.picture(url.searchParams.get("call") ?? undefined), "image/svg+xml");
    case "/state":
      return showState(parts, url);
    default:
      return json({ error: "There is nothing here." }, 404);
  }
}

/** Another page in the developer's browser may neither read calls nor place them. */
function isLocal(request: Request, url: URL): boolean {
  const origin = request.headers.get("origin");
  return ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname) && (origin === null || origin === url.origin);
}

async function act({ controls }: LadderParts, request: Request): Promise<Response> {
  // A form of another page cannot send JSON without asking first, and nobody answers that question.
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return json({ error: "Send application/json." }, 415);
  const { action, ...fields } = (await request.json()) as Record<string, unknown>;
  return json({ message: await controls.act(String(action), fields) });
}

function showStep({ viewer }: LadderParts, order: number): Response {
  const record = viewer.find(order);
  return record ? json({ html: renderDetails(record) }) : json({ error: "It was forgotten." }, 404);
}

async function showState(
  { recorder, viewer, controls, ...parts }: LadderParts,
  { searchParams }: URL,
): Promise<Response> {
  const since = Number(searchParams.get("since") ?? -1);
  await recorder.changed(since, patienceMs);
  const limit = Math.min(mostRows, Math.max(1, Number(searchParams.get("limit")) || 200));
  const view = viewer.view({ call: searchParams.get("call") ?? undefined, limit });
  return json({ ...view, clock: formatElapsed(parts.elapsed()), parties: parts.parties(), faults: controls.faults });
}

function text(body: string, type: string): Response {
  return new Response(body, { headers: { ...security, "content-type": `${type}; charset=utf-8` } });
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: security });
}
