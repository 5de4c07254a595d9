import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { createWorkshop, packagesInOrder, repository } from "../cli/workshop.js";
import { throwIfUnmapped, throwIfWrong } from "./pack.js";
import { describeRelease } from "./release.js";
import { renderVersion, versionPackages } from "./version-packages.js";

/** A copy of the repository after a release of 0.1.0 of everything, with these changesets; gives the versions that follow. */
async function release(changesets: Readonly<Record<string, "patch" | "minor">>) {
  const { root, remove } = await createWorkshop("version");
  onTestFinished(remove);
  const manifestOf = async (folder: string) =>
    JSON.parse(await readFile(join(root, "packages", folder, "package.json"), "utf8"));
  const folders = await packagesInOrder(root);
  for (const folder of folders)
    await writeFile(
      join(root, "packages", folder, "package.json"),
      JSON.stringify({ ...(await manifestOf(folder)), version: "0.1.0" }),
    );
  for (const [folder, bump] of Object.entries(changesets))
    await writeFile(
      join(root, `.changeset/${folder}.md`),
      `---\n"@telnyx-kit/${folder}": ${bump}\n---\n\nSomething for users.\n`,
    );
  await writeFile(join(root, "spec/baseline.yaml"), "openapi: 3.1.0\n");
  await versionPackages(root);
  const versions: Record<string, string> = {};
  for (const folder of folders) {
    const { version } = await manifestOf(folder);
    if (version !== "0.1.0") versions[folder] = version;
  }
  const read = (path: string) => readFile(join(root, path), "utf8").catch(() => undefined);
  return { root, versions, read, manifestOf };
}

/** Packages that depend on another one. */
async function dependentsOf(name: string): Promise<string[]> {
  const folders = await packagesInOrder(repository);
  const manifests = await Promise.all(
    folders.map(
      async (folder) =>
        [folder, JSON.parse(await readFile(join(repository, "packages", folder, "package.json"), "utf8"))] as const,
    ),
  );
  return manifests
    .filter(([, { dependencies }]) => dependencies?.[`@telnyx-kit/${name}`])
    .map(([folder]) => folder)
    .sort();
}

describe("a release", () => {
  it("bumps the two packages that changed, and no other", async () => {
    const { versions, read } = await release({ voice: "patch", media: "minor" });
    expect(versions).toEqual({ voice: "0.1.1", media: "0.2.0" });
    expect(await read("packages/voice/CHANGELOG.md")).toMatch(
      /## 0\.1\.1\n\n### Patch Changes\n\n- Something for users\./,
    );
    expect(await read("packages/gather/CHANGELOG.md")).toBeUndefined();
  });

  it("does not republish the packages that depend on a patched core, and core names its new version", async () => {
    const { versions, read } = await release({ core: "patch" });
    expect(versions).toEqual({ core: "0.1.1" });
    expect(await read("packages/core/src/version.ts")).toContain('export const version = "0.1.1";');
  });

  it("republishes exactly what depends on a core that may break", async () => {
    const { versions, manifestOf } = await release({ core: "minor" });
    const dependents = await dependentsOf("core");
    expect(dependents.length).toBeGreaterThan(4);
    expect(versions).toEqual(Object.fromEntries([["core", "0.2.0"], ...dependents.map((folder) => [folder, "0.1.1"])]));
    // Written by the package manager when it packs.
    expect((await manifestOf("voice")).dependencies).toEqual({ "@telnyx-kit/core": "workspace:^" });
  });

  it("ends the baseline that differences were counted from", async () => {
    const { read } = await release({ voice: "patch" });
    expect(await read("spec/baseline.yaml")).toBeUndefined();
  });
});

describe("the release workflow", () => {
  it("publishes by the identity of the workflow, with provenance and a bill of materials, and knows no token", async () => {
    const text = await readFile(join(repository, ".github/workflows/release.yml"), "utf8");
    const { jobs } = parse(text) as {
      jobs: { release: { permissions: object; steps: { with?: Record<string, unknown>; env?: object }[] } };
    };
    expect(jobs.release.permissions).toEqual({ contents: "write", "pull-requests": "write", "id-token": "write" });
    expect(jobs.release.steps.map((step) => step.with?.["node-version"]).find(Boolean)).toBeGreaterThanOrEqual(24);
    expect(jobs.release.steps.find((step) => step.with?.publish)).toMatchObject({
      with: { version: expect.stringContaining("version-packages"), publish: expect.stringContaining("--sbom") },
      env: { NPM_CONFIG_PROVENANCE: "true" },
    });
    expect(text).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
  });
});

describe("core's version", () => {
  it("is that of its package.json", async () => {
    expect(await readFile(join(repository, "packages/core/src/version.ts"), "utf8")).toBe(
      await renderVersion(repository),
    );
  });
});

describe("a tarball", () => {
  const files = ["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts"];
  it.each([
    ["without a licence", files.slice(1), {}, /lacks LICENSE/],
    ["with a file of the workshop", [...files, "scripts/build.ts"], {}, /holds scripts\/build\.ts/],
    ["with the test of a source", [...files, "src/voice.test.ts"], {}, /holds src\/voice\.test\.ts/],
    ["with a test", [...files, "dist/voice.test.js"], {}, /holds dist\/voice\.test\.js/],
    ["with an install script", files, { scripts: { postinstall: "node x.js" } }, /install script `postinstall`/],
    [
      "that names a folder of the workspace",
      files,
      { dependencies: { "@telnyx-kit/core": "workspace:^" } },
      /published with @telnyx-kit\/core workspace:\^/,
    ],
  ])("is refused %s", (_, list, manifest, message) => {
    expect(() => throwIfWrong("packages/x/package.json", list, manifest)).toThrow(message);
  });

  it("is taken with what belongs there", () => {
    expect(() =>
      throwIfWrong("packages/x/package.json", files, {
        dependencies: { "@telnyx-kit/core": "^0.1.0" },
      }),
    ).not.toThrow();
  });
});

describe("the maps in a tarball", () => {
  const mapped = async (map: object, files: readonly string[]) => {
    const folder = await mkdtemp(join(tmpdir(), "telnyx-kit-maps-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "dist"));
    await writeFile(join(folder, "dist/index.d.ts.map"), JSON.stringify(map));
    return throwIfUnmapped(folder, "packages/x/package.json", files);
  };
  const map = { sources: ["../src/index.ts"] };

  it("lead to sources that are in it", async () => {
    await mapped(map, ["dist/index.d.ts", "dist/index.d.ts.map", "src/index.ts", "dist/generated/schema.d.ts"]);
  });

  it.each([
    ["a map", map, ["dist/index.d.ts", "src/index.ts"], /dist\/index\.d\.ts without its map/],
    ["a source", map, ["dist/index.d.ts", "dist/index.d.ts.map"], /a map of src\/index\.ts without it/],
    ["a name of a source", {}, ["dist/index.d.ts", "dist/index.d.ts.map"], /whose map names no source/],
  ])("are refused for want of %s", async (_, given, files, message) => {
    await expect(mapped(given, files)).rejects.toThrow(message);
  });
});

describe("describeRelease", () => {
  it("gives name, version, files, size and hash, then the changelog entries", () => {
    const packed = {
      folder: "voice",
      name: "@telnyx-kit/voice",
      version: "0.1.0",
      tarball: "",
      files: ["a", "b"],
      bytes: 2048,
      sha256: "0123456789abcdef01",
    };
    const plan = {
      releases: [
        { name: "@telnyx-kit/voice", newVersion: "0.2.0", changesets: ["one"] },
        { name: "@telnyx-kit/core", newVersion: "0.1.1", changesets: [] },
      ],
      changesets: [{ id: "one", summary: "Something for users." }],
    };
    expect(describeRelease([packed], plan)).toEqual([
      "package                   version            files       size   sha256",
      "@telnyx-kit/voice         0.1.0 → 0.2.0          2     2.0 KB   0123456789abcdef",
      "",
      "## @telnyx-kit/voice 0.2.0",
      "",
      "Something for users.",
      "",
      "## @telnyx-kit/core 0.1.1",
      "",
      "Updated dependencies.",
      "",
    ]);
  });
});
