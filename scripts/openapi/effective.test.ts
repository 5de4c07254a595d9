import { describe, expect, it } from "vitest";
import { messageOf, repositoryRoot, temporaryRoot } from "./__tests__/temporary-root.js";
import { resolvePointer, visitReferences } from "./document.js";
import { loadEffective } from "./effective.js";

describe("loadEffective", () => {
  it("cuts a standalone document a package: its operations, its events, and whatever they refer to", async () => {
    const { domains, merged, table } = await loadEffective(repositoryRoot);
    expect([...domains.keys()]).toEqual(
      table.domains.filter(({ operations }) => operations.length > 0).map(({ name }) => name),
    );
    for (const [name, document] of domains) {
      const lost: string[] = [];
      visitReferences(document, (reference) => {
        if (resolvePointer(document, reference) === undefined) lost.push(`${name}: ${reference}`);
        return undefined;
      });
      expect(lost).toEqual([]);
      const methods = Object.values(document.paths).flatMap((item) => Object.keys(item));
      expect(methods).toHaveLength(table.domains.find((domain) => domain.name === name)?.operations.length ?? -1);
    }
    expect(domains.get("webhooks")?.webhooks).toEqual(merged.webhooks);
    expect(domains.get("voice")?.paths["/calls"]?.post).toMatchObject({
      "x-telnyx-method": { domain: "voice", name: "dial" },
    });
  });

  it("gives the documents of two packages nothing in common that one could change under the other", async () => {
    const { domains, merged } = await loadEffective(repositoryRoot);
    const code = "#/components/schemas/call-control_Error/properties/code";
    const [voice, media] = ["voice", "media"].map((name) => resolvePointer(domains.get(name) ?? {}, code));
    expect(voice).toEqual(media);
    expect(voice).not.toBe(media);
    expect(voice).not.toBe(resolvePointer(merged, code));
  });
});

/** Mistakes of a maintainer in the spec folder, and the message that follows each. */
const overlayHead = "overlay: 1.0.0\ninfo: { title: T, version: 1.0.0 }\nactions:\n";
const correction = (target: string, update: string) =>
  `${overlayHead}  - target: ${target}\n    x-reason: R\n    x-source: S\n    update: ${update}\n`;
const mistakes: [what: string, file: string, change: string | [before: string, after: string], message: RegExp][] = [
  [
    "broken YAML in the table of domains",
    "spec/domains.yaml",
    ["domains:\n  voice:", "domains:\n  voice: ["],
    /^spec\/domains\.yaml:\d+: invalid YAML: .*\n {2}Correct the line; nothing was written/,
  ],
  [
    "broken YAML in an overlay",
    "spec/overlays/texts/zz.yaml",
    "overlay: 1.0.0\nactions:\n  - target: $.info\n   update: {}\n",
    /^spec\/overlays\/texts\/zz\.yaml:\d+: invalid YAML: .*\n {2}Correct the line/,
  ],
  [
    "broken YAML in a fragment",
    "spec/fragments/zz.yaml",
    "openapi: 3.1.0\npaths: {\n",
    /^spec\/fragments\/zz\.yaml:\d+: invalid YAML: .*\n {2}Correct the line/,
  ],
  [
    "an unknown operation",
    "spec/domains.yaml",
    ["      dial: POST /calls\n", "      dial: POST /calls\n      fax: POST /faxes\n"],
    /^spec\/domains\.yaml:\d+: voice\.fax is POST \/faxes, which no fragment has\n {2}Run `pnpm spec:sync` with an upstream document that has it, or correct the line/,
  ],
  [
    "an unknown event",
    "spec/domains.yaml",
    ["      - call.answered\n", "      - call.answerd\n"],
    /^spec\/domains\.yaml:\d+: domain voice names the event call\.answerd, which no fragment has\n {2}Run/,
  ],
  [
    "a reference to nowhere in a fragment",
    "spec/fragments/zz.yaml",
    'openapi: 3.1.0\ncomponents:\n  schemas:\n    A:\n      $ref: "./shared.yaml#/components/schemas/Nowhere"\n',
    /^spec\/fragments\/zz\.yaml:5: refers to #\/components\/schemas\/Nowhere, which leads nowhere\n {2}Run `pnpm spec:sync` again/,
  ],
  [
    "a reference to nowhere in an overlay",
    "spec/overlays/corrections/zz.yaml",
    correction("$.components.schemas", '{ A: { $ref: "#/components/schemas/Nowhere" } }'),
    /^spec\/overlays\/corrections\/zz\.yaml:4: #\/components\/schemas\/A\/\$ref refers to #\/components\/schemas\/Nowhere, which leads nowhere\n {2}Correct the overlay/,
  ],
  [
    "an overlay that matches nothing",
    "spec/overlays/corrections/zz.yaml",
    correction("$.paths['/faxes']", "{ get: {} }"),
    /^spec\/overlays\/corrections\/zz\.yaml:4: \$\.paths\['\/faxes'\] matches nothing\n {2}Correct the target, or remove the action/,
  ],
  [
    "an overlay that changes nothing",
    "spec/overlays/corrections/zz.yaml",
    correction("$", '{ openapi: "3.1.0" }'),
    /^spec\/overlays\/corrections\/zz\.yaml:4: \$ changes nothing\n {2}Remove the action/,
  ],
  [
    "a text that would add a fact",
    "spec/overlays/texts/zz.yaml",
    `${overlayHead}  - target: $.components.schemas.CallRequest\n    update:\n      properties:\n        fax: { description: A fax. }\n`,
    /^spec\/overlays\/texts\/zz\.yaml:4: \$\.components\.schemas\.CallRequest: there is no properties\.fax to add words to\n {2}Texts add descriptions/,
  ],
];

describe("loadEffective names file, line and remedy of", () => {
  it.each(mistakes)("%s, and touches nothing", async (_, file, change, message) => {
    const { root, write, replace, files } = await temporaryRoot("spec");
    await (typeof change === "string" ? write(file, change) : replace(file, ...change));
    const before = await files();
    expect(await messageOf(() => loadEffective(root))).toMatch(message);
    expect(await files()).toEqual(before);
  });

  it("a folder without fragments", async () => {
    const { root, write } = await temporaryRoot();
    await write("spec/domains.yaml", "family: {}\ndomains: {}\n");
    expect(await messageOf(() => loadEffective(root))).toBe(
      "spec/fragments: there are no fragments\n  Run `pnpm spec:sync <upstream document>`.",
    );
  });
});
