import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { blocksOf, readPages, repositoryRoot } from "../../readers/pages.js";

/** A command that somebody is told to type, or that a workflow types. */
export interface Documented {
  /** As it is typed, with `pnpm` for `npx -y pnpm@…` and without a comment. */
  readonly text: string;
  /** The file that says so. */
  readonly where: string;
}

/** Every command of this repository in package.json, in the pages, and on the lines of workflows. */
export async function documentedCommands(root = repositoryRoot): Promise<Documented[]> {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { scripts: object };
  const inManifest = Object.keys(scripts).map((name) => ({ text: `pnpm ${name}`, where: "package.json" }));
  const inWorkflows = (await workflowSteps(root)).flatMap(({ run, where }) =>
    commandsIn(run.split("\n")).map((text) => ({ text, where })),
  );
  // A decision tells what was weighed; the other pages tell what to type.
  const pages = (await readPages(root)).filter(({ file }) => !file.startsWith("docs/decisions/"));
  const inPages = pages.flatMap((page) => {
    const blocks = blocksOf(page).filter(({ info }) => ["sh", "bash"].includes(info[0] ?? ""));
    const spans = page.text.match(/(?<=`)[^`\n]+(?=`)/g) ?? [];
    const lines = [...spans, ...blocks.flatMap(({ code }) => code.split("\n"))];
    return commandsIn(lines).map((text) => ({ text, where: page.file }));
  });
  return [...inManifest, ...inPages, ...inWorkflows];
}

const commandsIn = (lines: readonly string[]): string[] =>
  lines
    .map(normalize)
    .filter((line) => /^(pnpm|npx telnyx-emulator)(?= )/.test(line) || line === "npx telnyx-emulator");

const normalize = (line: string): string =>
  line
    .replace(/\s+#.*$/, "")
    .trim()
    .replace(/^npx -y pnpm@[\d.]+/, "pnpm")
    .replace(/^pnpm run /, "pnpm ");

/** A step of a workflow that runs something. */
export interface WorkflowStep {
  readonly run: string;
  /** `.github/workflows/ci.yml: check`, and the step's name where it has one. */
  readonly where: string;
  readonly name: string;
}

export async function workflowSteps(root = repositoryRoot): Promise<WorkflowStep[]> {
  const folder = ".github/workflows";
  const steps: WorkflowStep[] = [];
  for (const file of (await readdir(join(root, folder))).sort()) {
    const { jobs } = parse(await readFile(join(root, folder, file), "utf8")) as {
      jobs: Record<string, { steps?: { run?: string; name?: string }[] }>;
    };
    for (const [job, { steps: own = [] }] of Object.entries(jobs))
      for (const { run, name = "" } of own)
        if (run !== undefined) steps.push({ run: run.trim(), name, where: `${folder}/${file}: ${job}` });
  }
  return steps;
}
