import { eventFaults, frameFaults, requestFaults } from "../../faults/faults.js";

const options = (names: readonly string[]) => names.map((name) => `<option>${name}</option>`).join("");

const field = (id: string, label: string, input: string) =>
  `<div class="field"><label for="${id}">${label}</label>${input.replace(/^<(\w+)/, `<$1 id="${id}"`)}</div>`;

const callForm = `<form data-action="call"><fieldset><legend>Place a call</legend><div class="pair">
${field("from", "From", '<input name="from" value="+12025550101" autocomplete="off" required>')}
${field("to", "To", '<input name="to" value="+12025550102" autocomplete="off" required>')}</div>
<button type="submit" class="primary">Call the application</button></fieldset></form>`;

const partyForm = `<form id="party"><fieldset><legend>On the line</legend>
${field("leg", "You are", '<select name="leg"><option value="">nobody is on the line</option></select>')}
<div class="with-button">${field("keys", "Keys", '<input name="keys" inputmode="tel" placeholder="12#" autocomplete="off">')}<button type="submit" data-action="press" disabled>Press</button></div>
<div class="with-button">${field("text", "Words", '<input name="text" placeholder="Hello?" autocomplete="off">')}<button type="submit" data-action="say" disabled>Say</button></div>
<button type="submit" data-action="hangup" disabled>Hang up</button></fieldset></form>`;

const clockForm = (clock: "virtual" | "real") => `<form id="time"><fieldset><legend>Clock</legend><div class="buttons">
<button type="submit" data-action="advance" data-ms="1000">+1 s</button>
<button type="submit" data-action="advance" data-ms="10000">+10 s</button>
<button type="submit" data-action="advance" data-ms="60000">+1 min</button>
<button type="submit" data-action="settle">Let it run</button></div>
<p class="hint">${clock === "virtual" ? "Virtual time stands still until you let it run or somebody acts." : "Real time: these wait that long."}</p></fieldset></form>`;

const faultForm = `<form data-action="inject"><fieldset><legend>Faults</legend><div class="pair">
${field("kind", "Fault", `<select name="kind"><optgroup label="Webhooks">${options(eventFaults)}</optgroup><optgroup label="Requests">${options(requestFaults)}</optgroup><optgroup label="Media streams">${options(frameFaults)}</optgroup></select>`)}
${field("times", "How often", '<input name="times" inputmode="numeric" placeholder="always" autocomplete="off">')}</div>
<div class="with-button">${field("on", "Event or operation", '<input name="on" value="*" autocomplete="off" spellcheck="false">')}<button type="submit">Switch on</button></div>
<ul id="faults" aria-label="Faults that are on"></ul></fieldset></form>`;

/** The page without what changes. It works alone: everything comes from the emulator that serves it. */
export function pageHtml(clock: "virtual" | "real"): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Calls · Telnyx emulator</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M4 1v14M12 1v14M4 4h8M4 8h8M4 12h8' stroke='%237a3fd6' stroke-width='2' fill='none'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/_ladder/page.css">
<script type="module" src="/_ladder/page.js"></script>
</head>
<body>
<a class="skip" href="#ladder">Skip to the ladder</a>
<header class="bar">
<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 1v14M12 1v14M4 4h8M4 8h8M4 12h8"/></svg>
<h1>Calls</h1>
<p class="clock"><span class="hint">${clock} time</span> <output id="clock" aria-live="off">00:00.000</output></p>
<p id="status" role="status"></p>
</header>
<div class="columns">
<section class="side" aria-label="Calls and controls">
<nav aria-labelledby="calls-title">
<div class="title"><h2 id="calls-title">Calls</h2><span id="count" class="hint"></span></div>
<div class="field"><label for="filter" class="heard">Filter by number</label><input id="filter" type="search" placeholder="Filter by number" autocomplete="off"></div>
<button type="button" class="call all" data-call="" aria-pressed="true"><span class="numbers">All calls</span></button>
<ul id="calls" tabindex="-1"></ul>
</nav>
<details class="controls" open><summary>Controls</summary>
${callForm}
${partyForm}
${clockForm(clock)}
${faultForm}
</details>
</section>
<main id="ladder" tabindex="-1" aria-label="Ladder">
<div class="tools"><p id="shown" class="hint"></p><label class="follow"><input type="checkbox" id="follow" checked> Follow</label><a id="picture" href="/_ladder/picture.svg" download="ladder.svg">Save as SVG</a></div>
<div class="heads" id="heads"></div>
<button type="button" id="earlier" hidden>Show earlier rows</button>
<ol id="rows" aria-label="What happened, in order"></ol>
<p id="empty" class="empty">No call yet. Place one, or let your application dial.</p>
</main>
<aside id="details" aria-label="Details" tabindex="-1" hidden><button type="button" id="close" aria-label="Close the details">✕</button><div id="detail"></div></aside>
</div>
</body>
</html>`;
}
