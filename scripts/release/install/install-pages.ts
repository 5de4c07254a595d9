import { continuePage } from "../../readers/continue.js";
import { type Block, blocksOf, isTypeScript, readPages } from "../../readers/pages.js";

/** A page that tells its reader to install something, and to use it. */
export interface InstallPage {
  readonly file: string;
  /** `npm install …`, as they are typed. */
  readonly commands: readonly string[];
  /** Packages that they name. */
  readonly installed: readonly string[];
  /** The imports of the page's code, without Node's own modules. */
  readonly imported: readonly string[];
  /** The blocks that a reader runs first: the quick start of a package, and those marked `run` elsewhere. */
  readonly programs: readonly { readonly block: Block; readonly text: string }[];
}

/** Every page with a line that installs packages by name, except skills, whose samples are tested one by one. */
export async function readInstallPages(): Promise<InstallPage[]> {
  const pages = (await readPages()).filter(({ file }) => !file.startsWith("skills/"));
  return pages.map(({ file, text }) => readInstallPage(file, text)).filter(({ commands }) => commands.length > 0);
}

export function readInstallPage(file: string, text: string): InstallPage {
  const blocks = blocksOf({ file, text });
  const commands = blocks
    .filter(({ info }) => info[0] === "sh")
    .flatMap(({ code }) => code.split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => /^npm install (-\S+ )*@?[a-z]/.test(line) && !line.includes(".tgz"));
  const code = blocks.filter(isTypeScript);
  const start = file.startsWith("packages/") ? code.find(({ heading }) => heading === "Quick start") : undefined;
  return {
    file,
    commands,
    installed: commands.flatMap((command) => command.split(" ").slice(2)).filter((word) => !word.startsWith("-")),
    imported: [...new Set(code.flatMap(importsOf))].sort(),
    programs: continuePage(code).filter(({ block }) => block === start || (!start && block.info.includes("run"))),
  };
}

const importsOf = ({ code }: Block): string[] =>
  [...code.matchAll(/(?:from|import\(|^import) ?"([^"]+)"/gm)]
    .map(([, specifier = ""]) => specifier)
    .filter((specifier) => !specifier.startsWith("node:"));

/** The package that a specifier is of: `@telnyx-kit/webhooks` for `@telnyx-kit/webhooks/node`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Packages that the code of a page needs and its install lines do not name. */
export const notInstalled = ({ installed, imported }: Pick<InstallPage, "installed" | "imported">): string[] => [
  ...new Set(imported.map(packageOf).filter((name) => !installed.includes(name))),
];
