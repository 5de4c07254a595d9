import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./__tests__/temporary-root.js";
import { readUpstreamHashes } from "./__tests__/upstream-hashes.js";
import { type Document, isObject, type Json } from "./document.js";
import { loadEffective } from "./effective.js";
import { isDebt } from "./missing-texts.js";
import { loadOverlays } from "./overlays.js";
import {
  respells,
  sharedRun,
  type TextPlace,
  textFaults,
  textPlaces,
  unevenTexts,
  wordRuns,
  wordsOf,
} from "./texts.js";

const document = (paths: Json, schemas: Json = {}): Document =>
  ({ openapi: "3.1.0", info: {}, paths, webhooks: {}, components: { schemas } }) as unknown as Document; // A test's literal.

const place = (part: Partial<TextPlace>): TextPlace => ({
  pointer: "#/a",
  kind: "property",
  name: "speed",
  node: {},
  description: "How fast.",
  ...part,
});

describe("textPlaces", () => {
  it("finds operations by method name, events, parameters, and properties at any depth", () => {
    const filter = { name: "filter", in: "query", schema: { type: "object", properties: { from: {} } } };
    const list = { "x-telnyx-method": { domain: "media", name: "storage.list" }, parameters: [filter] };
    const places = textPlaces({
      ...document(
        { "/media": { get: list } },
        { A: { oneOf: [{ properties: { b: { items: { properties: { c: {} } } } } }] } },
      ),
      webhooks: { "call.hangup": { post: {} } },
    });
    expect(places.map(({ kind, name, pointer }) => [kind, name, pointer])).toEqual([
      ["operation", "media.storage.list", "#/paths/~1media/get"],
      ["event", "call.hangup", "#/webhooks/call.hangup/post"],
      ["parameter", "filter", "#/paths/~1media/get/parameters/0"],
      ["property", "from", "#/paths/~1media/get/parameters/0/schema/properties/from"],
      ["property", "b", "#/components/schemas/A/oneOf/0/properties/b"],
      ["property", "c", "#/components/schemas/A/oneOf/0/properties/b/items/properties/c"],
    ]);
  });

  it("reads the words of a reference's target where the place has none of its own", () => {
    const places = textPlaces(
      document(
        {},
        {
          A: {
            properties: {
              own: { $ref: "#/components/schemas/B", description: "Own." },
              theirs: { $ref: "#/components/schemas/B" },
            },
          },
          B: { description: "Target." },
        },
      ),
    );
    expect(places.map(({ description }) => description)).toEqual(["Own.", "Target."]);
  });

  it("takes a property called properties for one property", () => {
    expect(
      textPlaces(
        document(
          {},
          { A: { properties: { properties: { type: "object", additionalProperties: { type: "string" } } } } },
        ),
      ).map(({ name }) => name),
    ).toEqual(["properties"]);
  });
});

describe("textFaults", () => {
  it("finds nothing wrong with a text that says something", () => expect(textFaults(place({}))).toEqual([]));

  const command = { "x-telnyx-method": { domain: "media", name: "speak" } };
  const words = { summary: "S", "x-telnyx-example": "E" };
  it.each<[string, Partial<TextPlace>, RegExp]>([
    ["nothing", { description: "" }, /has no description/],
    ["the name only", { name: "call_status", description: "The status of the call." }, /only spells its name again/],
    [
      "no unit where the name has seconds",
      { name: "timeout_secs", description: "Longest wait for an answer." },
      /does not name its unit, seconds/,
    ],
    [
      "no unit where the name has milliseconds",
      { name: "duration_millis", description: "Length in seconds." },
      /does not name its unit, milliseconds/,
    ],
    ["no unit where the name has ms", { name: "retries_ms", description: "Delays before retries." }, /milliseconds/],
    ["where the words come from", { description: "As upstream has it, how fast." }, /speaks of upstream/],
    [
      "no summary of an operation",
      { kind: "operation", node: { ...command, "x-telnyx-example": "E" } },
      /has no summary/,
    ],
    ["no example of an operation", { kind: "operation", node: { summary: "S" } }, /has no x-telnyx-example/],
    [
      "not when a command is allowed",
      { kind: "operation", node: { ...command, ...words, "x-telnyx-webhooks": [], "x-telnyx-errors": [] } },
      /has no x-telnyx-allowed/,
    ],
    [
      "no webhooks of a command",
      { kind: "operation", node: { ...command, ...words, "x-telnyx-allowed": "A", "x-telnyx-errors": [] } },
      /has no x-telnyx-webhooks/,
    ],
    ["no summary of an event", { kind: "event" }, /has no summary/],
  ])("finds a text that says %s", (_, part, fault) => expect(textFaults(place(part)).join()).toMatch(fault));

  it("wants no webhooks of an operation that is no command", () => {
    expect(
      textFaults(
        place({ kind: "operation", node: { ...words, "x-telnyx-method": { domain: "media", name: "storage.list" } } }),
      ),
    ).toEqual([]);
  });
});

describe("respells", () => {
  it.each([
    ["call_leg_id", "The id of the call leg", true],
    ["callStatus", "Call status.", true],
    ["status", "Statuses", false],
    ["status", "`completed` or `failed`", false],
  ])("judges %s: %s", (name, text, verdict) => expect(respells(name, text)).toBe(verdict));
});

describe("sharedRun", () => {
  const runs = new Set(wordRuns("One two three, four; five six `seven` EIGHT nine."));
  it("finds eight words in a row, whatever their case and punctuation", () => {
    expect(sharedRun("So: two three four five six seven eight nine!", runs)).toBe(
      "two three four five six seven eight nine",
    );
  });
  it("lets seven pass", () =>
    expect(sharedRun("one two three four five six seven, then others", runs)).toBeUndefined());
});

describe("unevenTexts", () => {
  const places = [place({ pointer: "#/a", description: "A." }), place({ pointer: "#/b", description: "B." })];
  const uneven = (theirs: Record<string, string>, glossary: string[] = []) =>
    unevenTexts(places, (pointer) => theirs[pointer], new Set(glossary)).map(({ name }) => name);

  it("finds two texts for one that upstream has", () =>
    expect(uneven({ "#/a": "Speed", "#/b": "speed." }, ["speed"])).toEqual(["speed"]));
  it("lets two texts stand where upstream has two", () =>
    expect(uneven({ "#/a": "Speed", "#/b": "Rate" })).toEqual([]));
  it("finds two texts where upstream has none", () => expect(uneven({})).toEqual(["speed"]));
  it("lets places differ from the glossary where upstream says nothing", () =>
    expect(uneven({}, ["speed"])).toEqual([]));
});

/** Events that the vendor's documentation names and the upstream document does not declare: they arrive as unknown events. */
const undeclaredEvents = new Map([["call.sip_info.received", "promised by the description of send_sip_info"]]);

/** Places that say something of their own although upstream has one text, or none, for them and others of the name. */
const specialPlaces: [place: RegExp, reason: string][] = [
  [/recordings~1actions~1delete.*\/status$/, "the outcome of a deletion"],
  [/webhook_deliveries\/get\/.*\/(status|webhook)$/, "a filter, not the field"],
  [/http\/properties\/response\/properties\/status$/, "an HTTP status, a number"],
  [/call-control_FilterConsolidated\/.*\/type$/, "a filter, not the field"],
  [/(body|path|query)_parameters\/properties\/type$/, "a JSON Schema's type, not a tool's"],
  [/call-control_PageConsolidated\/.*\/(after|before)$/, "what to send; the answer's cursors say where it comes from"],
  [/CallCost\/.*\/occurred_at$/, "the payload repeats the time of the envelope"],
  [/Conference(Created|Ended)\/.*\/client_state$/, "the state of the leg that created the conference"],
  [
    /(ActiveCall|Call|CallWithRecordingId)\/properties\/client_state$/,
    "an answer, which leaves out what events give as null",
  ],
  [/TransferCallRequest\/properties\/client_state$/, "one of two legs"],
  [/Transcription\/.*\/client_state$/, "upstream repeats the command's text on the event"],
  [/CallControlTransferToolParams\/properties\/from$/, "upstream repeats the event's text on a caller id to choose"],
  [
    /TranscriptionStartRequest\/properties\/command_id$/,
    "a command inside another one's body, whose id the library does not fill in",
  ],
  [/CallRefer\w+\/.*\/sip_notify_response$/, "each of the three events has another range of statuses"],
  [/Call(AIGatherEnded|GatherEnded|PlaybackEnded)\/.*\/status$/, "each event has values of its own"],
  [
    /Call(Answered|Hangup|Initiated)\/.*\/state$/,
    "each event has values of its own, under a text of upstream that belongs to another field",
  ],
  [/(ReferRequest|TransferCallRequest)\/properties\/custom_headers$/, "a REFER, and one of two legs"],
  [
    /AIAssistantStartRequest\/properties\/(assistant|voice|voice_settings)$/,
    "starts at once, and its voice is on the way out",
  ],
  [
    /ConferenceRecordingSaved\/.*\/(format|call_control_id)$/,
    "an event about what was chosen; a leg that is recorded, not one that listens",
  ],
  [/UpdateMedia\w*Request\/properties\/(media|media_url)$/, "takes the place of a file that is there"],
  [/CallStreaming\w+\/.*\/stream_url$/, "each event has another tense"],
  [/SipHeader\/properties\/name$/, "free names here, a list of names there"],
  [
    /(Create|Join|Leave|Update)ConferenceRequest\/properties\/(call_control_id|name|start_conference_on_create)$/,
    "which of the calls, and a name to choose",
  ],
  [
    /StartConferenceRecordingRequest\/properties\/(custom_file_name|play_beep)$/,
    "a conference, which has no leg of its own and many listeners",
  ],
  [/StopRecordingConferenceRequest\/properties\/recording_id$/, "upstream says no more than that it is an id"],
  [
    /ConferenceSpeakRequest\/properties\/voice$/,
    "upstream repeats a sentence about service_level, which a conference has not",
  ],
  [/AnswerRequest\/properties\/preferred_codecs$/, "accepts what the caller offers, of a shorter list"],
];

describe("the texts of the effective documents", async () => {
  const { merged, debt } = await loadEffective(repositoryRoot, { choices: "extension" });
  // A part that an update brought and nobody described yet has a text by rule, which is judged beside `writeMissingTexts`.
  const places = textPlaces(merged).filter(({ pointer }) => !isDebt(debt, pointer));
  const operations = places.filter(({ kind }) => kind === "operation");
  const listOf = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

  it("say something at every place, name units, and do not spell names again", () => {
    expect(places.length).toBeGreaterThan(2000);
    expect(places.flatMap((each) => textFaults(each).map((fault) => `${each.pointer} ${fault}`))).toEqual([]);
  });

  it("name error codes that the table has", () => {
    const table = new Set(
      Array.isArray(merged["x-telnyx-errors"])
        ? merged["x-telnyx-errors"].filter(isObject).map(({ code }) => code)
        : [],
    );
    const unknown = operations.flatMap(({ name, node }) =>
      listOf(node["x-telnyx-errors"])
        .filter((code) => !table.has(code))
        .map((code) => `${name}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it("name each value that is typed for them", () => {
    const typed = places.filter(({ node }) => node["x-telnyx-values"] !== undefined);
    expect(typed.length).toBeGreaterThan(20);
    const silent = typed.flatMap(({ pointer, node, description }) =>
      listOf(node["x-telnyx-values"])
        .filter((value) => !description.includes(`\`${value}\``))
        .map((value) => `${pointer}: ${value}`),
    );
    expect(silent).toEqual([]);
  });

  it("name events that exist, or that only the documentation knows", () => {
    const named = operations.flatMap(({ name, node }) =>
      listOf(node["x-telnyx-webhooks"]).map((type) => ({ name, type })),
    );
    expect(named.filter(({ type }) => !merged.webhooks[type] && !undeclaredEvents.has(type))).toEqual([]);
    const forgotten = [...undeclaredEvents.keys()].filter((type) => !named.some((event) => event.type === type));
    expect(forgotten).toEqual([]);
  });

  it("say which fields of a stream dial and answer lack", () => {
    const fieldsOf = (schema: string): string[] => {
      const node = merged.components.schemas?.[schema];
      const properties = isObject(node) && isObject(node.properties) ? node.properties : {};
      return Object.keys(properties).filter((name) => /^stream_|dialogflow|^custom_parameters$/.test(name));
    };
    const lackedBy = (schema: string): string[] => {
      const present = fieldsOf(schema);
      return fieldsOf("StartStreamingRequest").filter((name) => !present.includes(name));
    };
    expect(lackedBy("CallRequest")).toEqual(["custom_parameters"]);
    const lacked = lackedBy("AnswerRequest").sort();
    const dialogflow = ["dialogflow_config", "enable_dialogflow"];
    const named = ["custom_parameters", "stream_auth_token", "stream_bidirectional_sampling_rate"];
    expect(lacked).toEqual([...named, ...dialogflow].sort());
    const { description } = operations.find(({ name }) => name === "streaming.startStreaming") ?? {};
    for (const name of named) expect(description).toContain(`\`${name}\``);
  });

  const upstream = await readUpstreamHashes();

  it("share no run of eight words with upstream", () => {
    const shared = places.flatMap((each) =>
      wordsOf(each)
        .flatMap((text) => sharedRun(text, upstream.runs) ?? [])
        .map((run) => `${each.pointer} ${run}`),
    );
    expect(shared).toEqual([]);
  });

  it("describe one thing in one way", async () => {
    const targets = (await loadOverlays(repositoryRoot))
      .filter(({ kind }) => kind === "glossary")
      .map(({ target }) => target);
    const glossary = new Set(targets.flatMap((target) => /properties\.(\w+)$/.exec(target)?.[1] ?? []));
    const theirTextAt = (pointer: string) => upstream.texts[pointer];
    const compared = places.filter(({ pointer }) => upstream.texts[pointer] !== undefined);
    expect(compared.length).toBeGreaterThan(2000);
    const isSpecial = ({ pointer }: TextPlace) => specialPlaces.some(([pattern]) => pattern.test(pointer));
    expect(
      unevenTexts(
        compared.filter((each) => !isSpecial(each)),
        theirTextAt,
        glossary,
      ),
    ).toEqual([]);
    const uneven = unevenTexts(compared, theirTextAt, glossary).flatMap(({ ours }) => [...ours.values()].flat());
    const needless = specialPlaces.filter(
      ([pattern]) =>
        compared.some(({ pointer }) => pattern.test(pointer)) && !uneven.some((pointer) => pattern.test(pointer)),
    );
    expect(needless).toEqual([]);
  });
});
