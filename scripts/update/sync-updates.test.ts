import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { stringify } from "yaml";
import { smallDomains, smallUpstream } from "../openapi/__tests__/small-upstream.js";
import { messageOf, temporaryRoot } from "../openapi/__tests__/temporary-root.js";
import { specSync } from "./sync.js";

type Upstream = ReturnType<typeof smallUpstream>;
const answerPath = "/calls/{call_control_id}/actions/answer";
const fieldsOf = (upstream: Upstream) => upstream.components.schemas.AnswerRequest.properties as Record<string, object>;

/** A repository that has taken in the small document; `sync` takes in another and gives what it came to. */
async function workshop() {
  const { root, write } = await temporaryRoot();
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
  onTestFinished(() => print.mockRestore());
  await write("spec/domains.yaml", smallDomains);
  await write("packages/voice/package.json", JSON.stringify({ version: "0.1.0" }));
  const read = (path: string) => readFile(join(root, path), "utf8");
  const sync = async (upstream: object | string, ...options: string[]) => {
    await write("upstream.yml", typeof upstream === "string" ? upstream : stringify(upstream));
    print.mockClear();
    const code = await specSync([join(root, "upstream.yml"), ...options], root);
    return { code, printed: print.mock.calls.map(([line]) => String(line)).join("\n") };
  };
  const files = async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile() && entry.name !== "upstream.yml");
    return Object.fromEntries(
      await Promise.all(
        paths.map(
          async ({ parentPath, name }) =>
            [`${parentPath}/${name}`.slice(root.length + 1), await readFile(join(parentPath, name), "utf8")] as const,
        ),
      ),
    );
  };
  await sync(smallUpstream());
  return { write, read, sync, files };
}

describe("an update that a person should see", () => {
  const withoutMedia = () => {
    const { "/media": _, ...paths } = smallUpstream().paths;
    return { ...smallUpstream(), paths };
  };

  it("is held when upstream has dropped what a package offers: nothing is written, and the reason is shown", async () => {
    const { sync, files } = await workshop();
    const before = await files();
    const { code, printed } = await sync(withoutMedia(), "--changeset");
    expect(code).toBe(1);
    expect(printed).toMatch(/Nothing was written\..*needs a person.*upstream no longer has GET \/media.*--accept/s);
    expect(await files()).toEqual(before);
  });

  it("goes on with --accept, and the line leaves the table of domains with what it emptied", async () => {
    const { sync, read, files } = await workshop();
    const { code } = await sync(withoutMedia(), "--accept", "--changeset");
    expect(code).toBe(0);
    expect(await read("spec/domains.yaml")).toBe(smallDomains.slice(0, smallDomains.indexOf("  media:")));
    expect(await files()).not.toHaveProperty("spec/fragments/media.yaml");
  });

  it("is held when a body has become an unrelated one", async () => {
    const body = (prefix: string) => {
      const upstream = smallUpstream();
      upstream.components.schemas.AnswerRequest.properties = Object.fromEntries(
        Array.from({ length: 8 }, (_, index) => [`${prefix}_${index}`, { type: "string" }]),
      );
      return upstream;
    };
    const { sync } = await workshop();
    await sync(body("a"), "--accept");
    const { code, printed } = await sync(body("b"));
    expect(code).toBe(1);
    expect(printed).toContain(
      `the request of POST ${answerPath.replace("{call_control_id}", "{}")} has become an unrelated one`,
    );
  });

  it("says in JSON why it is held and what would change", async () => {
    const { sync } = await workshop();
    const { printed } = await sync(withoutMedia(), "--json");
    expect(JSON.parse(printed)).toMatchObject({
      isHeld: true,
      gone: { operations: ["GET /media"] },
      changes: [
        {
          package: "media",
          kind: "operation-removed",
          level: "major",
          operation: "GET /media",
          method: "storage.list",
        },
      ],
      broken: { "GET /media": { package: "media" } },
    });
  });
});

describe("changesets of an update", () => {
  const voice = ".changeset/spec-voice.md";
  const withField = (name: string, upstream = smallUpstream()) => {
    fieldsOf(upstream)[name] = { type: "string" };
    return upstream;
  };

  it("are written for the packages that change, with the document that they are counted from", async () => {
    const { sync, files } = await workshop();
    await sync(withField("greeting"), "--changeset");
    const written = await files();
    expect(
      Object.keys(written)
        .filter((path) => path.startsWith(".changeset/"))
        .sort(),
    ).toEqual([".changeset/spec-emulator.md", voice]);
    expect(written[voice]).toBe(
      '---\n"@telnyx-kit/voice": patch\n---\n\nThe types follow the API\'s new specification.\n\n- New: `greeting` of `answer` (string).\n',
    );
    expect(written).toHaveProperty("spec/baseline.yaml");
  });

  it("are merged with those that are pending: the second update is counted from the last release too", async () => {
    const { sync, read } = await workshop();
    await sync(withField("greeting"), "--changeset");
    const baseline = await read("spec/baseline.yaml");
    await sync(withField("farewell", withField("greeting")), "--changeset");
    const text = await read(voice);
    expect(text).toContain("New: `farewell` of `answer`");
    expect(text).toContain("New: `greeting` of `answer`");
    expect(await read("spec/baseline.yaml")).toBe(baseline);
  });

  it("vanish, with the baseline, when upstream takes the change back before a release", async () => {
    const { sync, files } = await workshop();
    const before = await files();
    await sync(withField("greeting"), "--changeset");
    const { code } = await sync(smallUpstream(), "--changeset");
    expect(code).toBe(0);
    expect(await files()).toEqual(before);
  });

  it("leave those alone that a person wrote", async () => {
    const { sync, write, read } = await workshop();
    await write(".changeset/mine.md", "mine");
    await sync(withField("greeting"), "--changeset");
    await sync(smallUpstream(), "--changeset");
    expect(await read(".changeset/mine.md")).toBe("mine");
  });

  it("stay as they are when an update cannot be read", async () => {
    const { sync, files } = await workshop();
    await sync(withField("greeting"), "--changeset");
    const before = await files();
    expect(await messageOf(() => sync("openapi: 3.1.0\npaths: [\n", "--changeset"))).toMatch(/invalid YAML/);
    const twice = smallUpstream();
    twice.paths["/media"].get = { ...(twice.paths["/media"].get as object), operationId: "AnswerCall" };
    expect(await messageOf(() => sync(twice, "--changeset"))).toMatch(
      /operationId AnswerCall is used by .* and by GET \/media/,
    );
    expect(await files()).toEqual(before);
  });
});

describe("a path that upstream spells anew", () => {
  it("is followed: the method stays, the table of domains has the new path, and users of the typed client are notified", async () => {
    const { sync, read } = await workshop();
    const { [answerPath]: answer, ...paths } = smallUpstream().paths;
    const other = answerPath.replace("call_control_id", "call_id");
    const { code, printed } = await sync({ ...smallUpstream(), paths: { ...paths, [other]: answer } });
    expect(code).toBe(0);
    expect(await read("spec/domains.yaml")).toBe(smallDomains.replace(answerPath, other));
    expect(printed).toMatch(/major {2}The path of `answer` names its parameters anew/);
  });
});

describe("overlays that no longer apply", () => {
  const overlay = (...actions: string[]) =>
    `overlay: 1.0.0\ninfo: { title: t, version: "1" }\nactions:\n${actions.map((action) => `  - ${action}\n`).join("")}`;
  const correction = (target: string, update: string) =>
    `{ target: "${target}", update: ${update}, x-reason: r, x-source: s }`;

  it("are listed with what happened to their targets", async () => {
    const { sync, write } = await workshop();
    await write(
      "spec/overlays/corrections/all.yaml",
      overlay(
        correction("$.components.schemas.AnswerRequest", "{ minProperties: 1 }"),
        correction("$.components.schemas.Result", "{ deprecated: true }"),
        correction("$.components.schemas.CallAnswered.properties.data", "{ deprecated: true }"),
      ),
    );
    await write(
      "spec/overlays/glossary.yaml",
      overlay('{ target: "$..properties.client_state", update: { description: Yours. } }'),
    );
    const upstream = smallUpstream();
    const { AnswerRequest, Result, ...schemas } = upstream.components.schemas;
    const { client_state: _, ...properties } = AnswerRequest.properties as Record<string, object>;
    const body = { $ref: "#/components/schemas/AnswerBody" };
    const changed = JSON.parse(
      JSON.stringify({
        ...upstream,
        components: {
          ...upstream.components,
          schemas: { ...schemas, AnswerBody: { ...AnswerRequest, properties }, Outcome: Result },
        },
      }).replaceAll("schemas/Result", "schemas/Outcome"),
    );
    changed.paths[answerPath].post.requestBody.content["application/json"].schema = body;
    changed.components.schemas.CallAnswered.properties.data.deprecated = true;
    const { printed } = await sync(changed, "--accept");
    expect(printed).toContain("3 overlay actions no longer apply");
    expect(printed).toMatch(
      /all\.yaml:4: \$\.components\.schemas\.AnswerRequest is gone: \$\.components\.schemas has no AnswerRequest\n/,
    );
    expect(printed).toContain("followed: $.components.schemas.Result is now $.components.schemas.Outcome");
    expect(printed).toMatch(/all\.yaml:6: \$\.components\.schemas\.CallAnswered\.properties\.data changes nothing/);
    expect(printed).toMatch(
      /glossary\.yaml:4: \$\.\.properties\.client_state is gone: no schema has a property client_state any more/,
    );
  });
});

describe("the body of a pull request", () => {
  it("is a table, weightiest first, and lists what a person has to do", async () => {
    const { sync } = await workshop();
    const upstream = smallUpstream();
    fieldsOf(upstream).greeting = { type: "string" };
    delete fieldsOf(upstream).client_state;
    const { printed } = await sync(upstream, "--markdown");
    expect(printed.split("\n").slice(0, 4)).toEqual([
      "| package | level | change |",
      "|---|---|---|",
      "| voice | major | Removed: `client_state` of `answer`. |",
      "| voice | minor | New: `greeting` of `answer` (string). |",
    ]);
    expect(printed).toMatch(/### Claimed by no domain\n\n- `POST \/calls\/\{call_control_id\}\/actions\/sing`/);
  });
});
