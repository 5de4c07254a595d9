import { describe, expect, it } from "vitest";
import { loadEffective } from "../openapi/effective.js";
import { continuePage } from "./continue.js";
import { blocksOf, isTypeScript, type MarkdownPage, readPages, repositoryRoot } from "./pages.js";
import { runBlock } from "./run.js";
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
const skills = (await readPages()).filter(({ file }) => /^skills\/telnyx-.+-typescript\//.test(file));
const skillOf = (domain: string): MarkdownPage => {
  const page = skills.find(({ file }) => file.includes(`/telnyx-${domain}-typescript/`));
  if (!page) throw new Error(`${domain} has no skill`);
  return page;
};

/** The part of a skill below a heading, up to the next one of the same level. */
function section({ text }: MarkdownPage, heading: string): string {
  const start = text.indexOf(`\n${heading}`);
  if (start < 0) throw new Error(`there is no section ${heading}`);
  const level = heading.split(" ")[0] ?? "";
  const end = text.slice(start + 1).search(new RegExp(`\\n#{1,${level.length}} `));
  return end < 0 ? text.slice(start) : text.slice(start, start + 1 + end);
}

describe("the samples of the skills", () => {
  for (const { name, operations } of reference.domains) {
    describe(name, () => {
      const blocks = continuePage(blocksOf(skillOf(name)).filter(isTypeScript));
      const operationOf = (heading: string) => operations.find(({ signature }) => heading === `\`${signature}\``);

      it("are one for every operation, and four for set-up, errors, webhooks and tests", () => {
        expect(blocks.flatMap(({ block }) => operationOf(block.heading)?.call ?? [])).toEqual(
          operations.map(({ call }) => call),
        );
        expect(blocks).toHaveLength(operations.length + 4 + (extras[name] ? 1 : 0));
      });

      it.each(blocks.map(({ block, text }) => [block.heading, text] as const))(
        "%s runs against the emulator",
        async (heading, text) => {
          const operation = operationOf(heading);
          const called = operation && `${name}.${operation.model.name}`;
          const first = called ?? operations.find(({ call }) => text.includes(`${call}(`))?.call;
          const world = await createWorld({
            answered: !unanswered.includes(first ?? ""),
            before: before[first ?? ""] ?? [],
          });
          try {
            const had = world.emulator.timeline.entries.length;
            const { exports } = await runBlock(text, world);
            if (called) {
              const commands = world.emulator.timeline.entries
                .slice(had)
                .flatMap((entry) => (entry.kind === "command" ? [`${entry.operation} ${entry.status}`] : []));
              expect(commands.filter((command) => command.startsWith(`${called} 2`))).not.toEqual([]);
            }
            if (exports.default) {
              world.receive((exports.default as { fetch: (request: Request) => Promise<Response> }).fetch);
              await (await world.emulator.inboundCall({ from: "+12025550101", to: "+12025550102" })).hangup();
              expect(world.delivered()).toBe(true);
            }
          } finally {
            await world.emulator.stop();
          }
        },
      );
    });
  }
});

describe("a skill", () => {
  it.each(skills.map((skill) => [skill.file, skill] as const))(
    "%s has the front matter that agents load",
    (file, { text }) => {
      const [, matter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
      expect(matter).toContain(`name: ${file.split("/")[1]}\n`);
      const description = JSON.parse(/^description: (".*")$/m.exec(matter)?.[1] ?? '""') as string;
      expect(description.length).toBeGreaterThan(100);
      expect(description.length).toBeLessThanOrEqual(1024);
    },
  );

  it("is there for every domain with a package", () => {
    expect(skills).toHaveLength(reference.domains.length);
  });

  for (const { name, operations, events } of reference.domains) {
    it(`of ${name} names every field, value, event and error code of its operations`, () => {
      const skill = skillOf(name);
      for (const { signature, path, input, errors, model } of operations) {
        const text = section(skill, `### \`${signature}\``);
        expect(text).toContain(`\`${model.method.toUpperCase()} ${model.path}\``);
        for (const row of [...path, ...input]) expect(text).toContain(`\`${row.name}\` `);
        for (const { code } of errors) expect(text).toContain(`\`${code}\``);
        for (const row of input) for (const value of row.values) expect(skill.text).toContain(`\`${value}\``);
      }
      for (const { type, rows } of events) {
        const text = section(skill, `### \`${type}\``);
        for (const row of rows) expect(text).toMatch(new RegExp(`\`${row.name}\\??\``));
      }
    });
  }
});

const facts = await readSourceDocuments(repositoryRoot);

describe("the facts that the skills grew from", () => {
  it.each(facts.operations.flatMap((row) => (row.package ? [[row.operation, row.package, row] as const] : [])))(
    "%s is in the skill of %s",
    (identity, domain, row) => {
      const skill = skillOf(domain);
      const page = reference.domains
        .flatMap(({ operations }) => operations)
        .find(({ model }) => `${model.method.toUpperCase()} ${model.path}` === identity);
      const text = section(skill, `### \`${page?.signature}\``);
      const fields = { ...row.required, ...row.optional };
      const absent = Object.keys(fields).filter((field) => !text.includes(`\`${field}\` `));
      const unnamed = Object.values(fields)
        .flatMap(valuesOf)
        .filter((value) => !text.includes(`\`"${value}"\``) && !skill.text.includes(`\`"${value}"\``));
      expect([...absent, ...unnamed]).toEqual([]);
    },
  );

  it.each(facts.events.flatMap((row) => (row.package ? [[row.event, row.package, row.fields] as const] : [])))(
    "%s is in the skill of %s",
    (type, domain, fields) => {
      const text = section(skillOf(domain), `### \`${type}\``);
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
