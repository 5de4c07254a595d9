import { countTokens } from "gpt-tokenizer";
import { describe, expect, it } from "vitest";
import { loadEffective } from "../openapi/effective.js";
import { continuePage } from "./continue.js";
import { blocksOf, isTypeScript, type MarkdownPage, readPages, repositoryRoot } from "./pages.js";
import { runBlock } from "./run.js";
import { skill, skillFolder } from "./skills.js";
import { readReference } from "./skills-model.js";
import { extras } from "./skills-samples.js";
import { readSourceDocuments, valuesOf } from "./source-documents.js";
import { createWorld } from "./world.js";

/** Preparations of a sample that needs more than an answered call. */
const before: Readonly<Record<string, readonly string[]>> = {
  "media.pauseRecording": ["record"],
  "media.resumeRecording": ["record", "pause"],
  "media.stopRecording": ["record"],
  "media.storage.delete": ["upload"],
  "media.storage.download": ["upload"],
  "media.storage.retrieve": ["upload"],
  "media.storage.update": ["upload"],
  "gather.stopGather": ["gather"],
  "gather.stopAiAssistant": ["assistant"],
  "gather.addAiAssistantMessages": ["assistant"],
  "gather.joinAiAssistant": ["assistant"],
  "gather.stopConversationRelay": ["relay"],
  "advanced.startSiprec": ["connector"],
  "advanced.stopSiprec": ["connector"],
  "advanced.switchSupervisorRole": ["supervise"],
  "advanced.siprecConnectors.retrieve": ["connector"],
  "advanced.siprecConnectors.update": ["connector"],
  "advanced.siprecConnectors.delete": ["connector"],
  "conferences.retrieve": ["conference"],
  "conferences.join": ["conference"],
  "conferences.leave": ["conference"],
  "conferences.hold": ["conference"],
  "conferences.unhold": ["conference"],
  "conferences.mute": ["conference"],
  "conferences.unmute": ["conference"],
  "conferences.speak": ["conference"],
  "conferences.play": ["conference"],
  "conferences.stop": ["conference"],
  "conferences.end": ["conference"],
  "conferences.update": ["conference"],
  "conferences.sendDtmf": ["conference"],
  "conferences.gatherUsingAudio": ["conference"],
  "conferences.startRecording": ["conference"],
  "conferences.stopRecording": ["conference", "recordConference"],
  "conferences.pauseRecording": ["conference", "recordConference"],
  "conferences.resumeRecording": ["conference", "recordConference"],
  "conferences.participants.list": ["conference"],
  "conferences.participants.retrieve": ["conference"],
  "conferences.participants.update": ["conference"],
  "queues.retrieve": ["queue"],
  "queues.update": ["queue"],
  "queues.delete": ["queue"],
  "queues.leave": ["enqueue"],
  "queues.calls.list": ["enqueue"],
  "queues.calls.retrieve": ["enqueue"],
  "queues.calls.update": ["enqueue"],
  "queues.calls.remove": ["enqueue"],
  "streaming.stopStreaming": ["stream"],
  "streaming.stopFork": ["fork"],
  "recordings.storageCredentials.retrieve": ["credentials"],
  "recordings.storageCredentials.update": ["credentials"],
  "recordings.storageCredentials.delete": ["credentials"],
};
const unanswered = ["voice.answer", "voice.reject"];

const reference = readReference(await loadEffective(repositoryRoot));
const pages = (await readPages()).filter(({ file }) => file.startsWith("skills/"));
const pageOf = (file: string): MarkdownPage => {
  const page = pages.find((each) => each.file === file);
  if (!page) throw new Error(`there is no ${file}`);
  return page;
};
const operationsOf = (domain: string): MarkdownPage => pageOf(`${skillFolder(domain)}/operations.md`);
const eventsOf = (domain: string): MarkdownPage => pageOf(`${skillFolder(domain)}/events.md`);
/** All that the references say about a domain. */
const referenceText = (domain: string): string =>
  pages.flatMap(({ file, text }) => (file.startsWith(`${skillFolder(domain)}/`) ? [text] : [])).join("\n");

/** The part of a page below a heading, up to the next one of the same level. */
function section({ text }: MarkdownPage, heading: string): string {
  const start = text.indexOf(`\n${heading}`);
  if (start < 0) throw new Error(`there is no section ${heading}`);
  const level = heading.split(" ")[0] ?? "";
  const end = text.slice(start + 1).search(new RegExp(`\\n#{1,${level.length}} `));
  return end < 0 ? text.slice(start) : text.slice(start, start + 1 + end);
}

describe("the samples of the references", () => {
  for (const { name, operations } of reference.domains) {
    describe(name, () => {
      const blocks = continuePage(blocksOf(operationsOf(name)).filter(isTypeScript));
      const operationOf = (heading: string) => operations.find(({ signature }) => heading === `\`${signature}\``);

      it("are one for every operation, and one for the set-up", () => {
        expect(blocks.flatMap(({ block }) => operationOf(block.heading)?.call ?? [])).toEqual(
          operations.map(({ call }) => call),
        );
        expect(blocks).toHaveLength(operations.length + 1 + (extras[name] ? 1 : 0));
      });

      it.each(blocks.map(({ block, text }) => [block.heading, text] as const))(
        "%s runs against the emulator",
        async (heading, text) => {
          const operation = operationOf(heading);
          const called = operation && `${name}.${operation.model.name}`;
          const world = await createWorld({
            answered: !unanswered.includes(called ?? ""),
            before: before[called ?? ""] ?? [],
          });
          try {
            const had = world.emulator.timeline.entries.length;
            await runBlock(text, world);
            if (called) {
              const commands = world.emulator.timeline.entries
                .slice(had)
                .flatMap((entry) => (entry.kind === "command" ? [`${entry.operation} ${entry.status}`] : []));
              expect(commands.filter((command) => command.startsWith(`${called} 2`))).not.toEqual([]);
            }
          } finally {
            await world.emulator.stop();
          }
        },
      );
    });
  }
});

describe("the skill", () => {
  const { text } = pageOf(`${skill}/SKILL.md`);
  const calls = reference.domains.flatMap(({ operations }) => operations.map(({ call }) => call));
  const tasks = section({ file: "", text }, "## Task → operation");

  it("has at most 4,000 tokens, so that an agent reads all of it", () => {
    expect(countTokens(text)).toBeGreaterThan(2_000);
    expect(countTokens(text)).toBeLessThanOrEqual(4_000);
  });

  it("says in its front matter when to use it, in the words of a user", () => {
    const [, matter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    expect(matter).toContain("name: telnyx-voice-apps\n");
    const description = JSON.parse(/^description: (".*")$/m.exec(matter)?.[1] ?? '""') as string;
    expect(description.length).toBeLessThanOrEqual(1024);
    for (const words of ["phone menu", "voicemail", "call centre", "voice agent", "answering machine"])
      expect(description).toContain(words);
  });

  it("names operations and events that exist, some of every domain", () => {
    const rows = [...tasks.matchAll(/^\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].slice(2);
    const namesIn = (cell = ""): string[] => [...cell.matchAll(/`(\w+\.[\w.]+)`/g)].map(([, name = ""]) => name);
    const operations = rows.flatMap(([, cell]) => namesIn(cell));
    const followers = rows.flatMap(([, , cell]) => namesIn(cell));
    const events = reference.domains.flatMap((domain) => domain.events.map(({ type }) => type));
    expect(operations.filter((name) => !calls.includes(name))).toEqual([]);
    expect(followers.filter((type) => !events.includes(type))).toEqual([]);
    const absent = reference.domains.filter(({ name }) => !operations.some((call) => call.startsWith(`${name}.`)));
    expect(absent.map(({ name }) => name)).toEqual(["webhooks"]); // it has functions, not methods
  });

  it("leads to the references of every domain", () => {
    for (const { name } of reference.domains) expect(text).toContain(`](references/${name}/operations.md)`);
    expect(text).toContain("](references/errors.md)");
  });
});

describe("the references", () => {
  it("are there for every domain, and the error codes once", () => {
    const folders = new Set(pages.flatMap(({ file }) => /\/references\/([^/]+)\//.exec(file)?.[1] ?? []));
    expect([...folders].sort()).toEqual(reference.domains.map(({ name }) => name).sort());
    const { text } = pageOf(`${skill}/references/errors.md`);
    for (const { code, name } of reference.errors) expect(text).toContain(`| \`${code}\` | \`${name}\` |`);
  });

  for (const { name, operations, events } of reference.domains) {
    it(`of ${name} name every field, value, event and error code of its operations`, () => {
      for (const { signature, path, input, errors, model } of operations) {
        const text = section(operationsOf(name), `## \`${signature}\``);
        expect(text).toContain(`\`${model.method.toUpperCase()} ${model.path}\``);
        for (const row of [...path, ...input]) expect(text).toContain(`\`${row.name}\` `);
        for (const { code } of errors) expect(text).toContain(`\`${code}\``);
        for (const row of input) for (const value of row.values) expect(referenceText(name)).toContain(`\`${value}\``);
      }
      for (const { type, rows } of events) {
        const text = section(eventsOf(name), `## \`${type}\``);
        for (const row of rows) expect(text).toMatch(new RegExp(`\`${row.name}\\??\``));
      }
    });
  }
});

const facts = await readSourceDocuments(repositoryRoot);

describe("the facts that the references grew from", () => {
  it.each(facts.operations.flatMap((row) => (row.package ? [[row.operation, row.package, row] as const] : [])))(
    "%s is in the references of %s",
    (identity, domain, row) => {
      const page = reference.domains
        .flatMap(({ operations }) => operations)
        .find(({ model }) => `${model.method.toUpperCase()} ${model.path}` === identity);
      const text = section(operationsOf(domain), `## \`${page?.signature}\``);
      const fields = { ...row.required, ...row.optional };
      const absent = Object.keys(fields).filter((field) => !text.includes(`\`${field}\` `));
      const unnamed = Object.values(fields)
        .flatMap(valuesOf)
        .filter((value) => !text.includes(`\`"${value}"\``) && !referenceText(domain).includes(`\`"${value}"\``));
      expect([...absent, ...unnamed]).toEqual([]);
    },
  );

  it.each(facts.events.flatMap((row) => (row.package ? [[row.event, row.package, row.fields] as const] : [])))(
    "%s is in the references of %s",
    (type, domain, fields) => {
      const text = section(eventsOf(domain), `## \`${type}\``);
      const envelope = ["record_type", "event_type", "id", "occurred_at"];
      const absent = Object.keys(fields)
        .filter((path) => path.startsWith("data.payload."))
        .flatMap((path) => path.replace("data.payload.", "").replaceAll("[]", "").split("."))
        .filter((field) => !new RegExp(`\`${field}\\??\``).test(text));
      const others = Object.keys(fields).filter(
        (path) =>
          !path.startsWith("data.payload.") &&
          !envelope.includes(path.replace("data.", "")) &&
          path !== "data.payload" &&
          !text.includes(`\`${path.replace("data.", "")}?\``),
      );
      const unnamed = Object.entries(fields)
        .flatMap(([path, fact]) => (path.startsWith("data.payload.") ? valuesOf(fact) : []))
        .filter((value) => !text.includes(`\`"${value}"\``));
      expect([...absent, ...others, ...unnamed]).toEqual([]);
    },
  );
});
