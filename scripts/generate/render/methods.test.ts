import { describe, expect, test } from "vitest";
import type { Document, JsonObject } from "../../openapi/document.js";
import { readErrorCodes } from "../model/error-table.js";
import { readOperations } from "../model/operation-model.js";
import { typeDocument } from "../types/type-document.js";
import { rolesOf } from "../types/type-roles.js";
import { renderErrorCodes } from "./error-codes.js";
import { methodNames, renderMethods } from "./methods.js";
import { renderSchema } from "./schema.js";

const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });

const document: Document = {
  openapi: "3.1.0",
  info: {},
  "x-telnyx-errors": [
    {
      code: "90034",
      name: "CallNotAnswered",
      status: [422],
      title: "Call not answered yet",
      meaning: "Wait for `call.answered`.",
      source: "API reference",
    },
    {
      code: "90018",
      name: "CallEnded",
      status: [422],
      title: "Call has ended",
      meaning: "The leg is gone.",
      source: "API reference",
    },
  ],
  paths: {
    "/calls/{call_control_id}/actions/answer": {
      parameters: [{ $ref: "#/components/parameters/CallControlId" }],
      post: {
        summary: "Answer a call",
        description: "Accepts an inbound call.",
        externalDocs: { url: "https://developers.telnyx.com/api-reference/answer" },
        requestBody: { ...json({ $ref: "#/components/schemas/AnswerRequest" }), required: true },
        responses: { "200": json({ type: "object", properties: { data: { type: "object" } } }) },
        "x-telnyx-method": { domain: "voice", name: "answer" },
        "x-telnyx-allowed": "While it rings.",
        "x-telnyx-webhooks": ["call.answered"],
        "x-telnyx-errors": ["90018", "99999"],
        "x-telnyx-example": 'await voice.answer(callControlId, { client_state: encodeClientState({ at: "menu" }) });',
      },
    },
    "/apps": {
      get: {
        summary: "List applications",
        deprecated: true,
        parameters: [{ name: "page", in: "query", schema: { type: "object" } }],
        responses: {
          "200": json({
            type: "object",
            properties: {
              data: { type: "array", items: { $ref: "#/components/schemas/App" } },
              meta: { type: "object", properties: { page_number: { type: "integer" } } },
            },
          }),
        },
        "x-telnyx-method": { domain: "voice", name: "apps.list" },
      },
    },
    "/apps/{id}": {
      delete: {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { "204": { description: "" } },
        "x-telnyx-method": { domain: "voice", name: "apps.delete" },
      },
    },
  },
  webhooks: {},
  components: {
    parameters: {
      CallControlId: {
        name: "call_control_id",
        in: "path",
        required: true,
        description: "Names one leg.",
        schema: { type: "string" },
      },
    },
    schemas: {
      AnswerRequest: {
        type: "object",
        properties: { command_id: { type: "string" }, client_state: { type: "string" } },
      },
      App: { type: "object", properties: { id: { type: "string" } } },
    },
  },
};

const errors = readErrorCodes(document);
const from = "spec/fragments/voice.yaml";
const types = typeDocument(document);
const operations = readOperations(document, "voice", from);
const roles = operations.flatMap((operation) => rolesOf(types, operation));
const text = renderMethods({ from, domain: "voice", document, roles, operations, errors });
const schema = await renderSchema(from, types, roles, methodNames("voice", operations));

describe("renderMethods", () => {
  test("documents a method in full", () => {
    expect(text).toContain(`  /**
   * Answer a call.
   *
   * Accepts an inbound call.
   *
   * **Allowed:** While it rings.
   *
   * **Webhooks:** \`call.answered\`
   *
   * \`POST /calls/{call_control_id}/actions/answer\`, sent with a \`command_id\`, so that a retry cannot act twice.
   *
   * @param callControlId Names one leg.
   * @param body Fields of the request; may be left out.
   * @throws {ApiError} {@link ErrorCode.CallEnded} (90018, call has ended), \`99999\`.
   * @example
   * await voice.answer(callControlId, { client_state: encodeClientState({ at: "menu" }) });
   * @see https://developers.telnyx.com/api-reference/answer
   */
  answer(callControlId: string, body?: AnswerBody | undefined, options?: RequestOptions | undefined): Promise<AnswerResponse>;`);
  });

  test("puts resources into interfaces of their own", () => {
    expect(text).toContain("  readonly apps: AppsMethods;");
    expect(text).toMatch(
      /export interface AppsMethods \{[\s\S]*delete\(id: string, options\?: RequestOptions \| undefined\): Promise<void>;/,
    );
    expect(text).toContain(
      "list(query?: AppsListQuery | undefined, options?: RequestOptions | undefined): PagePromise<AppsListItem, AppsListMeta>;",
    );
  });

  test("gives a leg the commands on it: without its id and what is written for it, with the state among the options", () => {
    expect(text).toContain(
      "  answer(body?: LegBody<AnswerBody> | undefined, options?: StateOptions<State> | undefined): Promise<AnswerResponse | undefined>;",
    );
    const leg = text.slice(text.indexOf("interface VoiceLegMethods<State>"), text.indexOf("interface VoiceLegs"));
    expect(leg).toContain("   * @returns `undefined` where the leg is over.\n   * @throws {ApiError} `99999`.\n");
    expect(leg).toContain('   * await call.answer({}, { state: { at: "menu" } });');
    expect(leg).not.toMatch(/callControlId|90018|list\(/);
    expect(text).toContain(
      'export interface VoiceLegs extends LegMethods {\n  readonly methods: VoiceLegMethods<this["state"]>;\n}',
    );
  });

  test("says what is deprecated", () => {
    expect(text).toMatch(/@deprecated\n {3}\*\/\n {2}list\(/);
  });

  test("names the types of what goes in and comes out, by the component where several methods or a list have it", () => {
    expect(schema).toMatch(/^export interface AnswerBody \{\n {2}client_state\?: string \| undefined;/m);
    expect(schema).toMatch(/^export interface AnswerResponse \{\n {2}data\?: Record<string, unknown>;/m);
    expect(schema).toMatch(/^export interface App \{\n {2}id\?: string;/m);
    expect(schema).toContain("/** One item of `apps.list`. */\nexport interface AppsListItem extends App {}");
    expect(schema).toMatch(/^export interface AppsListQuery \{\n {2}page\?: /m);
    expect(schema).toContain("AnswerRequest: AnswerBody;");
  });

  test("imports what it uses and no more", () => {
    expect(text).toContain(
      'import type { ErrorCode, LegBody, LegMethods, PagePromise, RequestOptions, StateOptions } from "@telnyx-kit/core";',
    );
    expect(text).toContain(
      'import type { AnswerBody, AnswerResponse, AppsListItem, AppsListMeta, AppsListQuery } from "./schema.js";',
    );
  });
});

describe("renderErrorCodes", () => {
  test("names the codes in their order, with what they mean", () => {
    const codes = renderErrorCodes("spec/overlays/errors.yaml", errors);
    expect(codes).toContain(
      '  /**\n   * Call has ended (HTTP 422).\n   *\n   * The leg is gone.\n   *\n   * Source: API reference.\n   */\n  CallEnded: "90018",',
    );
    expect(codes.indexOf("CallEnded")).toBeLessThan(codes.indexOf("CallNotAnswered"));
  });

  test.each([
    ["an invalid name", { code: "1", name: "no name" }, /code 1: its name "no name"/],
    ["a name that is taken", { code: "1", name: "CallEnded" }, /code 1: CallEnded is the name of 90018 already/],
    ["a code that is listed twice", { code: "90018", name: "Other" }, /code 90018: the code is listed twice/],
  ])("refuses %s", (_name, extra, message) => {
    const list = document["x-telnyx-errors"] as JsonObject[];
    expect(() => readErrorCodes({ ...document, "x-telnyx-errors": [...list, extra] })).toThrow(message);
  });
});
