import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "@telnyx-kit/emulator";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { cases, steps } from "./cases.js";
import { documentedCommands, workflowSteps } from "./documented.js";
import { start, startedIn } from "./start.js";
import { createClone, type Tree } from "./tree.js";

const documented = await documentedCommands();

describe("every documented command", () => {
  it("has a process that is started here, or a reason", () => {
    const unknown = documented.filter(({ text }) => !(text in cases));
    expect(unknown, "give it a case in scripts/try/commands/cases.ts").toEqual([]);
    const texts = new Set(documented.map(({ text }) => text));
    const forgotten = Object.keys(cases).filter((text) => !texts.has(text));
    expect(forgotten, "no page, workflow or script names it any more").toEqual([]);
  });

  it("is each step of a workflow, but for those that are run beside this or on GitHub alone", async () => {
    const known = new Set(documented.map(({ text }) => text));
    const single = (run: string) => run.replace(/^npx -y pnpm@[\d.]+ (run )?/, "pnpm ");
    const unknown = (await workflowSteps()).filter(
      ({ run, name }) => !known.has(single(run)) && !(run in steps) && !(name in steps),
    );
    expect(unknown, "give it a line in scripts/try/commands/cases.ts").toEqual([]);
  });

  it("is missed where a guide has one with a wrong flag, by its page", async () => {
    const root = await mkdtemp(join(tmpdir(), "telnyx-kit-planted-"));
    onTestFinished(() => rm(root, { recursive: true }));
    for (const folder of ["docs", ".github/workflows"]) await mkdir(join(root, folder), { recursive: true });
    await writeFile(join(root, "package.json"), '{ "scripts": { "generate": "tsx" } }');
    await writeFile(join(root, "docs/guide.md"), "Run `pnpm generate --chekc` after every change.\n");
    const found = (await documentedCommands(root)).filter(({ text }) => !(text in cases));
    expect(found).toEqual([{ text: "pnpm generate --chekc", where: "docs/guide.md" }]);
  });
});

describe("in a copy of the tree", { timeout: 240_000 }, () => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await createClone();
  }, 240_000);
  afterAll(() => tree?.remove());

  it.each(startedIn(undefined))("%s", (line, given) => start(tree, line, given));

  it("pnpm unit finds tests in every folder that a page names", async () => {
    const named = documented.flatMap(({ text }) => /^pnpm unit (.+)$/.exec(text)?.[1]?.split(" ") ?? []);
    const { output } = await tree.bash(`pnpm exec vitest list --filesOnly ${named.join(" ")}`);
    expect(named.length).toBeGreaterThan(5);
    for (const folder of named) expect(output).toContain(folder);
  });

  it("pnpm smoke:live asks, and writes down what it was answered", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.stop());
    const env = { TELNYX_API_KEY: emulator.apiKey, TELNYX_BASE_URL: emulator.url };
    const { output, code } = await tree.bash("pnpm smoke:live --out answers.json", env);
    expect(output).toMatch(/\d+ findings written to answers\.json\./);
    expect(code, output).toBe(0);
  });
});
