import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { contenders, ours } from "./contenders.js";
import type { Figure } from "./figure.js";
import type { GrowthPoint } from "./measure-growth.js";
import type { MemoryPoint } from "./measure-memory.js";

const config = { font: "sans-serif", view: { stroke: "transparent" }, axis: { grid: true }, background: "white" };

async function draw(file: string, spec: TopLevelSpec): Promise<void> {
  const view = new View(parse(compile({ ...spec, config }).spec), { renderer: "none" });
  writeFileSync(file, `${await view.toSVG()}\n`);
}

/** One panel a figure, a bar a contender. */
export async function plotComparison(folder: string, figures: readonly Figure[], made: string[]): Promise<void> {
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
    title: { text: "telnyx-kit beside other clients", subtitle: made, anchor: "start" },
    columns: 2,
    concat: panels.map(({ what, unit, values }) => ({
      title: { text: `${what} (${unit})`, fontSize: 11, anchor: "start" as const },
      width: 260,
      height: { step: 18 },
      data: { values: Object.entries(values).map(([name, value]) => ({ name, value: Number(value.toPrecision(4)) })) },
      layer: [
        {
          mark: { type: "bar" as const },
          encoding: {
            color: {
              condition: { test: `datum.name === '${ours.name}'`, value: "#0b7a75" },
              value: "#b8c4cc",
            },
          },
        },
        {
          mark: { type: "text" as const, align: "left" as const, dx: 4, fontSize: 10 },
          encoding: { text: { field: "value", type: "quantitative" as const, format: ",.3~r" } },
        },
      ],
      encoding: {
        y: { field: "name", type: "nominal" as const, title: null, sort: contenders.map(({ name }) => name) },
        x: { field: "value", type: "quantitative" as const, title: null, axis: { tickCount: 4 } },
      },
    })),
  });
}

/** How cost grows with the operations of a domain. */
export async function plotGrowth(folder: string, points: readonly GrowthPoint[], made: string[]): Promise<void> {
  const panels: [keyof GrowthPoint, string][] = [
    ["bundleBytes", "bundle of one call, gzipped (B)"],
    ["importMs", "import over an empty process (ms)"],
    ["typesSeconds", "TypeScript 5.9, one call, over an empty program (s)"],
    ["generateMs", "generate (ms)"],
  ];
  await draw(join(folder, "growth.svg"), {
    title: { text: "Cost by operations in one domain", subtitle: made, anchor: "start" },
    columns: 2,
    concat: panels.map(([field, title]) => ({
      title: { text: title, fontSize: 11, anchor: "start" as const },
      width: 280,
      height: 140,
      data: { values: [...points] },
      mark: { type: "line" as const, point: true, color: "#0b7a75" },
      encoding: {
        x: { field: "operations", type: "quantitative" as const },
        y: { field, type: "quantitative" as const, title: null, scale: { zero: true } },
      },
    })),
  });
}

/** Memory over a sustained load. */
export async function plotMemory(folder: string, points: readonly MemoryPoint[], made: string[]): Promise<void> {
  const values = points.flatMap(({ load, count, heap, resident }) => [
    { load, count, kind: "heap, collected", MiB: heap },
    { load, count, kind: "resident", MiB: resident },
  ]);
  await draw(join(folder, "memory.svg"), {
    title: { text: "Memory under a sustained load", subtitle: made, anchor: "start" },
    columns: 2,
    concat: [...new Set(points.map(({ load }) => load))].map((load) => ({
      title: { text: load, fontSize: 11, anchor: "start" as const },
      width: 280,
      height: 140,
      data: { values: values.filter((value) => value.load === load) },
      mark: { type: "line" as const, point: true },
      encoding: {
        x: { field: "count", type: "quantitative" as const, title: null },
        y: { field: "MiB", type: "quantitative" as const, scale: { zero: true } },
        color: { field: "kind", type: "nominal" as const, title: null, scale: { range: ["#0b7a75", "#b8c4cc"] } },
      },
    })),
  });
}
