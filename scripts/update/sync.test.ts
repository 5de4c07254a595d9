import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { stringify } from "yaml";
import { smallDomains, smallUpstream } from "../openapi/__tests__/small-upstream.js";
import { messageOf, temporaryRoot } from "../openapi/__tests__/temporary-root.js";
import { mergeFragments } from "../openapi/effective.js";
import { specSync } from "./sync.js";

/** Runs the command on a document in a folder with the small table of domains; gives what it printed. */
async function workshop() {
  const temporary = await temporaryRoot();
  await temporary.write("spec/domains.yaml", smallDomains);
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
  onTestFinished(() => print.mockRestore());
  return {
    ...temporary,
    async sync(name: string, document: object | string, ...options: string[]): Promise<string> {
      const text =
        typeof document === "string"
          ? document
          : name.endsWith(".json")
            ? JSON.stringify(document)
            : stringify(document);
      await temporary.write(name, text);
      print.mockClear();
      expect(await specSync([join(temporary.root, name), ...options], temporary.root)).toBe(0);
      return print.mock.calls.map(([line]) => String(line)).join("\n");
    },
    /** The fragments and the provenance, by file name. */
    async written() {
      const files = Object.entries(await temporary.files()).map(
        ([path, text]) => [path.slice(temporary.root.length + 6), text] as const,
      );
      return Object.fromEntries(files.filter(([path]) => path !== "domains.yaml"));
    },
  };
}

describe("specSync", () => {
  it("writes a fragment a domain, the shared one and the provenance, and says so", async () => {
    const { sync, written } = await workshop();
    const printed = await sync("upstream.yml", smallUpstream(), "--commit", "abc", "--date", "2026-01-02");
    const files = await written();
    expect(Object.keys(files)).toEqual([
      "fragments/media.yaml",
      "fragments/shared.yaml",
      "fragments/voice.yaml",
      "offer.yaml",
      "source.json",
    ]);
    expect(printed).toMatch(/spec\/fragments\/voice\.yaml/);
    expect(files["fragments/voice.yaml"]).toMatch(
      /^# Facts of the upstream document, written by `pnpm spec:sync`\. Do not edit/,
    );
    expect(JSON.parse(files["source.json"] ?? "")).toMatchObject({
      commit: "abc",
      date: "2026-01-02",
      file: "openapi/spec3.yml",
    });
  });

  it("changes nothing when it is run again, and keeps commit and date", async () => {
    const { sync, written } = await workshop();
    await sync("upstream.yml", smallUpstream(), "--commit", "abc", "--date", "2026-01-02");
    const before = await written();
    expect(await sync("upstream.yml", smallUpstream())).toMatch(/5 files, nothing changed/);
    expect(await written()).toEqual(before);
  });

  it("forgets the commit of another document", async () => {
    const { sync, written } = await workshop();
    await sync("upstream.yml", smallUpstream(), "--commit", "abc");
    await sync("upstream.yml", { ...smallUpstream(), info: { title: "Newer", version: "2.0.0" } });
    expect(JSON.parse((await written())["source.json"] ?? "")).toMatchObject({ commit: null });
  });

  it("gives the same fragments for JSON and YAML, whatever the order of keys", async () => {
    const { sync, written } = await workshop();
    const { paths, ...rest } = smallUpstream();
    await sync("upstream.yml", smallUpstream());
    const { "source.json": _, ...fromYaml } = await written();
    await sync("upstream.json", { ...rest, paths: Object.fromEntries(Object.entries(paths).reverse()) });
    expect(await written()).toMatchObject(fromYaml);
  });

  it("names the operations and events of the voice family that no domain claims", async () => {
    const { sync } = await workshop();
    const printed = await sync("upstream.yml", smallUpstream());
    expect(printed).toMatch(/POST \/calls\/\{call_control_id\}\/actions\/sing/);
    expect(printed).toMatch(/call\.sung/);
    expect(printed).not.toMatch(/\/messages/);
  });

  it("writes nothing with --dry-run, and prints one JSON object with --json", async () => {
    const { sync, written } = await workshop();
    const printed = await sync("upstream.yml", smallUpstream(), "--dry-run", "--json");
    expect(JSON.parse(printed)).toMatchObject({ unclaimed: { events: ["call.sung"] } });
    expect(await written()).toEqual({});
  });

  it("removes the fragment of a domain that is gone", async () => {
    const { sync, write, written } = await workshop();
    await sync("upstream.yml", smallUpstream());
    await write("spec/domains.yaml", smallDomains.slice(0, smallDomains.indexOf("  media:")));
    await sync("upstream.yml", smallUpstream());
    expect(Object.keys(await written())).not.toContain("fragments/media.yaml");
  });

  const lost = () => {
    const upstream = smallUpstream();
    upstream.components.schemas.Result = { $ref: "#/components/schemas/Nowhere" };
    return upstream;
  };
  it.each([
    [
      "broken YAML",
      "openapi: 3.1.0\npaths: [\n",
      "",
      /upstream\.yml:\d: invalid YAML: .*\n {2}Correct the line; nothing was written/,
    ],
    [
      "a document that is cut off",
      JSON.stringify(smallUpstream()).slice(0, 900),
      "",
      /upstream\.yml:1: invalid JSON: .*\n {2}The file may be cut off/,
    ],
    [
      "a reference that leads nowhere",
      stringify(lost()),
      "",
      /upstream\.yml:\d+: .* refers to #\/components\/schemas\/Nowhere, which leads nowhere\n {2}Upstream is at fault/,
    ],
    [
      "an operation that upstream does not have",
      stringify(smallUpstream()),
      smallDomains.replace("/media\n", "/medium\n"),
      /^spec\/domains\.yaml:12: media\.storage\.list is GET \/medium, which .*upstream\.yml does not have\n {2}Correct the method or path/,
    ],
    [
      "broken YAML in the table of domains",
      stringify(smallUpstream()),
      `${smallDomains}  - x\n`,
      /^spec\/domains\.yaml:\d+: invalid YAML: /,
    ],
  ])("leaves every file as it was after %s", async (_, upstream, domains, message) => {
    const { sync, write, files } = await workshop();
    await sync("upstream.yml", smallUpstream());
    if (domains) await write("spec/domains.yaml", domains);
    const before = await files();
    expect(await messageOf(() => sync("upstream.yml", upstream))).toMatch(message);
    expect(await files()).toEqual(before);
  });

  it("leaves no half-written file behind when a file cannot be written", async () => {
    const { sync, write, files } = await workshop();
    await write("spec/fragments/voice.yaml.new/in-the-way", "");
    const before = await files();
    await expect(sync("upstream.yml", smallUpstream())).rejects.toThrow(/EISDIR/);
    expect(await files()).toEqual(before);
  });

  it.each([
    ["with two", ["a", "b"], /^spec:sync: give one upstream document/],
    ["with an unknown option", ["a", "--drily"], /^spec:sync: Unknown option '--drily'.*\n {2}Usage: pnpm spec:sync/s],
  ])("prints its usage when called %s", async (_, argv, message) => {
    expect(await messageOf(() => specSync(argv, "/nowhere"))).toMatch(message);
  });

  it("fetches the document that spec/source.json names, and refuses another one by its hash", async () => {
    const { root, sync, written } = await workshop();
    expect(await messageOf(() => specSync([], root))).toMatch(/names no commit to fetch\n {2}Give a file/);
    await sync("upstream.yml", smallUpstream(), "--commit", "abc");
    const before = await written();
    const ask = vi.spyOn(globalThis, "fetch");
    onTestFinished(() => ask.mockRestore());
    ask.mockImplementation(async () => new Response(stringify(smallUpstream())));
    expect(await specSync([], root)).toBe(0);
    expect(ask).toHaveBeenCalledWith("https://raw.githubusercontent.com/team-telnyx/openapi/abc/openapi/spec3.yml");
    expect(await written()).toEqual(before);
    ask.mockImplementation(async () => new Response(stringify({ ...smallUpstream(), tags: [] })));
    expect(await messageOf(() => specSync([], root))).toMatch(/its sha256 is \w{64}, and spec\/source\.json has/);
  });
});

/** The document that the fragments were cut from, where somebody has it. */
const upstreamSpec = process.env.UPSTREAM_SPEC;

describe("specSync with the whole voice family", () => {
  it("changes nothing in the repository's fragments when they are cut again, however often", async () => {
    const { root, write, files } = await temporaryRoot("spec");
    const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
    onTestFinished(() => print.mockRestore());
    await write("upstream.json", JSON.stringify(await mergeFragments(root)));
    const fragments = async () =>
      Object.entries(await files()).filter(([file]) => file.startsWith(join(root, "spec/fragments")));
    const before = await fragments();
    expect(before.length).toBeGreaterThan(5);
    for (let run = 0; run < 2; run++) {
      expect(await specSync([upstreamSpec ?? join(root, "upstream.json")], root)).toBe(0);
      expect(await fragments()).toEqual(before);
    }
  }, 600_000);
});
