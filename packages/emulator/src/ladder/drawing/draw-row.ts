import type { LineState, Step } from "./step.js";

/** The piece of every lane beside one row. */
export function drawLines(lines: readonly LineState[], x: (lane: number) => number, y: number, height: number): string {
  return lines
    .map(({ phase, audio, recording }, lane) => {
      const bar =
        audio || recording
          ? `<rect class="bar ${audio ? "sound" : "tape"}" x="${x(lane) - 4}" y="${y}" width="8" height="${height}"/>`
          : "";
      return `${bar}<path class="lane ${phase}" d="M${x(lane)} ${y}v${height}"/>`;
    })
    .join("");
}

/** An arrow from one lane to another: a wave where it is sound, dashed where it answers, cut where it got lost. */
export function drawArrow({ kind, broken }: Step, from: number, to: number, y: number): string {
  if (from === to) return `<circle class="dot" cx="${from}" cy="${y}" r="4"/>`;
  const way = Math.sign(to - from);
  const end = broken ? to - way * Math.abs(to - from) * 0.25 : to - way * 6;
  const stroke = kind === "audio" ? wave(from + way * 5, end - way * 6, y) : `M${from + way * 5} ${y}H${end}`;
  const head = broken
    ? `<path class="cross" d="M${end - 5} ${y - 5}l10 10m0-10l-10 10"/>`
    : `<path class="tip" d="M${to - way * 5} ${y}l${-way * 8}-4.5v9z"/>`;
  return `<path class="arrow" d="${stroke}"/>${head}`;
}

function wave(from: number, to: number, y: number): string {
  const way = Math.sign(to - from);
  const count = Math.max(1, Math.floor(Math.abs(to - from) / 8));
  const half = `q${way * 2} -4 ${way * 4} 0t${way * 4} 0`;
  return `M${from} ${y}${half.repeat(count)}H${to + way * 2}`;
}
