import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { steps } from "./cases.js";
import { workflowSteps } from "./documented.js";
import { start, startedIn } from "./start.js";
import { createSmall, type Tree } from "./tree.js";

const workflow = await workflowSteps();

describe("on a small document", { timeout: 240_000 }, () => {
  let tree: Tree;
  let server: { url: string; close(): void };
  beforeAll(async () => {
    tree = await createSmall();
    server = await serve(tree.root);
  }, 240_000);
  afterAll(async () => {
    server?.close();
    await tree?.remove();
  });

  it.each(startedIn("small"))("%s", (line, given) => start(tree, line, given, { SERVER: server.url }));

  it("pnpm spec:sync takes a held update in with --accept, and the table loses its line", async () => {
    await tree.bash("git add -A");
    const { code, output } = await tree.bash("pnpm spec:sync gone.yml --accept --changeset");
    expect(output).toMatch(/wrote spec\/domains\.yaml/);
    expect(code).toBe(0);
    expect(await readFile(join(tree.root, "spec/domains.yaml"), "utf8")).not.toContain("media:");
    await tree.bash("git checkout -q -- . && git clean -qfd");
  });

  it("a command fails where it uses a const before its definition", async () => {
    const file = join(tree.root, "scripts/update/sync.ts");
    const text = await readFile(file, "utf8");
    const [code = "", run = ""] = text.split(/(?=\/\/ Last: it runs at once)/);
    await writeFile(file, code.replace("/** Cuts new fragments", `${run}\n/** Cuts new fragments`));
    const ran = await tree.bash("pnpm spec:sync upstream.yml --json");
    await writeFile(file, text);
    expect(ran.output).toMatch(/ReferenceError: Cannot access '\w+' before initialization/);
    expect(ran.code).toBe(1);
  });

  const written = workflow.filter(({ run }) => run.includes("\n") || run in steps);
  it.each(written)("the step of $where $name is a script of bash", async ({ run }) => {
    expect((await tree.bash(`bash -n <<'END'\n${run}\nEND`)).code).toBe(0);
  });

  it("the step that wants a clean tree fails where it is not", async () => {
    const [step] = written.filter(({ run, name }) => run in steps && !name && run.includes("git status"));
    await tree.bash("git add -A && git -c user.name=a -c user.email=a@b.c commit -qm a");
    expect((await tree.bash(step?.run ?? "")).code).toBe(0);
    await writeFile(join(tree.root, "left-over"), "");
    expect((await tree.bash(step?.run ?? "")).code).toBe(1);
    await rm(join(tree.root, "left-over"));
  });

  it("the steps of an update fetch it, take it in, and open a draft, or refresh the one that is open", async () => {
    const temporary = await mkdtemp(join(tmpdir(), "telnyx-kit-update-"));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const at = (file: string) => join(temporary, file);
    await writeFile(at("gh"), gh, { mode: 0o755 });
    await writeFile(at("gone.yml"), await readFile(join(tree.root, "gone.yml")));
    await tree.bash(`git init -q --bare ${at("origin.git")} && git remote add origin ${at("origin.git")}`);
    const env: Record<string, string> = { RUNNER_TEMP: temporary, GITHUB_OUTPUT: at("output"), BRANCH: "spec-update" };
    const run = async (name: string) => {
      await writeFile(at("output"), "");
      const step = workflow.find((each) => each.name === name);
      const { code, output } = await tree.bash(`PATH="$RUNNER_TEMP:$PATH"\n${step?.run}`, env);
      expect(code, output).toBe(0);
      for (const line of (await readFile(at("output"), "utf8")).trim().split("\n")) {
        const [key = "", value = ""] = line.split("=");
        env[key.toUpperCase()] = value;
      }
    };
    await run("fetch the upstream document");
    await run("take it in");
    expect(env).toMatchObject({ COMMIT: "0123456789abcdef", DATE: "2026-01-02", HELD: "true", CHANGED: "1" });
    expect(await readFile(at("body.md"), "utf8")).toContain("### Needs a person");
    await run("open or refresh the pull request");
    await writeFile(at("is-open"), "");
    await tree.bash("echo '# The next day.' >> spec/domains.yaml");
    await run("open or refresh the pull request");
    const { output } = await tree.bash(`git -C ${at("origin.git")} log -1 --format=%s spec-update`);
    expect(output).toBe("Follow the API's specification of 01234567\n");
    const asked = (await readFile(at("asked"), "utf8"))
      .split("\n")
      .filter((line) => /^pr (create|edit|ready)/.test(line));
    expect(asked).toEqual([
      expect.stringMatching(/^pr create --head spec-update --base main --title Follow.* --draft$/),
      expect.stringMatching(/^pr edit spec-update --title Follow/),
      "pr ready spec-update --undo",
    ]);
  });
});

/** GitHub's command line, as far as the workflow uses it: it writes down what it is asked. */
const gh = `#!/usr/bin/env bash
echo "$@" >> "$RUNNER_TEMP/asked"
case "$*" in
  *commits/HEAD*) echo 0123456789abcdef ;;
  *commits/*) echo 2026-01-02 ;;
  *contents/*) cat "$RUNNER_TEMP/gone.yml" ;;
  "pr list"*) [ ! -e "$RUNNER_TEMP/is-open" ] || echo 1 ;;
esac
`;

async function serve(folder: string): Promise<{ url: string; close(): void }> {
  const server = createServer(async ({ url = "" }, response) => response.end(await readFile(join(folder, url))));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
