import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./temporary-root.js";

/** The upstream document that the fragments were cut from, where it is at hand; it is too big to be kept here. */
export const upstreamFile: string | undefined = [
  process.env.UPSTREAM_SPEC,
  join(repositoryRoot, "../shared/reference/upstream/telnyx-2026-07-16.yml"),
].find((path) => path !== undefined && existsSync(path));

/** What a test that needs the document prints where it is absent. */
export const sayNotRun = (what: string, testFile: string): void =>
  console.warn(
    `not run: ${what}. Fetch the upstream document (spec/source.json names it), then: UPSTREAM_SPEC=<file> pnpm unit ${testFile}`,
  );
