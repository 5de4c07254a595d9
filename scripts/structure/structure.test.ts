import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { circlesOf, type Graph, longestChain, readGraph } from "./import-graph.js";

const packagesFolder = fileURLToPath(new URL("../../packages/", import.meta.url));
const scriptsFolder = fileURLToPath(new URL("../", import.meta.url));
const graphs = new Map(
  readdirSync(packagesFolder)
    .sort()
    .map((name) => [name, readGraph(`${packagesFolder}${name}/src`)]),
);

/** Packages that each may import. Domain packages may import core. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  webhooks: ["core"],
  calls: ["core", "webhooks"],
  emulator: ["core", "webhooks"],
};

/** Findings in each package, as lines of `package: finding`. */
const linesOf = (find: (graph: Graph, name: string) => readonly string[]): string[] =>
  [...graphs].flatMap(([name, graph]) => find(graph, name).map((line) => `${name}: ${line}`));

test("no files of a package import each other, not even types", () => {
  expect(linesOf((graph) => circlesOf(graph).map((circle) => circle.join(", ")))).toEqual([]);
});

test("no chain of imports in core is longer than 9 files", () => {
  const chain = longestChain(graphs.get("core") ?? new Map());
  expect(chain.length).toBeGreaterThan(1);
  expect(chain.length, chain.join(" → ")).toBeLessThanOrEqual(9);
});

test("a command and a delivery load nothing late", () => {
  const late = linesOf((graph, name) =>
    ["core", "webhooks"].includes(name)
      ? [...graph].flatMap(([file, { dynamic }]) => dynamic.map((target) => `${file} loads ${target}`))
      : [],
  );
  expect(late).toEqual([]);
});

test("packages import one way: domains import core, and nothing imports the emulator", () => {
  const foreign = linesOf((graph, name) => {
    const allowed = [name, ...(mayImport[name] ?? ["core"])].map((each) => `@telnyx-kit/${each}`);
    return [...graph].flatMap(([file, { packages }]) =>
      packages
        .filter((from) => from.startsWith("@telnyx-kit/") && !allowed.includes(from.split("/").slice(0, 2).join("/")))
        .map((from) => `${file} imports ${from}`),
    );
  });
  expect(foreign).toEqual([]);
});

/** Folders of the emulator, lowest first. "" is its root. */
const emulatorLayers = "time world faults resources streams delivery calls conferences api ladder  endings cli".split(
  " ",
);

test("a folder of the emulator imports lower ones, and of the ladder nobody but its face", () => {
  const folderOf = (file: string) =>
    file === "endings.ts" ? "endings" : file.includes("/") ? (file.split("/")[0] as string) : "";
  const wrong = [...(graphs.get("emulator") ?? [])].flatMap(([file, { files }]) =>
    files
      .filter((target) => {
        const [from, to] = [folderOf(file), folderOf(target)];
        if (to === "ladder" && from !== "ladder") return target !== "ladder/ladder.ts";
        return to !== "generated" && emulatorLayers.indexOf(to) > emulatorLayers.indexOf(from);
      })
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

const scripts = readGraph(scriptsFolder);
/** The folders of scripts, lowest first: each imports those before it. */
const programs = ["cli", "openapi", "generate", "update", "readers", "release", "try", "structure"];
/** Within generate, lowest first. */
const stages = ["generate/model", "generate/types", "generate/render", "generate"];

test("scripts holds the two commands of the README and a folder for each program, with five lines about it", () => {
  const entries = readdirSync(scriptsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !/^(node_modules|\.turbo)$/.test(entry.name));
  expect(folders.map(({ name }) => name).sort()).toEqual([...programs].sort());
  const files = entries.filter(({ name }) => name.endsWith(".ts")).map(({ name }) => name);
  expect(files).toEqual(["check.ts", "demo.ts"]);
  for (const name of programs) {
    const lines = readFileSync(`${scriptsFolder}${name}/README.md`, "utf8").trim().split("\n");
    expect(lines.length, name).toBeLessThanOrEqual(5);
    expect(lines[0]).toBe(`# scripts/${name}`);
  }
});

test("the folders of scripts import one way, and none of their files imports itself in a circle", () => {
  const programOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] as string) : "");
  const stageOf = (file: string): number =>
    stages.indexOf(stages.find((stage) => file.startsWith(`${stage}/`)) ?? "generate");
  const wrong = [...scripts].flatMap(([file, { files }]) =>
    files
      .filter((target) => !target.startsWith(".."))
      .filter((target) => {
        const [from, to] = [programOf(file), programOf(target)];
        if (from === "generate" && to === "generate") return stageOf(target) > stageOf(file);
        return from !== "" && programs.indexOf(to) > programs.indexOf(from);
      })
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
  expect(circlesOf(scripts).map((circle) => circle.join(", "))).toEqual([]);
  // Programs for readers and programs for updates do not know each other.
  const strangers = [...scripts].flatMap(([file, { files }]) =>
    files.filter((target) => file.startsWith("readers/") && target.startsWith("update/")),
  );
  expect(strangers).toEqual([]);
});

test("a command's name is the name of its file", () => {
  const { scripts: commands } = JSON.parse(readFileSync(`${scriptsFolder}../package.json`, "utf8")) as {
    scripts: Record<string, string>;
  };
  const wrong = Object.entries(commands).flatMap(([name, line]) => {
    const file = /^(?:tsx scripts\/check\.ts build && )?tsx (scripts\/\w+\/.*?\.ts)/.exec(line)?.[1];
    if (file === undefined || name === "generate:check") return [];
    const command = basename(file, ".ts");
    return [name, name.replace(/^.*:/, ""), name.replace(":", "-")].includes(command) ? [] : [`${name}: ${file}`];
  });
  expect(wrong).toEqual([]);
});

test("no hand-written source file has more than 200 lines", () => {
  const long = linesOf((graph) =>
    [...graph].flatMap(([file, { lines }]) =>
      lines > 200 && !file.startsWith("generated/") ? [`${file} has ${lines} lines`] : [],
    ),
  );
  expect(long).toEqual([]);
});
