import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { publishFirst } from "./publish-first.js";

/** A registry that has some packages and takes others, and npm's settings for it. */
async function registryWith(...names: string[]) {
  const published: string[] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? "").slice(1);
    response.setHeader("content-type", "application/json");
    if (request.method === "PUT") {
      published.push(name);
      request.resume();
      return response.writeHead(201).end("{}");
    }
    if (!names.includes(name)) return response.writeHead(404).end("{}");
    const versions = { "0.1.0": { name, version: "0.1.0", dist: { tarball: "http://127.0.0.1/none" } } };
    return response.end(JSON.stringify({ name, "dist-tags": { latest: "0.1.0" }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = await mkdtemp(join(tmpdir(), "telnyx-kit-first-"));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(
    join(folder, "npmrc"),
    `registry=http://${host}/\n//${host}/:_authToken=someone\ncache=${folder}/cache\n`,
  );
  const pack = async (name: string, version = "0.1.0") => {
    const place = join(folder, name.replace("/", "-"));
    await mkdir(place);
    await writeFile(join(place, "package.json"), JSON.stringify({ name, version }));
    const { stdout } = await promisify(execFile)("npm", ["pack", "--silent"], { cwd: place });
    return { name, version, tarball: join(place, stdout.trim()) };
  };
  const env = { ...process.env, npm_config_userconfig: join(folder, "npmrc"), npm_config_registry: `http://${host}/` };
  return { published, pack, env };
}

it("publishes what the registry lacks, and leaves what it has to the workflow", async () => {
  const { published, pack, env } = await registryWith("@telnyx-kit/core");
  const packed = [await pack("@telnyx-kit/core"), await pack("@telnyx-kit/voice")];
  expect(await publishFirst(packed, env)).toEqual(["@telnyx-kit/voice"]);
  expect(published).toEqual(["@telnyx-kit/voice"]);
});

it("publishes nothing before the first version", async () => {
  const { published, pack, env } = await registryWith();
  await expect(publishFirst([await pack("@telnyx-kit/core", "0.0.0")], env)).rejects.toThrow(
    /core: has no version yet\n {2}Merge the version pull request first/,
  );
  expect(published).toEqual([]);
});
