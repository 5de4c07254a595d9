import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { contenders, ours } from "./contenders.js";
import type { Figure } from "./figure.js";
import type { GrowthPoint } from "./measure-growth.js";
import type { MemoryPoint } from "./measure-memory.js";
import type { Results } from "./results.js";

/** GitHub shows a README at most so wide. */
const width = 760;
/** 12 points. */
const text = 16;

/** Colours by what they paint, light and dark. In the drawing each stands as its name, which CSS resolves. */
const colours = {
  page: ["#ffffff", "#0d1117"],
  text: ["#1f2328", "#e6edf3"],
  muted: ["#59636e", "#9ba4ae"],
  grid: ["#d1d9e0", "#30363d"],
  ours: ["#0b7a75", "#39d0c4"],
  others: ["#9aa9b4", "#6e7f8d"],
} as const;
type Colour = keyof typeof colours;
const paint = (colour: Colour): string => `var(--${colour})`;

const config = {
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  background: paint("page"),
  padding: 12,
  view: { stroke: "transparent" },
  axis: {
    grid: true,
    gridColor: paint("grid"),
    domainColor: paint("grid"),
    tickColor: paint("grid"),
    labelColor: paint("muted"),
    labelFontSize: text,
    titleColor: paint("muted"),
    titleFontSize: text,
    titleFontWeight: "normal" as const,
    labelLimit: 150,
  },
  title: { color: paint("text"), subtitleColor: paint("muted"), fontSize: text, subtitleFontSize: text },
  legend: { labelColor: paint("text"), labelFontSize: text, orient: "bottom" as const },
  text: { color: paint("text"), fontSize: text },
};

const schemes = (["light", "dark"] as const).map(
  (_scheme, index) =>
    `svg{${Object.entries(colours)
      .map(([name, pair]) => `--${name}:${pair[index]}`)
      .join(";")}}`,
);

// Without a canvas Vega takes a letter for four fifths of its height, and leaves room that nothing fills.
const { textMetrics } = vega as unknown as { textMetrics: object }; // its types forget it
Object.assign(textMetrics, {
  width: ({ fontSize = text }: { fontSize?: number }, shown: unknown) => 0.55 * fontSize * String(shown ?? "").length,
});

async function draw(file: string, spec: TopLevelSpec): Promise<void> {
  const view = new vega.View(vega.parse(compile({ ...spec, config }).spec), { renderer: "none" });
  const svg = await view.toSVG();
  const [, drawn = "0"] = /^<svg[^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  if (Number(drawn) > width) throw new Error(`${file} is ${drawn} pixels wide, and a page shows ${width}.`);
  const style = `<style>${schemes[0]}@media(prefers-color-scheme:dark){${schemes[1]}}</style>`;
  const wide = svg.replaceAll(`width="${drawn}"`, `width="${width}"`).replace(`0 0 ${drawn} `, `0 0 ${width} `);
  writeFileSync(file, `${wide.replace(/(?<=^<svg[^>]*>)/, style)}\n`);
}

/** A title of several lines, each short enough for its panel. */
function wrap(title: string, characters: number): string[] {
  const lines = [""];
  for (const word of title.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= characters) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}
const panelTitle = (title: string) => ({ text: wrap(title, 34), fontSize: text, anchor: "start" as const });
const heading = (title: string, made: readonly string[]) => ({
  text: title,
  subtitle: made.flatMap((line) => wrap(line, 78)),
  anchor: "start" as const,
  offset: 16,
});

/** Draws every plot of a run. */
export async function plotResults(folder: string, { environment, figures, growth, memory }: Results): Promise<void> {
  const made = [environment.slice(0, 3).join(" · "), environment[3] ?? ""];
  await plotComparison(folder, figures, made);
  await plotGrowth(folder, growth, made);
  await plotMemory(folder, memory, made);
}

/** One panel a figure, a bar a contender. */
async function plotComparison(folder: string, figures: readonly Figure[], made: string[]): Promise<void> {
  const shown = [
    "bundle-first",
    "installed-blocks",
    "import-time",
    "request-cpu",
    "unwrap-rate",
    "types-time-typescript-5.9-one-call.ts",
  ];
  const panels = shown.flatMap((id) => figures.filter((figure) => figure.id === id));
  await draw(join(folder, "comparison.svg"), {
    title: heading("telnyx-kit beside other clients", made),
    columns: 2,
    concat: panels.map(({ what, unit, values }) => ({
      title: panelTitle(`${what} (${unit})`),
      width: 150,
      height: { step: 24 },
      data: { values: Object.entries(values).map(([name, value]) => ({ name, value: Number(value.toPrecision(4)) })) },
      layer: [
        {
          mark: { type: "bar" as const },
          encoding: {
            color: {
              condition: { test: `datum.name === '${ours.name}'`, value: paint("ours") },
              value: paint("others"),
            },
          },
        },
        {
          mark: { type: "text" as const, align: "left" as const, dx: 4 },
          encoding: { text: { field: "value", type: "quantitative" as const, format: ",.3~r" } },
        },
      ],
      encoding: {
        y: { field: "name", type: "nominal" as const, title: null, sort: contenders.map(({ name }) => name) },
        x: { field: "value", type: "quantitative" as const, title: null, axis: { tickCount: 3 } },
      },
    })),
  });
}

/** How cost grows with the operations of a domain. */
async function plotGrowth(folder: string, points: readonly GrowthPoint[], made: string[]): Promise<void> {
  const panels: [keyof GrowthPoint, string][] = [
    ["bundleBytes", "bundle of one call, gzipped (B)"],
    ["importMs", "import over an empty process (ms)"],
    ["typesSeconds", "TypeScript 5.9, one call, over an empty program (s)"],
    ["generateMs", "generate (ms)"],
  ];
  await draw(join(folder, "growth.svg"), {
    title: heading("Cost by operations in one domain", made),
    columns: 2,
    concat: panels.map(([field, title]) => ({
      title: panelTitle(title),
      width: 280,
      height: 160,
      data: { values: [...points] },
      mark: { type: "line" as const, point: true, color: paint("ours") },
      encoding: {
        x: { field: "operations", type: "quantitative" as const },
        y: { field, type: "quantitative" as const, title: null, scale: { zero: true } },
      },
    })),
  });
}

/** Memory over a sustained load. */
async function plotMemory(folder: string, points: readonly MemoryPoint[], made: string[]): Promise<void> {
  const values = points.flatMap(({ load, count, heap, resident }) => [
    { load, count, kind: "heap, collected", MiB: heap },
    { load, count, kind: "resident", MiB: resident },
  ]);
  await draw(join(folder, "memory.svg"), {
    title: heading("Memory under a sustained load", made),
    columns: 2,
    concat: [...new Set(points.map(({ load }) => load))].map((load) => ({
      title: panelTitle(load),
      width: 280,
      height: 160,
      data: { values: values.filter((value) => value.load === load) },
      mark: { type: "line" as const, point: true },
      encoding: {
        x: { field: "count", type: "quantitative" as const, title: null },
        y: { field: "MiB", type: "quantitative" as const, scale: { zero: true } },
        color: {
          field: "kind",
          type: "nominal" as const,
          title: null,
          scale: { range: [paint("ours"), paint("others")] },
        },
      },
    })),
  });
}
