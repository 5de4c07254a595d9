import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  it.each(written)("the step of $where $name", async ({ run, name }) => {
    expect((await tree.bash(`bash -n <<'END'\n${run}\nEND`)).code).toBe(0);
    if (typeof (steps[run] ?? steps[name]) === "string") return;
    await writeFile(join(tree.root, "spec3.yml"), await readFile(join(tree.root, "gone.yml")));
    const files = { RUNNER_TEMP: tree.root, GITHUB_OUTPUT: join(tree.root, "output.yml") };
    const { code, output } = await tree.bash(run, { ...files, COMMIT: "abc", DATE: "2026-01-02" });
    if (!name) return expect(code, output).toBe(1); // the tree is not clean
    expect(code, output).toBe(0);
    expect(await readFile(files.GITHUB_OUTPUT, "utf8")).toBe("held=true\nchanged=1\n");
    expect(await readFile(join(tree.root, "body.md"), "utf8")).toContain("### Needs a person");
  });
});

async function serve(folder: string): Promise<{ url: string; close(): void }> {
  const server = createServer(async ({ url = "" }, response) => response.end(await readFile(join(folder, url))));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
