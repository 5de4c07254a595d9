import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../../cli/workshop.js";
import { createApplication, type Result, run } from "./application.js";

/** Copies every example out of the repository, installs it as its README says, and runs its tests. */
export async function* tryExamples(scratch: string, registry: string): AsyncGenerator<Result> {
  const examples = join(repository, "examples");
  for (const entry of await readdir(examples, { withFileTypes: true })) {
    if (!entry.isDirectory() || /^(node_modules|\..*)$/.test(entry.name)) continue;
    const application = await createApplication(scratch, `example-${entry.name}`, registry);
    await cp(join(examples, entry.name), application, { recursive: true });
    const installed = await run("npm", ["install"], application);
    const { code, output } = installed.code === 0 ? await run("npm", ["test"], application) : installed;
    yield { what: `npm install && npm test: examples/${entry.name}`, failure: code === 0 ? "" : output };
  }
}
