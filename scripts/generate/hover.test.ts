import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { type Document, isObject, pointerSegments } from "../openapi/document.js";
import { loadEffective } from "../openapi/effective.js";
import { textPlaces } from "../openapi/texts.js";
import { openInEditor } from "./__tests__/editor.js";
import { payloadSchemas, readEvents } from "./model/event-model.js";
import { markdown } from "./types/doc-comment.js";
import { typeDocument } from "./types/type-document.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { domains } = await loadEffective(root);

/** One file in an editor: the place between « and » is hovered over. */
const places: Record<string, string> = {
  method: "voice.«answer»(callControlId);",
  "method that dials": "voice.«dial»(dial);",
  "method of a leg": 'leg.«bridge»({ queue: "support" });',
  "method of a resource": "voice.applications.«list»();",
  resource: "voice.«applications»;",
  "field of a body": "voice.answer(callControlId, { «client_state»: state });",
  "field of a body in an array": 'voice.answer(callControlId, { custom_headers: [{ «name»: "X-A", value: "b" }] });',
  "field that excludes another": 'media.startPlayback(callControlId, { «audio_url»: "https://example.com/a.mp3" });',
  "field in a union": 'media.speak(callControlId, { payload: "a", voice: "b", voice_settings: { «type»: "aws" } });',
  "field of a response": "voice.dial(dial).then(({ data }) => data.«call_control_id»);",
  "part of a query": "voice.applications.list({ «page»: { size: 50 } });",
  "part of a part of a query": "voice.applications.list({ page: { «size»: 50 } });",
  "field of an event": 'if (event.event_type === "call.answered") event.payload.«call_control_id»;',
  "field of every event": "event.«occurred_at»;",
  "payload of an event": 'if (event.event_type === "call.hangup") event.payload.«hangup_cause»;',
  "type of an event": "let answered: «CallAnsweredEvent»;",
  "deprecated field": "assistant.«openai_api_key_ref»;",
  "error code": "ErrorCode.«CallEnded»;",
};

const prelude = `import { ErrorCode } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice, type DialBody, type VoiceLegMethods } from "@telnyx-kit/voice";
import type { CallAnsweredEvent, KnownEvent } from "../packages/webhooks/src/generated/events.js";
const voice = createVoice(), media = createMedia();
declare const callControlId: string, state: string, dial: DialBody, event: KnownEvent, leg: VoiceLegMethods<{ at: "menu" }>;
declare const assistant: NonNullable<DialBody["assistant"]>;
`;

const marked = prelude + Object.values(places).join("\n");
const offsets = [...marked.matchAll(/«/g)].map(({ index }, count) => index - count * 2);
const source = marked.replaceAll(/[«»]/g, "");

describe("hovering shows our words for", () => {
  const { service, file } = openInEditor(root, source);
  const hovers = Object.keys(places).map((place, index) => [place, offsets[index] ?? 0] as const);
  const quickInfo = (offset: number): ts.QuickInfo => {
    const info = service.getQuickInfoAtPosition(file, offset);
    if (!info) throw new Error(`nothing is shown at ${source.slice(offset, offset + 20)}`);
    return info;
  };

  test("a program that compiles", () => {
    expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
  });

  test.each(hovers)("the %s", (_place, offset) => {
    expect(ts.displayPartsToString(quickInfo(offset).documentation)).not.toBe("");
  });

  test("a deprecated field struck through, with what to use in its place", () => {
    const info = quickInfo(hovers.find(([place]) => place === "deprecated field")?.[1] ?? 0);
    const deprecated = info.tags?.find(({ name }) => name === "deprecated");
    expect(ts.displayPartsToString(deprecated?.text)).toContain("`llm_api_key_ref`");
  });

  test("a method with the names of its types", () => {
    const declared = (place: string) =>
      ts.displayPartsToString(quickInfo(hovers.find(([name]) => name === place)?.[1] ?? 0).displayParts);
    expect(declared("method that dials")).toBe(
      "(method) VoiceMethods.dial(body: DialBody, options?: RequestOptions | undefined): Promise<DialResponse>",
    );
    expect(declared("method of a leg")).toContain("body: LegBody<BridgeBody>, options?: StateOptions<");
    expect(declared("field of a response")).toBe("(property) DialResponseData.call_control_id: string");
    expect(declared("payload of an event")).toContain("(property) CallHangupPayload.hangup_cause: ");
  });

  test("a method with its webhooks, its errors, an example and its parameters", () => {
    const info = quickInfo(hovers[0]?.[1] ?? 0);
    const tags = new Map(info.tags?.map(({ name, text }) => [name, ts.displayPartsToString(text)]));
    expect(ts.displayPartsToString(info.documentation)).toMatch(
      /\*\*Allowed:\*\*[\s\S]*\*\*Webhooks:\*\* `call\.answered`/,
    );
    expect([...tags.keys()]).toEqual(expect.arrayContaining(["param", "throws", "example"]));
    expect(tags.get("throws")).toContain("CallEnded");
    expect(tags.get("example")).toContain("voice.answer(");
  });
});

describe("the vendor's page of an operation", () => {
  const pages = [...domains].flatMap(([, { paths }]) =>
    Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) =>
      Object.entries(isObject(item) ? item : {}).flatMap(([method, node]) => {
        const docs = isObject(node) ? node.externalDocs : undefined;
        return isObject(docs) ? [{ operation: `${method.toUpperCase()} ${path}`, url: String(docs.url) }] : [];
      }),
    ),
  );

  test("is one of its API reference, named by its tag and its title there", () => {
    expect(pages.length).toBeGreaterThan(100);
    const form = /^https:\/\/developers\.telnyx\.com\/api-reference\/[a-z-]+\/[a-z_-]+$/;
    expect(pages.filter(({ url }) => !form.test(url))).toEqual([]);
  });

  test("belongs to no other operation", () => {
    const owners = new Map(pages.map(({ operation, url }) => [url, operation]));
    expect(pages.filter(({ operation, url }) => owners.get(url) !== operation)).toEqual([]);
  });

  test("is shown by the hover of its method", () => {
    const methods = [...domains.keys()]
      .map((name) => readFileSync(`${root}packages/${name}/src/generated/methods.ts`, "utf8"))
      .join("\n");
    expect(pages.filter(({ url }) => !methods.includes(`* @see ${url}\n`))).toEqual([]);
  });
});

/** Letters and digits only: what is left of a text after laying it out. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

describe("no description is lost on the way to", () => {
  test.each([...domains])("%s", (name, document) => {
    const folder = `${root}packages/${name}/src/generated/`;
    const files = ["schema.ts", "methods.ts", ...(name === "webhooks" ? ["events.ts"] : [])];
    const shown = bare(files.map((file) => readFileSync(folder + file, "utf8").replace(/^\s*\*/gm, "")).join("\n"));
    const lost = textsOf(name, document).filter(({ description }) => !shown.includes(bare(markdown(description))));
    expect(lost.map(({ pointer, description }) => `${pointer}: ${description}`)).toEqual([]);
  });
});

/** The texts of everything that the package of a domain has types for. */
function textsOf(name: string, document: Document): { pointer: string; description: string }[] {
  const received = name === "webhooks" ? payloadSchemas(readEvents(document, name)) : {};
  const kinds = typeDocument(document, received).components;
  const isKept = (pointer: string): boolean => {
    const [first = "", kind = "", component = ""] = pointerSegments(pointer);
    if (first === "webhooks") return name === "webhooks" && pointerSegments(pointer).length === 3;
    if (first !== "components") return true;
    const components = isObject(kinds) ? kinds[kind] : undefined;
    return isObject(components) && [component, `${component}Received`].some((known) => components[known] !== undefined);
  };
  return [...textPlaces(document)].filter(({ pointer, description }) => description !== "" && isKept(pointer));
}
