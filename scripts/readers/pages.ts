import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url));

/** A Markdown file of the project. */
export interface MarkdownPage {
  /** Path from the root. */
  readonly file: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The words after the fence: `ts`, `ts run`, `sh`. */
  readonly info: readonly string[];
  readonly code: string;
  /** The nearest heading above, without its marks. */
  readonly heading: string;
}

const folders = [
  "",
  "docs",
  "docs/decisions",
  "packages/*",
  "skills/*",
  "skills/*/references",
  "skills/*/references/*",
  "examples",
  "examples/*",
  "bench",
  "spec",
];

/** Every Markdown file that people or agents read: not the changesets, nothing generated below `src`, nothing built. */
export async function readPages(root = repositoryRoot): Promise<MarkdownPage[]> {
  const files: string[] = [];
  for (const pattern of folders) {
    for (const folder of await expand(root, pattern)) {
      const names = await readdir(join(root, folder)).catch(() => []);
      for (const name of names.sort()) if (name.endsWith(".md")) files.push(folder ? `${folder}/${name}` : name);
    }
  }
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(root, file), "utf8") })));
}

/** The folders that a pattern names; `*` is any one. */
async function expand(root: string, pattern: string): Promise<string[]> {
  let found = [""];
  for (const part of pattern.split("/")) {
    const below = found.map(async (folder) => {
      const names = part === "*" ? await readdir(join(root, folder)).catch(() => []) : [part];
      return names.filter((name) => name !== "node_modules").map((name) => (folder ? `${folder}/${name}` : name));
    });
    found = (await Promise.all(below)).flat();
  }
  return found;
}

/** The fenced blocks of a page, in order. */
export function blocksOf({ file, text }: MarkdownPage): Block[] {
  const blocks: Block[] = [];
  let heading = "";
  let open: { line: number; fence: string; info: string[]; indent: number; code: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^(\s*)(`{3,}|~{3,})\s*(.*)$/.exec(line);
    if (open) {
      if (fence?.[2]?.startsWith(open.fence) && !fence[3]) {
        blocks.push({ file, line: open.line, info: open.info, code: open.code.join("\n"), heading });
        open = undefined;
      } else open.code.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    } else if (fence) {
      open = {
        line: index + 1,
        fence: fence[2] ?? "",
        info: (fence[3] ?? "").split(/\s+/).filter(Boolean),
        indent: (fence[1] ?? "").length,
        code: [],
      };
    } else heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1] ?? heading;
  }
  return blocks;
}

export const isTypeScript = ({ info }: Block): boolean => info[0] === "ts";
