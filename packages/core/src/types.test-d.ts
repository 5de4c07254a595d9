import type { Client, Middleware as OpenApiMiddleware } from "openapi-fetch";
import { expectTypeOf } from "vitest";
import {
  ApiError,
  type ApiKey,
  type CommandEvent,
  createDomain,
  createTelnyx,
  type DomainClient,
  decodeClientState,
  ErrorCode,
  isCallEnded,
  type Middleware,
  type Operations,
  type PagePromise,
  RateLimitError,
  type RequestOptions,
  type Telnyx,
  type TelnyxOptions,
} from "./index.js";

interface paths {
  "/calls/{call_control_id}/actions/answer": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { call_control_id: string }; cookie?: never };
      requestBody?: { content: { "application/json": { client_state?: string; record?: "record-from-answer" } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { data: { result: string } } } };
        422: { headers: { [name: string]: unknown }; content: { "application/json": { errors: { code: string }[] } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}

interface Methods {
  answer(
    callControlId: string,
    body?: { client_state?: string },
    options?: RequestOptions,
  ): Promise<{ data: { result: string } }>;
  list(query?: { page?: { size?: number } }): PagePromise<{ id: string }, { total_pages: number }>;
}

const operations = {
  answer: { method: "POST", path: "/x", safety: "deduped", input: "body", expects: ["data.result"] },
} as const;
operations satisfies Operations;
const domain = createDomain<Methods, paths>(createTelnyx(), operations);
const path = { call_control_id: "v3:x" };

// The typed client knows paths, parameters, bodies and answers.
const answered = await domain.client.POST("/calls/{call_control_id}/actions/answer", {
  params: { path },
  body: { record: "record-from-answer" },
});
expectTypeOf(answered.data).toEqualTypeOf<{ data: { result: string } } | undefined>();
expectTypeOf(answered.response).toEqualTypeOf<Response>();
if (answered.error) {
  expectTypeOf(answered.failure).toEqualTypeOf<ApiError>();
  expectTypeOf(answered.error.errors[0]?.source?.pointer).toEqualTypeOf<string | undefined>();
} else expectTypeOf(answered.data).toEqualTypeOf<{ data: { result: string } }>();
domain.client.POST("/calls/{call_control_id}/actions/answer", { params: { path }, timeoutMs: 2_000, maxRetries: 0 });
// @ts-expect-error an option of openapi-fetch that this client has not
domain.client.POST("/calls/{call_control_id}/actions/answer", { params: { path }, parseAs: "text" });

// A call that was written for openapi-fetch compiles, and gives the same data.
declare const similar: Client<paths>;
const theirs = await similar.POST("/calls/{call_control_id}/actions/answer", {
  params: { path },
  body: { record: "record-from-answer" },
});
expectTypeOf(answered.data).toEqualTypeOf<typeof theirs.data>();

// openapi-fetch rebuilds what is received field by field: an open enum of texts loses its values. Ours is the generated type.
interface OpenEnum {
  "/calls": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: object; content: { "application/json": { state: "live" | "ended" | (string & {}) } } };
      };
    };
  };
}
type Received = { state: "live" | "ended" | (string & {}) };
const open = createDomain<object, OpenEnum>(createTelnyx(), {});
expectTypeOf((await open.client.GET("/calls")).data).toEqualTypeOf<Received | undefined>();
declare const theirOpen: Client<OpenEnum>;
expectTypeOf((await theirOpen.GET("/calls")).data).not.toEqualTypeOf<Received | undefined>();

// openapi-fetch's middleware fits.
createTelnyx({ middleware: [{} as OpenApiMiddleware] });
expectTypeOf<OpenApiMiddleware>().toExtend<Middleware>();
// @ts-expect-error a middleware must give a Request or a Response
createTelnyx({ middleware: { onRequest: () => "x" } });

// @ts-expect-error there is no such path
domain.client.POST("/calls/{call_control_id}/actions/unknown", {});
// @ts-expect-error the path has no GET
domain.client.GET("/calls/{call_control_id}/actions/answer", { params: { path } });
// @ts-expect-error the path parameter is missing
domain.client.POST("/calls/{call_control_id}/actions/answer", {});
domain.client.POST("/calls/{call_control_id}/actions/answer", {
  params: { path },
  // @ts-expect-error the value is misspelt
  body: { record: "record-from-anser" },
});

// Methods stay as their interface says.
expectTypeOf(domain).toExtend<Methods & DomainClient<paths>>();
expectTypeOf(await domain.list()).toExtend<{ data: { id: string }[]; meta: { total_pages: number } }>();
for await (const item of domain.list({ page: { size: 1 } })) expectTypeOf(item).toEqualTypeOf<{ id: string }>();
// @ts-expect-error options are not accepted as the body
domain.answer("id", { signal: new AbortController().signal });

// Clients are structural, options are not anything.
expectTypeOf<{ request<Result>(method: string, path: string): Promise<Result> }>().toExtend<Telnyx>();
createTelnyx({
  apiKey: async () => "KEY",
  fetch,
  fetchOptions: { dispatcher: {} },
  hooks: [{ onRequest: () => ({ traceparent: "x" }) }, { onError: () => {} }],
});
createTelnyx({ apiKey: undefined, timeoutMs: undefined });
// @ts-expect-error the option is misspelt
createTelnyx({ apikey: "KEY" });
// @ts-expect-error a signal belongs to one call
createTelnyx({ signal: new AbortController().signal });
expectTypeOf<TelnyxOptions["apiKey"]>().toEqualTypeOf<ApiKey | undefined>();
expectTypeOf(createTelnyx().request("GET", "/x")).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(createTelnyx().request<{ data: string }>("GET", "/x")).toEqualTypeOf<Promise<{ data: string }>>();
// @ts-expect-error there is no such class of safety
createTelnyx().request("POST", "/x", { safety: "harmless" });

// Errors narrow.
declare const thrown: unknown;
if (RateLimitError.isInstance(thrown)) expectTypeOf(thrown.rateLimit?.resetMs).toEqualTypeOf<number | undefined>();
if (ApiError.isInstance(thrown)) {
  expectTypeOf(thrown.status).toEqualTypeOf<number>();
  expectTypeOf(thrown.code).toEqualTypeOf<string | undefined>();
  if (thrown.code === ErrorCode.CallEnded) expectTypeOf(thrown.mayHaveExecuted).toEqualTypeOf<boolean>();
}
if (isCallEnded(thrown)) expectTypeOf(thrown).toEqualTypeOf<ApiError>();

expectTypeOf(decodeClientState("x")).toEqualTypeOf<unknown>();
expectTypeOf(decodeClientState<{ step: string }>(null)).toEqualTypeOf<{ step: string } | undefined>();
expectTypeOf<CommandEvent["command"]>().toEqualTypeOf<object>();
