import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Files } from "../generate/main.js";
import { byName } from "../generate/model/names.js";
import type { Described } from "../openapi/effective.js";
import { benchResults, renderComparison } from "./comparison.js";
import { coverageFile, renderCoverage } from "./coverage.js";
import { migrationGuide, officialFinder, renderMigration } from "./migration.js";
import { createOfficialClient, findOfficialCalls } from "./official.js";
import { renderErrors, renderReferences, skill } from "./skills.js";
import { headingOf, type Linked, renderIndex } from "./skills-index.js";
import { readReference } from "./skills-model.js";
import { debtFile, renderDebt } from "./text-debt.js";

/**
 * Everything that is generated for readers: the skill's references of the given packages, `llms.txt`, the table of the migration guide,
 * the figures in the README, the page of what the source documents became.
 */
export async function renderForReaders(
  root: string,
  effective: Described,
  packages: readonly string[],
): Promise<Files> {
  const files: Files = new Map();
  const read = (file: string): Promise<string | undefined> => readFile(join(root, file), "utf8").catch(() => undefined);
  const coverage = await renderCoverage(root, effective);
  if (coverage !== undefined) files.set(coverageFile, coverage);
  // Written while there is a debt, and once more when it is paid.
  if (effective.debt.length > 0 || (await read(debtFile)) !== undefined)
    files.set(debtFile, renderDebt(effective.debt));
  const reference = readReference(effective);
  const references: Linked[] = [];
  for (const domain of reference.domains) {
    const manifest = await read(`packages/${domain.name}/package.json`);
    if (manifest === undefined) continue;
    const about = String(JSON.parse(manifest).description);
    const rendered = renderReferences(domain, about);
    for (const [file, text] of rendered) {
      const title = headingOf(text).title.replace(" of @telnyx-kit/", ": ");
      references.push({ title, file, about: file.endsWith("/operations.md") ? about : "" });
      if (packages.includes(domain.name)) files.set(file, text);
    }
  }
  if (references.length === 0) return files;
  const errors = `${skill}/references/errors.md`;
  files.set(errors, renderErrors(reference));
  references.push({ title: "Error codes", file: errors, about: "" });
  const task = {
    title: "telnyx-voice-apps",
    file: `${skill}/SKILL.md`,
    about: descriptionOf(await read(`${skill}/SKILL.md`)),
  };
  files.set("llms.txt", renderIndex([task], references, await readPackages(root, read), await readGuides(root, read)));
  const guide = await read(migrationGuide);
  if (guide !== undefined) {
    const find = officialFinder(findOfficialCalls(createOfficialClient()));
    files.set(migrationGuide, renderMigration(guide, reference, find));
  }
  const [readme, results] = await Promise.all([read("README.md"), read(benchResults)]);
  if (readme !== undefined && results !== undefined) files.set("README.md", renderComparison(readme, results));
  return files;
}

/** Domains that have references on the disk, whether or not they still exist. */
export async function referencesOnDisk(root: string): Promise<string[]> {
  const entries = await readdir(join(root, skill, "references"), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The description in the front matter of a skill. */
const descriptionOf = (text = ""): string => /^description: (.+)$/m.exec(text)?.[1] ?? "";

type Read = (file: string) => Promise<string | undefined>;

async function readPackages(root: string, read: Read): Promise<Linked[]> {
  const names = await readdir(join(root, "packages")).catch(() => []);
  const links = names.sort(byName).map(async (name): Promise<Linked[]> => {
    const [manifest, readme] = await Promise.all([
      read(`packages/${name}/package.json`),
      read(`packages/${name}/README.md`),
    ]);
    if (manifest === undefined || readme === undefined) return [];
    const { name: title, description: about } = JSON.parse(manifest) as Record<string, string>;
    return [{ title: String(title), file: `packages/${name}/README.md`, about: String(about) }];
  });
  return (await Promise.all(links)).flat();
}

async function readGuides(root: string, read: Read): Promise<Linked[]> {
  const names = await readdir(join(root, "docs")).catch(() => []);
  const guides = names
    .filter((name) => name.endsWith(".md"))
    .map(async (name) => ({ ...headingOf((await read(`docs/${name}`)) ?? ""), file: `docs/${name}` }));
  return Promise.all(guides);
}
