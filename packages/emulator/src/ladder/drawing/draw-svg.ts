import { formatElapsed, formatPause } from "../../time/format.js";
import { drawArrow, drawLines } from "./draw-row.js";
import { escapeMarkup, shorten } from "./escape.js";
import type { Lanes } from "./lanes.js";
import type { Step } from "./step.js";
import { svgCss } from "./svg-css.js";
import type { Theme } from "./theme.js";

export interface DrawOptions {
  readonly title: string;
  readonly theme: Theme;
  /** Pixels. */
  readonly width: number;
}

const margin = 24;
const timeWidth = 86;
const character = 7.25;

/** A quiet row is a reply that says nothing but that all is well: it has no line of text. */
export const isQuiet = (step: Step) => (step.kind === "reply" || step.kind === "answer") && step.tone === "good";

/** Draws rows as a picture that stands alone: no script, no font, nothing to load. */
export function drawSvg(lanes: Lanes, steps: readonly Step[], { title, theme, width }: DrawOptions): string {
  const space = (width - 2 * margin - timeWidth) / lanes.list.length;
  const x = (lane: number) => Math.round(margin + timeWidth + space * (lane + 0.5));
  const top = title ? 46 : 12;
  let y = top + 52;
  let lastTime = "";
  const rows = steps.map((step) => {
    const [left, right] = [Math.min(x(step.from), x(step.to)), Math.max(x(step.from), x(step.to))];
    // An arrow's words stay between its lanes; a note has the room up to the edge.
    const room = Math.floor((left === right ? width - margin - left - 16 : right - left - 20) / character);
    const height = (isQuiet(step) ? 18 : isTall(step, room) ? 55 : 40) + (step.pauseMs ? 20 : 0);
    const time = formatElapsed(step.at);
    const row = drawRow(step, { x, y, height, room, time: time === lastTime ? "" : time });
    lastTime = time;
    y += height;
    return row;
  });
  const bottom = y + 16;
  const heads = lanes.list.map((lane, index) => {
    const [left, wide] = [x(index) - space / 2 + 8, space - 16];
    const [heading, below] = [shorten(lane.title, wide / 8), shorten(lane.subtitle, wide / 6.7)];
    return (
      `<g class="head ${lane.role}"><rect x="${left}" y="${top}" width="${wide}" height="40" rx="8"/>` +
      `<text class="role" x="${x(index)}" y="${top + 17}">${escapeMarkup(heading)}</text>` +
      `<text class="who" x="${x(index)}" y="${top + 32}">${escapeMarkup(below)}</text></g>`
    );
  });
  const heading = title
    ? `<text class="title" x="${margin}" y="28">${escapeMarkup(shorten(title, width / 9))}</text>`
    : "";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}" role="img">` +
    `<title>${escapeMarkup(title || "Ladder of a call")}</title><style>${svgCss(theme)}</style>` +
    `<rect class="page" width="${width}" height="${bottom}" rx="10"/>${heading}${heads.join("")}${rows.join("")}</svg>\n`
  );
}

interface RowPlace {
  readonly x: (lane: number) => number;
  readonly y: number;
  readonly height: number;
  /** How many characters fit beside each other. */
  readonly room: number;
  /** Empty where the row before has the same. */
  readonly time: string;
}

function drawRow(step: Step, { x, y, height, room, time }: RowPlace): string {
  const middle = y + height - (isQuiet(step) ? 8 : 12);
  const left = Math.min(x(step.from), x(step.to));
  const lines = drawLines(step.lines, x, y, height);
  const clock = time ? `<text class="time" x="${margin}" y="${middle + 4}">${time}</text>` : "";
  const pause = step.pauseMs
    ? `<text class="pause" x="${margin}" y="${y + 14}">⋮ ${formatPause(step.pauseMs)}</text>`
    : "";
  const arrow = drawArrow(step, x(step.from), x(step.to), middle);
  const words = isQuiet(step)
    ? `<text class="status" x="${(x(step.from) + x(step.to)) / 2}" y="${middle + 3.5}">${drawStatus(step, Math.floor(room * 0.85))}</text>`
    : drawLabel(step, room, left + 10, middle - 8);
  return `<g class="${step.kind} ${step.tone}">${lines}${pause}${clock}${arrow}${words}</g>`;
}

/** The words on a quiet row, with as much of the arrow on both sides: the status, and its detail where all of it fits. */
const drawStatus = (step: Step, room: number): string =>
  drawWords(widthOf(step) + 1 + step.detail.length > room ? { ...step, detail: "" } : step, room);

/** The words above an arrow: on one line where they fit, else what is less important below the rest. */
function drawLabel(step: Step, room: number, x: number, y: number): string {
  if (!isTall(step, room)) return `<text class="words" x="${x}" y="${y}">${drawWords(step, room)}</text>`;
  const detail = `<tspan class="detail" x="${x}" dy="15">${escapeMarkup(shorten(step.detail, room))}</tspan>`;
  return `<text class="words" x="${x}" y="${y - 15}">${drawWords({ ...step, detail: "" }, room)} ${detail}</text>`;
}

function drawWords({ label, tags, detail }: Step, room: number): string {
  const shown = tags.map((tag) => ` <tspan class="tag">${escapeMarkup(`‹${tag}›`)}</tspan>`).join("");
  const rest = detail && shorten(detail, room - widthOf({ label, tags }) - 1);
  const more = rest ? ` <tspan class="detail">${escapeMarkup(rest)}</tspan>` : "";
  return `<tspan class="label">${escapeMarkup(shorten(label, room))}</tspan>${shown}${more}`;
}

const widthOf = ({ label, tags }: Pick<Step, "label" | "tags">): number =>
  label.length + tags.join("").length + 3 * tags.length;

/** Whether the words of a row need two lines. */
const isTall = (step: Step, room: number): boolean =>
  !isQuiet(step) && step.detail !== "" && widthOf(step) + 1 + [...step.detail].length > room;
