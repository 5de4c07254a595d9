import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pinnedPnpm } from "../pack.js";
import { must, type Result, run } from "./application.js";

const settings = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable"],
  types: [],
  strict: true,
  skipLibCheck: false,
};

/** The tools of CommonJS projects that resolve imports by themselves. */
export const commonJsTools = ["jest@30", "eslint@9", "eslint-plugin-import-x@4"];

/** Tries jest, an ESLint plugin that resolves imports, and TypeScript's oldest resolution. */
export async function tryCommonJs(application: string, compiler: string): Promise<Result[]> {
  return [
    await tryJest(application),
    await tryEslint(application),
    await tryNode10(application, compiler),
    await tryStackTrace(application),
  ];
}

async function tryJest(application: string): Promise<Result> {
  await writeFile(
    join(application, "voice.test.js"),
    `test("a command", async () => {
  const { createVoice } = await import("@telnyx-kit/voice");
  const voice = createVoice({ apiKey: "KEY0123456789", fetch: async () => Response.json({ data: { result: "ok" } }) });
  expect((await voice.hangup("an-id")).data).toEqual({ result: "ok" });
});
`,
  );
  const env = { ...process.env, NODE_OPTIONS: "--experimental-vm-modules", CI: "1" };
  const { code, output } = await run("node_modules/.bin/jest", ["voice.test.js"], application, env);
  return { what: "jest, with its one option", failure: code === 0 && output.includes("1 passed") ? "" : output };
}

async function tryEslint(application: string): Promise<Result> {
  await writeFile(
    join(application, "eslint.config.mjs"),
    `import importX from "eslint-plugin-import-x";
export default [importX.flatConfigs.recommended, { rules: { "import-x/no-unresolved": ["error", { commonjs: true }] } }];
`,
  );
  await writeFile(
    join(application, "lint.mjs"),
    `export { createVoice } from "@telnyx-kit/voice";
export { createNodeHandler } from "@telnyx-kit/webhooks/node";
export { nothing } from "@telnyx-kit/webhooks/nothing";
`,
  );
  const { output } = await run("node_modules/.bin/eslint", ["lint.mjs"], application);
  const isFine = output.includes("1 problem ") && output.includes("'@telnyx-kit/webhooks/nothing'");
  return { what: "eslint-plugin-import-x resolves the packages", failure: isFine ? "" : output };
}

async function tryNode10(application: string, compiler: string): Promise<Result> {
  await writeFile(
    join(application, "node10.ts"),
    `import { createTelnyx } from "@telnyx-kit/core";
import { TelnyxError } from "@telnyx-kit/core/errors";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";
export const voice = createVoice(createTelnyx({ apiKey: "KEY0123456789" }));
export const webhooks = createWebhooks({ publicKey: "x" });
// @ts-expect-error The types are ours, not any.
webhooks.on("call.nothing", () => {});
export const known: boolean = TelnyxError.isInstance(createNodeHandler);
`,
  );
  const compilerOptions = { ...settings, module: "commonjs", moduleResolution: "node10", noEmit: true };
  await writeFile(join(application, "tsconfig.node10.json"), JSON.stringify({ compilerOptions, files: ["node10.ts"] }));
  const { code, output } = await run(process.execPath, [compiler, "-p", "tsconfig.node10.json"], application);
  return { what: "TypeScript, node10", failure: code === 0 ? "" : output };
}

/** With `--enable-source-maps`, a stack names the lines that we wrote, and the file is there to be opened. */
async function tryStackTrace(application: string): Promise<Result> {
  await writeFile(
    join(application, "stack.mjs"),
    `import { createVoice } from "@telnyx-kit/voice";
await createVoice({ apiKey: "KEY0123456789", fetch: async () => new Response("{}", { status: 401 }) })
  .hangup("an-id")
  .catch(({ stack }) => console.log(stack));
`,
  );
  const { output } = await run(process.execPath, ["--enable-source-maps", "stack.mjs"], application);
  const [, file = "", line = "0"] = /(\/[^\s()]*\/core\/src\/[\w/-]+\.ts):(\d+)/.exec(output) ?? [];
  const text = await readFile(file, "utf8").catch(() => "");
  const isFine = text.split("\n").length >= Number(line) && text !== "";
  return { what: "a stack trace names our lines", failure: isFine ? "" : output };
}

/** In pnpm's layout an application sees only what it installs itself; what it exports has to be named by that. */
export async function tryDeclarations(application: string): Promise<Result> {
  await must(
    "npx",
    ["-y", await pinnedPnpm(), "add", "@telnyx-kit/voice", "@telnyx-kit/webhooks", "typescript@~5.9.0"],
    application,
  );
  await writeFile(
    join(application, "app.ts"),
    `import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
export const voice = createVoice({ apiKey: "KEY0123456789" });
export const { dial } = voice;
export const listApplications = () => voice.applications.list();
export const firstPage = async () => voice.applications.list();
export const webhooks = createWebhooks({ publicKey: "x" });
export const unwrap = (request: Request) => webhooks.unwrap(request);
`,
  );
  const compilerOptions = {
    ...settings,
    module: "nodenext",
    declaration: true,
    emitDeclarationOnly: true,
    outDir: "out",
  };
  await writeFile(join(application, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["app.ts"] }));
  const { code, output } = await run("node_modules/.bin/tsc", ["-p", "."], application);
  const emitted = await readFile(join(application, "out/app.d.ts"), "utf8").catch(() => output);
  const isFine = code === 0 && !/\.pnpm|@telnyx-kit\/core/.test(emitted);
  return {
    what: "pnpm: declarations of an application name only what it installed",
    failure: isFine ? "" : `${output}${emitted}`,
  };
}
