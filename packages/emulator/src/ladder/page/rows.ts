import { formatElapsed, formatPause } from "../../time/format.js";
import type { CallSummary } from "../drawing/calls.js";
import { isQuiet } from "../drawing/draw-svg.js";
import { escapeMarkup, shorten } from "../drawing/escape.js";
import type { Lanes } from "../drawing/lanes.js";
import type { LineState, Step } from "../drawing/step.js";

/** The key of an element, by which the page finds it again, and its markup. */
export type Keyed = readonly [key: string, markup: string];

/** One row as a list item whose button opens the details. Screen readers hear it as one sentence. */
export function renderStep(step: Step, lanes: Lanes): Keyed {
  const { from, to, kind, tone, label, detail, tags, broken, lines } = step;
  const [first, last] = from < to ? [from, to] : [to, from];
  const way = from === to ? "here" : from < to ? "right" : "left";
  const classes = ["row", kind, tone, way, ...(broken ? ["broken"] : []), ...(isQuiet(step) ? ["quiet"] : [])];
  const title = (lane: number) => escapeMarkup(lanes.list[lane]?.title ?? "");
  const direction = from === to ? `${title(from)}: ` : `${title(from)} to ${title(to)}: `;
  const place = `--first:${first + 2};--last:${last + 3};--span:${last - first + 1};--rest:${lanes.list.length - first}`;
  const badges = tags.map((tag) => ` <span class="tag">${escapeMarkup(tag)}</span>`).join("");
  const more = detail ? ` <span class="detail">${escapeMarkup(shorten(detail, 160))}</span>` : "";
  return [
    `step-${step.id}`,
    `<li class="${classes.join(" ")}">${renderPause(step)}<button type="button" class="step" data-record="${step.record}" style="${place}">` +
      `<span class="lines" aria-hidden="true">${lines.map(renderLine).join("")}</span>` +
      `<span class="time">${renderTime(step.at)} </span>` +
      `<span class="words"><span class="heard">${direction}</span><span class="label">${escapeMarkup(label).replaceAll(".", ".<wbr>")}</span>${badges}${more}</span>` +
      `<span class="arrow" aria-hidden="true"></span></button></li>`,
  ];
}

/** Narrow pages leave the fraction out. */
function renderTime(at: number): string {
  const [seconds, fraction] = formatElapsed(at).split(".");
  return `${seconds}<span class="fraction">.${fraction}</span>`;
}

/** The lines go on while nothing happens. */
function renderPause({ pauseMs, lines }: Step): string {
  if (!pauseMs) return "";
  return `<p class="pause"><span class="lines" aria-hidden="true">${lines.map(renderLine).join("")}</span>⋮ ${formatPause(pauseMs)}</p>`;
}

function renderLine({ phase, audio, recording }: LineState): string {
  return `<i class="${phase}${audio ? " sound" : ""}${recording ? " tape" : ""}"></i>`;
}

/** The heads of the lanes, in the same columns as the rows. */
export function renderHeads(lanes: Lanes): string {
  return lanes.list
    .map(
      ({ role, title, subtitle }) =>
        `<div class="head ${role}"><strong>${escapeMarkup(title)}</strong><span>${escapeMarkup(subtitle)}</span></div>`,
    )
    .join("");
}

/** A call in the list of calls. */
export function renderCall(call: CallSummary, chosen: boolean): Keyed {
  const trouble = call.troubled ? '<span class="tag">trouble</span>' : "";
  return [
    `call-${call.session}`,
    `<li><button type="button" class="call ${call.state}" data-call="${escapeMarkup(call.session)}" aria-pressed="${chosen}">` +
      `<span class="numbers">${escapeMarkup(call.title)}</span>` +
      `<span class="facts"><span class="state">${call.state}</span> ${formatElapsed(Math.max(0, call.at))} ${trouble}</span></button></li>`,
  ];
}
