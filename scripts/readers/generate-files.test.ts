import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { cpuSecondsSince } from "../cli/cpu-seconds.js";
import { generate } from "./generate-files.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const roots: string[] = [];
let root = "";

const files: Record<string, string> = {
  "spec/domains.yaml": `family: { paths: [/calls], events: [call] }
domains:
  voice:
    operations:
      dial: POST /calls
    events: [call.answered]
  webhooks:
    operations:
      deliveries:
        list: GET /webhook_deliveries
`,
  "spec/fragments/voice.yaml": `openapi: 3.1.0
info: { title: voice, version: "1" }
paths:
  /calls:
    post:
      operationId: Dial
      requestBody: { content: { application/json: { schema: { $ref: "./shared.yaml#/components/schemas/CallRequest" } } } }
      responses: { "200": { description: OK } }
webhooks:
  call.answered:
    post:
      requestBody:
        content: { application/json: { schema: { type: object, properties: { data: { type: object, properties: { payload: { type: object } } } } } } }
`,
  "spec/fragments/webhooks.yaml": `openapi: 3.1.0
info: { title: webhooks, version: "1" }
paths:
  /webhook_deliveries:
    get: { operationId: ListDeliveries, responses: { "200": { description: OK } } }
`,
  "spec/fragments/shared.yaml": `openapi: 3.1.0
info: { title: shared, version: "1" }
components:
  schemas:
    CallRequest: { type: object, required: [to], properties: { to: { type: string } } }
`,
  "packages/voice/README.md": "# voice\n\n<!-- generated:operations -->\n<!-- /generated -->\n",
};

const put = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
};
const read = (file: string): Promise<string> => readFile(join(root, file), "utf8");
const replace = async (file: string, from: string, to: string): Promise<void> =>
  put(file, (await read(file)).replace(from, to));
const run = (check: boolean, ...packages: string[]) => generate({ root, packages, check });

/** Every file below the packages with its content. */
async function snapshot(): Promise<Record<string, string>> {
  const entries = await readdir(join(root, "packages"), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(paths.sort().map(async (path) => [path, await readFile(path, "utf8")] as const)),
  );
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "generate-"));
  roots.push(root);
  for (const [file, text] of Object.entries(files)) await put(file, text);
});
afterAll(() => Promise.all(roots.map((path) => rm(path, { recursive: true, force: true }))));

describe("generate", () => {
  test("writes every file, and has nothing to do the second time", async () => {
    const first = await run(false);
    expect(first.findings.map(({ kind, file }) => `${kind} ${file}`)).toContain(
      "missing packages/voice/src/generated/operations.ts",
    );
    expect(await read("packages/voice/README.md")).toContain("| `dial` | `POST /calls` |");
    expect((await run(false)).findings).toEqual([]);
    expect((await run(true)).findings).toEqual([]);
  });

  test("marks every file that it writes below a generated folder", async () => {
    await run(false);
    const generated = Object.entries(await snapshot()).filter(([path]) => path.includes("/generated/"));
    expect(generated.length).toBeGreaterThan(8);
    expect(generated.filter(([, text]) => !text.includes("@generated"))).toEqual([]);
  });

  test("writes the packages that you name and no other", async () => {
    await run(false, "voice");
    expect(await readdir(join(root, "packages"))).toEqual(["voice"]);
  });

  test("removes a file that nothing gives any more", async () => {
    await run(false);
    await put("packages/voice/src/generated/old.ts", "/** @generated */\n");
    await run(false);
    expect(await readdir(join(root, "packages/voice/src/generated"))).not.toContain("old.ts");
  });

  test("overwrites nothing that was written by hand, and nothing else either", async () => {
    await run(false);
    await put("packages/voice/src/generated/schema.ts", "export type Mine = 1;\n");
    await replace("spec/domains.yaml", "dial:", "call:");
    const before = await snapshot();
    await expect(run(false)).rejects.toThrow(
      /packages\/voice\/src\/generated\/schema\.ts: written by hand.*\n.*Move it out/,
    );
    expect(await snapshot()).toEqual(before);
  });

  test("writes nothing at all when one file cannot be written", async () => {
    await run(false, "voice");
    await replace("spec/domains.yaml", "dial:", "call:");
    await put("packages/webhooks", "a file where a folder has to be");
    const before = await snapshot();
    await expect(run(false)).rejects.toThrow();
    expect(await snapshot()).toEqual(before);
  });
});

describe("generate --check", () => {
  beforeEach(async () => void (await run(false)));

  const findings = async (...packages: string[]) =>
    (await run(true, ...packages)).findings.map(({ kind, file }) => `${kind} ${file}`);

  test("finds a stale file", async () => {
    await replace("packages/voice/src/generated/operations.ts", "POST", "PUT");
    expect(await findings()).toEqual(["stale packages/voice/src/generated/operations.ts"]);
  });

  test("finds a stale table in a README", async () => {
    await replace("packages/voice/README.md", "POST", "PUT");
    expect(await findings()).toEqual(["stale packages/voice/README.md"]);
  });

  test("finds a missing file", async () => {
    await rm(join(root, "packages/core/src/generated/error-codes.ts"));
    expect(await findings()).toEqual(["missing packages/core/src/generated/error-codes.ts"]);
  });

  test("finds an orphan, also in a package that no domain gives", async () => {
    await put("packages/voice/src/generated/deep/old.ts", "/** @generated */\n");
    await put("packages/gone/src/generated/operations.ts", "/** @generated */\n");
    expect(await findings()).toEqual([
      "orphan packages/gone/src/generated/operations.ts",
      "orphan packages/voice/src/generated/deep/old.ts",
    ]);
  });

  test("finds an unmarked file, whether the generator has one of that name or not", async () => {
    await put("packages/voice/src/generated/helper.ts", "export {};\n");
    await put("packages/voice/src/generated/schema.ts", "export {};\n");
    expect(await findings()).toEqual([
      "unmarked packages/voice/src/generated/helper.ts",
      "unmarked packages/voice/src/generated/schema.ts",
    ]);
  });

  test("lists everything at once and writes nothing", async () => {
    await replace("packages/voice/src/generated/operations.ts", "POST", "PUT");
    await rm(join(root, "packages/core/src/generated/error-codes.ts"));
    await put("packages/voice/src/generated/old.ts", "/** @generated */\n");
    await put("packages/voice/src/generated/helper.ts", "export {};\n");
    const before = await snapshot();
    expect((await findings()).map((finding) => finding.split(" ")[0])).toEqual([
      "missing",
      "unmarked",
      "orphan",
      "stale",
    ]);
    expect(await snapshot()).toEqual(before);
  });

  test("looks at the packages that you name and no other", async () => {
    await replace("packages/voice/src/generated/operations.ts", "POST", "PUT");
    expect(await findings("webhooks", "core")).toEqual([]);
  });
});

describe("generate refuses", () => {
  const cases: { name: string; arrange: () => Promise<void>; packages?: string[]; message: RegExp }[] = [
    {
      name: "a domain that there is not",
      arrange: async () => {},
      packages: ["voise"],
      message: /there is no domain "voise"\n.*core, emulator, voice, webhooks/,
    },
    {
      name: "a reference to nowhere",
      arrange: () => replace("spec/fragments/voice.yaml", "schemas/CallRequest", "schemas/CallReqest"),
      message: /spec.*(calls|CallReqest)[\s\S]*leads nowhere/,
    },
    {
      name: "an operationId that is used twice",
      arrange: async () => {
        await replace(
          "spec/fragments/voice.yaml",
          "    post:\n      operationId: Dial",
          "    get: { operationId: Dial, responses: {} }\n    post:\n      operationId: Dial",
        );
        await replace("spec/domains.yaml", "dial: POST /calls", "dial: POST /calls\n      list: GET /calls");
      },
      message:
        /spec\/fragments\/voice\.yaml: (GET|POST) \/calls and (GET|POST) \/calls have the same operationId, Dial\n/,
    },
    {
      name: "an operation that no fragment has",
      arrange: () => replace("spec/domains.yaml", "dial: POST /calls", "dial: PUT /calls"),
      message: /spec\/domains\.yaml:5: voice\.dial is PUT \/calls/,
    },
    {
      name: "a README without the marker of its table",
      arrange: () => put("packages/voice/README.md", "# voice\n"),
      message: /packages\/voice\/README\.md: the marker/,
    },
  ];
  test.each(cases)("$name, and writes nothing", async ({ arrange, packages = [], message }) => {
    await arrange();
    const before = await snapshot();
    await expect(run(false, ...packages)).rejects.toThrow(message);
    expect(await snapshot()).toEqual(before);
  });
});

describe("the repository", () => {
  test("holds what the generator gives", async () => {
    const { findings } = await generate({ root: repository, packages: [], check: true });
    expect(findings).toEqual([]);
  });

  // Measures time of the processor, garbage collection included; on a free machine it is about as much time on the clock.
  test("is generated in ten seconds of the processor, from an empty state", { retry: 2 }, async () => {
    await rm(join(root, "spec"), { recursive: true, force: true });
    await cp(join(repository, "spec"), join(root, "spec"), { recursive: true });
    await rm(join(root, "packages"), { recursive: true, force: true });
    await mkdir(join(root, "packages"), { recursive: true });
    const started = process.cpuUsage();
    const { files: count } = await run(false);
    const seconds = cpuSecondsSince(started);
    console.log(`generated ${count} files in ${seconds.toFixed(2)} s of the processor`);
    expect(seconds).toBeLessThan(10);
  });
});
