import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, type RehearsedApp, rehearse } from "@telnyx-kit/emulator";
import { createBridge } from "../../examples/bridge-to-agent/bridge-to-agent.js";
import { createCardPayment } from "../../examples/card-payment/card-payment.js";
import { createMenu } from "../../examples/menu/menu.js";
import { createAgents, createQueue } from "../../examples/queue/queue.js";
import { createSupervisedCall } from "../../examples/supervised-call/supervised-call.js";
import { createVoiceAgent } from "../../examples/voice-agent/voice-agent.js";
import { createVoicemail } from "../../examples/voicemail/voicemail.js";
import { repositoryRoot } from "../../scripts/readers/pages.js";
import type { SitePages } from "./page-parts.js";
import { wrapCode } from "./wrap-samples.js";

/** A call that is drawn: the application, and what the people on the line do. */
interface Scene {
  readonly app: RehearsedApp;
  readonly options?: Partial<EmulatorOptions>;
  act(emulator: Emulator): Promise<unknown>;
}

const line = "+12025550102";
const agent = "+12025550111";
const musicUrl = "https://example.com/music.mp3";
const call = (emulator: Emulator) => emulator.inboundCall({ from: "+12025550101", to: line });
const onMessage = () => {};

const scenes: Readonly<Record<string, Scene>> = {
  voicemail: {
    app: (rehearsal) => createVoicemail({ ...rehearsal, greetingUrl: "https://example.com/greeting.mp3", onMessage }),
    async act(emulator) {
      await (await call(emulator)).say("Please call me back.");
      await emulator.advance(5_000);
    },
  },
  menu: {
    app: (rehearsal) => createMenu({ ...rehearsal, agent, onMessage }),
    options: { callee: { does: "busy" } },
    async act(emulator) {
      await (await call(emulator)).press("1");
      await emulator.advance(10_000);
    },
  },
  "bridge-to-agent": {
    app: (rehearsal) => createBridge({ ...rehearsal, from: line, agents: [agent], musicUrl }),
    async act(emulator) {
      await (await call(emulator)).hangup();
    },
  },
  queue: {
    app: (rehearsal) =>
      createQueue({ ...rehearsal, from: line, agents: createAgents([agent]), musicUrl, maxWaitSecs: 120 }),
    options: { autoSettle: false },
    async act(emulator) {
      const caller = await call(emulator);
      await emulator.advance(10_000);
      await caller.hangup();
      await emulator.advance(1_000);
    },
  },
  "card-payment": {
    app: (rehearsal) => createCardPayment({ ...rehearsal, charge: async () => true }),
    async act(emulator) {
      await (await call(emulator)).press("411111111111#");
    },
  },
  "supervised-call": {
    app: (rehearsal) => createSupervisedCall({ ...rehearsal, from: line, agent, supervisor: "+12025550112" }),
    async act(emulator) {
      await (await call(emulator)).hangup();
    },
  },
  "voice-agent": {
    app: (rehearsal) => createVoiceAgent({ ...rehearsal, onBooking: () => {} }),
    async act(emulator) {
      await (await call(emulator)).say("Ada, four of us, half past seven.", { name: "Ada", guests: 4, time: "19:30" });
    },
  },
};

/** Pages made of the examples, and the ladders on them, as SVG by the name of the example and the theme: `menu-light`. */
export async function renderRecipes(): Promise<{ readonly pages: SitePages; readonly ladders: Map<string, string> }> {
  const read = (file: string): Promise<string> => readFile(join(repositoryRoot, "examples", file), "utf8");
  const rows = (await read("README.md")).matchAll(/^\| \[`([\w-]+)`\]\([\w-]+\) \| (.+?) \| (.*?) ?\|$/gm);
  const ladders = new Map<string, string>();
  const pages: SitePages = new Map();
  const index: string[] = [];
  for (const [, name = "", about = "", endings = ""] of rows) {
    index.push(`| [${name}](/recipes/${name}) | ${about} | ${endings} |`);
    const scene = scenes[name];
    if (scene) for (const [theme, ladder] of await draw(scene, about)) ladders.set(`${name}-${theme}`, ladder);
    const file = name === "servers" ? "application" : name;
    pages.set(
      `recipes/${name}`,
      recipe({
        name,
        about,
        code: await read(`${name}/${file}.ts`),
        test: await read(`${name}/${name}.test.ts`),
        isDrawn: scene !== undefined,
      }),
    );
  }
  // Narrower than the others, so that its text can be read in half of the first page.
  if (scenes.voicemail)
    for (const [theme, ladder] of await draw(scenes.voicemail, "A caller leaves a message", 720))
      ladders.set(`hero-${theme}`, ladder);
  pages.set(
    "recipes/index",
    `# Recipes\n\n| recipe | what it does | how it can end |\n|---|---|---|\n${index.join("\n")}\n`,
  );
  return { pages, ladders };
}

const themes = ["light", "dark"] as const;

/** The same call for each theme. */
async function draw(
  { app, options, act }: Scene,
  title: string,
  width = 960,
): Promise<[theme: string, ladder: string][]> {
  const emulator = await rehearse(app, options);
  await act(emulator);
  const ladders = themes.map((theme): [string, string] => [theme, emulator.ladder({ title, theme, width })]);
  await emulator.stop();
  return ladders;
}

/** The picture of a call, in the theme that the reader has chosen. */
export const ladderHtml = (name: string, alternative: string): string =>
  themes
    .map(
      (theme) => `<img class="${theme}-only" src="/recipes/${name}-${theme}.svg" alt="${alternative}" loading="lazy">`,
    )
    .join("");

interface Recipe {
  readonly name: string;
  readonly about: string;
  readonly code: string;
  readonly test: string;
  readonly isDrawn: boolean;
}

/** Summary, ladder, code, endings, test. */
function recipe({ name, about, code, test, isDrawn }: Recipe): string {
  const endings = [...test.matchAll(/^\s*(?:test|it)\(\s*"([^"]+)"/gm)].map(([, ending]) => `- ${ending}`);
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
  return [
    `# ${title}`,
    `${about.charAt(0).toUpperCase()}${about.slice(1)}. The [folder](https://github.com/telnyx-kit/telnyx-kit/tree/main/examples/${name}) can be copied: \`npm install && npm test\`.`,
    isDrawn && ladderHtml(name, "The call as a ladder"),
    `## Code\n\n\`\`\`ts\n${wrapCode(code).trimEnd()}\n\`\`\``,
    `## What its test says\n\n${endings.join("\n")}`,
    `## Test\n\n\`\`\`ts\n${wrapCode(test).trimEnd()}\n\`\`\``,
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}
