import { type Theme, themeCss } from "./theme.js";

const rules = `
.page{fill:var(--background)}
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--text)}
.title{font:600 15px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.head rect{fill:var(--raised);stroke:var(--line)}
.head .role{font:600 13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;text-anchor:middle}
.head .who{font-size:11px;fill:var(--muted);text-anchor:middle}
.time,.pause{font-size:11px;fill:var(--muted)}
.lane{stroke:var(--line);stroke-width:1.5;fill:none}
.lane.idle{stroke-dasharray:1 5}.lane.ringing{stroke-dasharray:5 4;stroke:var(--muted)}.lane.up{stroke:var(--good);stroke-width:2}
.bar{fill:var(--audio);opacity:.28}.bar.tape{fill:var(--bad);opacity:.24}
.words{paint-order:stroke;stroke:var(--background);stroke-width:5px;stroke-linejoin:round}
.label{font-weight:600;fill:var(--ink)}.detail{fill:var(--muted)}.tag{font-weight:600;fill:var(--fault)}
.status{font-size:11px;font-weight:600;text-anchor:middle;paint-order:stroke;stroke:var(--background);stroke-width:9px}
.arrow{fill:none;stroke:var(--ink);stroke-width:1.75}.tip,.dot{fill:var(--ink)}.cross{stroke:var(--bad);stroke-width:2.25}
.command{--ink:var(--command)}.webhook{--ink:var(--webhook)}.signal{--ink:var(--signal)}.audio{--ink:var(--audio)}.note{--ink:var(--muted)}
.reply{--ink:var(--command)}.reply .arrow{stroke-dasharray:7 4;stroke-width:1.25}
.answer{--ink:var(--webhook)}.answer .arrow{stroke-dasharray:.1 4.5;stroke-linecap:round}
.status .detail{font-weight:400}
.bad{--ink:var(--bad)}.fault .tag{fill:var(--fault)}
`;

/** The styles of a picture that stands alone. */
export function svgCss(theme: Theme): string {
  return themeCss("svg", theme) + rules.replaceAll("\n", "");
}
