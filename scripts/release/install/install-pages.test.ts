import { describe, expect, it } from "vitest";
import { notInstalled, readInstallPage, readInstallPages } from "./install-pages.js";

describe("a page that installs packages", async () => {
  const pages = await readInstallPages();

  it("is the README, the README of each package and the first guide", () => {
    expect(pages.length).toBeGreaterThanOrEqual(13);
    expect(pages.filter(({ programs }) => programs.length === 0).map(({ file }) => file)).toEqual([]);
  });

  it.each(pages.map((page) => [page.file, page] as const))(
    "%s names everything that its code imports, as strict package managers need",
    (_file, page) => {
      expect(notInstalled(page)).toEqual([]);
    },
  );

  it("fails for an import that is not installed, whichever block it is in", () => {
    const page = (line: string) =>
      readInstallPage("docs/page.md", `\`\`\`sh\nnpm install a    # b too\n\`\`\`\n\`\`\`ts\n${line}\n\`\`\`\n`);
    expect(notInstalled(page('import { a } from "a/part";\nimport "node:fs";'))).toEqual([]);
    expect(notInstalled(page('import { b } from "@telnyx-kit/b/part";'))).toEqual(["@telnyx-kit/b"]);
    expect(notInstalled(page('const { b } = await import("b");'))).toEqual(["b"]);
  });
});
