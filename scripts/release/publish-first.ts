import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Problem } from "../cli/problem.js";
import type { Packed } from "./pack.js";

const npm = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> =>
  (await promisify(execFile)("npm", [...args], { env, maxBuffer: 1e8 })).stdout;

/** The steps that remain to be done by hand for a package that the registry has now. */
export const trustSteps = (name: string): string =>
  `${name}: in the package's settings on the registry's site, add GitHub Actions as trusted publisher: telnyx-kit/telnyx-kit, release.yml`;

/**
 * Publishes, with the login of a person, the packages that the registry does not have yet: a workflow is trusted per
 * package, so a package has to exist first. Gives the names of those that went out; a second run goes on where one ended.
 */
export async function publishFirst(
  packed: readonly Pick<Packed, "name" | "version" | "tarball">[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string[]> {
  const unversioned = packed.filter(({ version }) => version === "0.0.0");
  if (unversioned.length > 0)
    throw new Problem(
      unversioned.map(({ name }) => name).join(", "),
      "has no version yet",
      "Merge the version pull request first, or run `pnpm version-packages` and commit; nothing was published.",
    );
  const missing: (typeof packed)[number][] = [];
  for (const each of packed) if (!(await isPublished(each.name, env))) missing.push(each);
  for (const { name, tarball } of missing)
    await npm(["publish", tarball, "--access", "public", "--provenance=false"], env).catch(
      (error: { stderr?: string }) => {
        throw new Problem(
          name,
          `was not published\n${error.stderr ?? error}`,
          "Run `npm login`, then this command again: it goes on with what is missing.",
        );
      },
    );
  return missing.map(({ name }) => name);
}

async function isPublished(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await npm(["view", name, "version"], env);
    return true;
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    if (/E404/.test(stderr)) return false;
    throw new Problem(name, `the registry was not understood\n${stderr}`, "Nothing was published; try again.");
  }
}
