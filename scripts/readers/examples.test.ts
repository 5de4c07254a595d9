import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { legExample } from "../generate/render/leg-methods.js";
import { repositoryRoot } from "../openapi/__tests__/temporary-root.js";
import { httpMethods, isObject } from "../openapi/document.js";
import { loadEffective } from "../openapi/effective.js";

/** Names that an example may use without saying where they come from; all of them strings. */
const assumed = [
  "agentCallControlId",
  "audio_url",
  "aws_access_key_id",
  "aws_secret_access_key",
  "callControlId",
  "callLegId",
  "callSessionId",
  "conferenceId",
  "connection_id",
  "conversationId",
  "deliveryId",
  "from",
  "participantId",
  "recordingId",
  "serviceAccountJson",
  "supervisorCallControlId",
  "to",
  "transcriptionId",
];

const preamble = `
import { createTelnyx, encodeClientState } from "@telnyx-kit/core";
import { createAdvanced } from "@telnyx-kit/advanced";
import { createCalls } from "@telnyx-kit/calls";
import { createConferences } from "@telnyx-kit/conferences";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createQueues } from "@telnyx-kit/queues";
import { createRecordings } from "@telnyx-kit/recordings";
import { createStreaming } from "@telnyx-kit/streaming";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createDeliveries, fetchPublicKey } from "@telnyx-kit/webhooks/api";
const telnyx = createTelnyx();
const [advanced, gather, media, recordings, voice] = [createAdvanced(telnyx), createGather(telnyx), createMedia(telnyx), createRecordings(telnyx), createVoice(telnyx)] as const;
const [conferences, queues, streaming] = [createConferences(telnyx), createQueues(telnyx), createStreaming(telnyx)] as const;
const calls = createCalls<{ at: "menu" }>()({ webhooks: createWebhooks({ publicKey: "" }), domains: { advanced, gather, media, queues, streaming, voice } });
const call = calls.leg("");
declare const ${assumed.map((name) => `${name}: string`).join(", ")};
`;

interface Example {
  readonly operation: string;
  readonly path: string;
  readonly code: string;
}

async function readExamples(): Promise<Example[]> {
  const { merged } = await loadEffective(repositoryRoot, { choices: "extension" });
  return Object.entries(merged.paths).flatMap(([path, item]) =>
    httpMethods.flatMap((method): Example[] => {
      const operation = item[method];
      const code = isObject(operation) ? operation["x-telnyx-example"] : undefined;
      const named = isObject(operation) ? operation["x-telnyx-method"] : undefined;
      return typeof code === "string" && isObject(named)
        ? [{ operation: `${named.domain}.${named.name}`, path, code }]
        : [];
    }),
  );
}

/** Type-checks all examples as one program against the sources of the packages; gives what is wrong, by operation. */
function compile(examples: readonly Example[]): string[] {
  const starts: number[] = [];
  let text = preamble;
  for (const { code } of examples) {
    starts.push(text.length);
    text += `export async function example${starts.length}() {\n${code}\n}\n`;
  }
  const file = join(repositoryRoot, "scripts/readers/examples.virtual.ts");
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(repositoryRoot, "tsconfig.json"),
    { noUnusedLocals: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  ) ?? { options: {} };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ start = 0, messageText }) => {
      const index = starts.filter((begin) => begin <= start).length - 1;
      return `${examples[index]?.operation ?? "the preamble"}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    },
  );
}

describe("the examples of the operations", async () => {
  const examples = await readExamples();

  it("compile against the packages' types", () => {
    expect(examples.length).toBeGreaterThan(60);
    expect(compile(examples)).toEqual([]);
  });

  it("compile as those of a leg too", () => {
    const ofLegs = examples
      .filter(({ path }) => path.startsWith("/calls/{call_control_id}"))
      .map(({ operation, path, code }) => {
        const [domain = "", name = ""] = operation.split(".");
        return { operation, path, code: legExample(domain, name, code) };
      });
    expect(ofLegs.length).toBeGreaterThan(30);
    expect(compile(ofLegs)).toEqual([]);
    expect(ofLegs.filter(({ operation, code }) => !code.includes(`call.${operation.split(".")[1]}(`))).toEqual([]);
  });

  it("would not compile with a wrong field, a wrong method or an unknown variable", () => {
    const wrong = [
      { operation: "field", path: "", code: 'await voice.reject(callControlId, { cause: "BUSY" });' },
      { operation: "method", path: "", code: "await voice.pickUp(callControlId);" },
      { operation: "variable", path: "", code: "await voice.answer(nowhere);" },
    ];
    expect(compile(wrong).map((message) => message.split(":")[0])).toEqual(["field", "method", "variable"]);
  });

  it("call the operation that they document", () => {
    const methods: Record<string, string> = {
      "webhooks.publicKey.retrieve": "fetchPublicKey(",
      "webhooks.deliveries.list": "deliveries.list(",
      "webhooks.deliveries.retrieve": "createDeliveries(telnyx).retrieve(",
    };
    const stray = examples.filter(({ operation, code }) => !code.includes(methods[operation] ?? `${operation}(`));
    expect(stray).toEqual([]);
  });

  it("use every name that they may assume", () => {
    expect(assumed.filter((name) => !examples.some(({ code }) => new RegExp(`\\b${name}\\b`).test(code)))).toEqual([]);
  });
});
