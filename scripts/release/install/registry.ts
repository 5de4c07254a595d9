import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { Packed } from "../pack.js";

/** The facts that a registry needs about a package. */
export type Served = Pick<Packed, "name" | "version" | "tarball">;

/** Serves packed packages as a registry does, so that npm resolves their versions as it will for users. */
export async function serveRegistry(packed: readonly Served[]): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const tarball = packed.find(({ tarball }) => path === `tarballs/${basename(tarball)}`);
    if (tarball) return response.end(await readFile(tarball.tarball));
    const versions = packed.filter(({ name }) => name === path);
    if (versions.length === 0) return response.writeHead(404).end("{}");
    response.setHeader("content-type", "application/json");
    return response.end(JSON.stringify(await packument(path, versions, url)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => server.close() };
}

async function packument(name: string, versions: readonly Served[], url: string): Promise<object> {
  const manifests = await Promise.all(
    versions.map(async ({ tarball, version }) => {
      const { stdout } = await promisify(execFile)("tar", ["-xzOf", tarball, "package/package.json"]);
      const hash = createHash("sha512").update(await readFile(tarball));
      const dist = { tarball: `${url}/tarballs/${basename(tarball)}`, integrity: `sha512-${hash.digest("base64")}` };
      return [version, { ...JSON.parse(stdout), dist }] as const;
    }),
  );
  return {
    name,
    "dist-tags": { latest: versions.at(-1)?.version },
    versions: Object.fromEntries(manifests),
    // Long enough ago for package managers that refuse what is new.
    time: Object.fromEntries(versions.map(({ version }) => [version, "2020-01-01T00:00:00.000Z"])),
  };
}
