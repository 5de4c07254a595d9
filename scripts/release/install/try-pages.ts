import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { createWorld, type World } from "../../readers/world.js";
import { pinnedPnpm } from "../pack.js";
import { createApplication, type Result, run } from "./application.js";
import { type InstallPage, readInstallPages } from "./install-pages.js";

/** Installs what each page says, with npm and in pnpm's strict layout, in an empty folder, and runs the page's code there. */
export async function tryPages(scratch: string, registry: string, only?: readonly string[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const page of (await readInstallPages()).filter(({ file }) => only?.includes(file) ?? true))
    for (const manager of ["npm", "pnpm"] as const) {
      const application = await createApplication(scratch, `${manager}-${page.file.replace(/\W/g, "-")}`, registry);
      // A world of its own: the code of a page may end the call.
      const emulator = { port: 0, connectionId: "1684641123236054244" };
      const world = await createWorld({ answered: true, before: [], emulator });
      const failure = await tryPage(page, application, manager, world).finally(() => world.emulator.stop());
      results.push({ what: `${manager}: ${page.file}`, failure });
    }
  return results;
}

/** The fault of a page: a warning of the install, or an error of its code. */
async function tryPage(page: InstallPage, application: string, manager: "npm" | "pnpm", world: World): Promise<string> {
  for (const command of page.commands) {
    const args = command
      .split(" ")
      .slice(2)
      .map((word) => (word === "--save-dev" ? "-D" : word));
    const { code, output } =
      manager === "npm"
        ? await run("npm", ["install", ...args], application)
        : await run("npx", ["-y", await pinnedPnpm(), "add", ...args], application);
    if (code !== 0 || /\bwarn\b/i.test(output)) return `${command}\n${output}`;
  }
  const imports = page.imported.map((specifier) => `import ${JSON.stringify(specifier)};\n`).join("");
  await writeFile(join(application, "imports.mjs"), `${imports}console.log("ran"); process.exit(0);\n`);
  const files = ["imports.mjs"];
  for (const [index, { text }] of page.programs.entries()) {
    await writeFile(join(application, `block-${index}.mjs`), toJavaScript(text, world));
    await writeFile(join(application, `run-${index}.mjs`), runner(`./block-${index}.mjs`, world));
    files.push(`run-${index}.mjs`);
  }
  for (const file of files) {
    const { code, output } = await run(process.execPath, [file], application, environment(world));
    if (code !== 0 || !/^ran$/m.test(output)) return `${file}\n${output}`;
  }
  return "";
}

const environment = ({ emulator }: World): NodeJS.ProcessEnv => ({
  ...process.env,
  TELNYX_API_KEY: emulator.apiKey,
  TELNYX_BASE_URL: emulator.url,
  TELNYX_PUBLIC_KEY: emulator.publicKey,
});

/** A block as a module, with those names that a reader would have. */
function toJavaScript(text: string, { values }: World): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const given = Object.entries(values).filter(
    ([name, value]) => typeof value === "string" && new RegExp(`\\b${name}\\b`).test(text),
  );
  const declared = given.filter(([name]) => !new RegExp(`^(?:const|let|function) ${name}\\b`, "m").test(text));
  return `${declared.map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join("")}${outputText}`;
}

/** Calls what a block exports, with the values that its parameters are named after; a server gets a request. */
const runner = (block: string, { values }: World): string => `const values = ${JSON.stringify(values)};
const { default: app, ...exported } = await import("${block}");
for (const call of Object.values(exported))
  if (typeof call === "function") await call(...(/\\((.*?)\\)/.exec(String(call))?.[1].split(/,\\s*/) ?? []).map((name) => values[name]));
if (app?.fetch && (await app.fetch(new Request("http://localhost/", { method: "POST", body: "{}" }))).status !== 400) throw new Error("an unsigned webhook was not refused");
console.log("ran");
process.exit(0);
`;
