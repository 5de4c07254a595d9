import { themeCss } from "../drawing/theme.js";

const wave =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='8'%3E%3Cpath d='M0 4q2-4 4 0t4 0' fill='none' stroke='%23000' stroke-width='1.6'/%3E%3C/svg%3E\")";

/** The styles of the page. The arrow of a row hangs between the middles of two columns, whatever their width. */
export const pageCss = `${themeCss(":root")}
*{box-sizing:border-box}
html{font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--text);background:var(--background);color-scheme:light dark}
body{margin:0;min-height:100vh;display:flex;flex-direction:column}
h1,h2,h3,p,ul,ol,dl,dd,fieldset{margin:0;padding:0;border:0}
ul,ol{list-style:none}
h1{font-size:16px}h2{font-size:14px}h3{font-size:12px;color:var(--muted);margin:14px 0 4px}
.hint{color:var(--muted);font-size:12px}
.heard,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:absolute;z-index:9;left:8px;top:8px;padding:6px 10px;background:var(--raised);color:var(--text)}
:focus-visible{outline:2px solid var(--command);outline-offset:1px}
[hidden]{display:none!important}

.bar{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;padding:8px 16px;border-bottom:1px solid var(--line);background:var(--raised)}
.bar svg{width:20px;height:20px;fill:none;stroke:var(--webhook);stroke-width:1.6}
.clock output{font:600 15px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-variant-numeric:tabular-nums;margin-left:4px}
#status{margin-left:auto;color:var(--muted);min-height:1.45em}#status.bad{color:var(--bad)}

.columns{display:grid;grid-template-columns:264px minmax(0,1fr);flex:1;min-height:0}
.columns:has(aside:not([hidden])){grid-template-columns:264px minmax(0,1fr) 372px}
@media(min-width:1000px){body{height:100vh}.side,main,aside{overflow:auto;min-height:0}}
.side{padding:14px;border-right:1px solid var(--line);background:var(--raised)}
.title{display:flex;justify-content:space-between;align-items:baseline;margin-bottom:6px}
#calls{max-height:230px;overflow:auto;margin:4px -6px 0;padding:0 6px}
#calls li{content-visibility:auto;contain-intrinsic-size:auto 50px}
.call{width:100%;text-align:left;display:block;padding:6px 9px;margin:2px 0;border:1px solid transparent;border-radius:7px;background:none;color:inherit;font:inherit;cursor:pointer}
.call:hover{border-color:var(--line)}
.call[aria-pressed=true]{background:var(--background);border-color:var(--command)}
.numbers{display:block;font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.facts{font-size:12px;color:var(--muted)}
.state::before{content:"";display:inline-block;width:7px;height:7px;border-radius:50%;margin-right:5px;background:var(--line)}
.ringing .state::before{background:var(--fault)}.answered .state::before{background:var(--good)}

summary{cursor:pointer;font-weight:600;margin:14px 0 2px}
fieldset{border-top:1px solid var(--line);padding:10px 0 4px;margin-top:8px;min-width:0}
legend{float:left;width:100%;padding:0;font-weight:600;font-size:13px;margin-bottom:6px}legend+*{clear:both}
.field{min-width:0;flex:1}form>fieldset>.field{margin-bottom:7px}
.field label{display:block;font-size:12px;color:var(--muted);margin-bottom:2px}
input:not([type=checkbox]),select{width:100%;min-width:0;font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;padding:5px 7px;border:1px solid var(--muted);border-radius:6px;background:var(--background);color:var(--text)}
::placeholder{color:var(--muted);opacity:1}
.pair,.with-button,.buttons{display:flex;gap:8px;align-items:flex-end;margin-bottom:7px}.buttons{flex-wrap:wrap}
form button,#earlier,#close{font:600 12.5px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;padding:6px 10px;border:1px solid var(--muted);border-radius:6px;background:var(--background);color:var(--text);cursor:pointer;white-space:nowrap}
form button:hover:not(:disabled){border-color:var(--command)}
form button:disabled{opacity:.55;cursor:not-allowed}
.primary{background:var(--command)!important;border-color:var(--command)!important;color:var(--background)!important}
#faults li{display:flex;justify-content:space-between;align-items:center;gap:8px;font-size:12.5px;padding:2px 0}

main{position:relative;padding:0 16px 24px}
.tools{display:flex;gap:14px;align-items:center;padding:9px 0 5px;font-size:13px}
.tools .follow{margin-left:auto}
a{color:var(--command)}
.heads,.step{display:grid;grid-template-columns:76px repeat(var(--lanes,4),minmax(0,1fr))}
.heads{position:sticky;top:0;z-index:3;background:var(--background);padding:4px 0 8px}
.head{min-width:0;text-align:center;margin:0 6px;padding:5px 4px;border:1px solid var(--line);border-radius:9px;background:var(--raised)}
.head:first-child{grid-column:2}
.head strong,.head span{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.head strong{font-size:13px}.head span{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--muted)}
.empty{text-align:center;color:var(--muted);padding:60px 10px}
#earlier{display:block;margin:0 auto 8px}

.row{--ink:var(--muted);content-visibility:auto;contain-intrinsic-size:auto 40px}
.command{--ink:var(--command)}.webhook{--ink:var(--webhook)}.signal{--ink:var(--signal)}.audio{--ink:var(--audio)}
.reply{--ink:var(--command)}.answer{--ink:var(--webhook)}.bad{--ink:var(--bad)}
.step{position:relative;width:100%;grid-template-rows:23px 17px;text-align:left;padding:0;border:0;border-radius:6px;background:none;color:inherit;font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;cursor:pointer}
.step:focus-visible{outline-offset:-2px}
.step:hover{background:color-mix(in srgb,var(--ink) 9%,transparent)}
.step[aria-expanded=true]{background:color-mix(in srgb,var(--ink) 16%,transparent)}
.lines{position:absolute;inset:0 0 0 76px;display:grid;grid-template-columns:repeat(var(--lanes,4),minmax(0,1fr));pointer-events:none}
.lines i{justify-self:center;width:0;border-left:2px solid var(--line);position:relative}
.lines .idle{border-left:2px dotted var(--line)}.lines .ringing{border-left:2px dashed var(--muted)}.lines .up{border-left-color:var(--good)}
.lines .sound::before,.lines .tape::after{content:"";position:absolute;inset:0 auto 0 -6px;width:10px;background:var(--audio);opacity:.3}
.lines .tape::after{left:4px;width:5px;background:var(--bad);opacity:.45}
.pause{position:relative;height:21px;font:11px/21px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--muted);padding-left:4px}
.time{grid-area:1/1/3/2;align-self:end;padding:0 0 8px 4px;font-size:11px;color:var(--muted)}
.words{grid-area:1/var(--first)/2/-1;align-self:end;margin-left:calc(50%/var(--rest));padding:2px 0 0 9px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;position:relative}
.words>span:not(.heard){background:var(--background);box-shadow:0 0 0 2px var(--background)}
.step:hover .words>span,.step[aria-expanded=true] .words>span{background:none;box-shadow:none}
.label{font-weight:600;color:var(--ink)}.detail{color:var(--muted)}
.tag{font-weight:600;font-size:11px;color:var(--fault);border:1px solid var(--fault);border-radius:5px;padding:0 4px}
.arrow{grid-area:2/var(--first)/3/var(--last);margin:0 calc(50%/var(--span));position:relative;height:10px}
.arrow::before{content:"";position:absolute;top:4px;left:3px;right:3px;border-top:2px solid var(--ink)}
.arrow::after{content:"";position:absolute;top:0;border:5px solid transparent}
.right .arrow::after{right:1px;border-left:8px solid var(--ink);border-right:0}
.left .arrow::after{left:1px;border-right:8px solid var(--ink);border-left:0}
.reply .arrow::before{border-top-style:dashed;border-top-width:1px}.answer .arrow::before{border-top-style:dotted}
.audio .arrow::before{border:0;top:1px;height:8px;right:9px;background:var(--ink);mask:${wave} repeat-x 0 0/8px 8px;-webkit-mask:${wave} repeat-x 0 0/8px 8px}
.broken .arrow::before{right:25%}.broken.left .arrow::before{right:3px;left:25%}
.broken .arrow::after{content:"✕"/"";border:0;top:-5px;left:calc(25% - 7px);color:var(--bad);font-weight:700}
.here .arrow{margin:0;height:0}.here .arrow::before{display:none}
.here .arrow::after{left:calc(50% - 4px);top:0;border:4px solid var(--ink);border-radius:50%}
.quiet{contain-intrinsic-size:auto 19px}
.quiet .step{grid-template-rows:19px}
.quiet .time{grid-area:1/1/2/2;visibility:hidden}
.quiet .arrow{grid-row:1/2;align-self:center}
.quiet .words{grid-area:1/var(--first)/2/var(--last);margin:0;padding:0;align-self:center;justify-self:center;z-index:1;font-size:11px}

aside{padding:14px 16px;border-left:1px solid var(--line);background:var(--raised);overflow-wrap:anywhere}
#close{float:right;padding:2px 8px}
aside h2{font:600 15px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin-bottom:8px}
dl div{display:grid;grid-template-columns:minmax(90px,34%) 1fr;gap:8px;padding:1px 0;font-size:12.5px}
dt{color:var(--muted)}dd,.line,pre{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.line{font-weight:600;margin-bottom:4px}
pre{margin:6px 0 0;padding:9px;border:1px solid var(--line);border-radius:7px;background:var(--background);white-space:pre-wrap;max-height:46vh;overflow:auto}

/* Where there is room, words stay between the lanes of their arrow. */
@media(min-width:1000px){
.row:not(.quiet,.here) .words{grid-column-end:var(--last);margin:0 calc(50%/var(--span));padding-right:4px;white-space:normal;overflow-wrap:anywhere}
.row:not(.quiet,.here) .words>span:not(.heard){background:none;box-shadow:none}
.columns:has(aside:not([hidden])) .quiet .detail{display:none}
.step{grid-template-rows:minmax(23px,auto) 17px}
}
@media(max-width:999px){
.quiet .detail{display:none}
.columns,.columns:has(aside:not([hidden])){display:block}
.side{border-right:0;border-bottom:1px solid var(--line);padding:10px 12px}
#calls{max-height:156px}
main{padding:0 8px 70vh 4px}
.tools{padding-left:8px}
aside{position:fixed;inset:auto 0 0;max-height:66vh;overflow:auto;z-index:5;border:0;border-top:2px solid var(--command);box-shadow:0 -8px 30px #0004}
}
aside:focus{outline:none}
@media(max-width:640px){
.fraction{display:none}
.heads,.step{grid-template-columns:40px repeat(var(--lanes,4),minmax(0,1fr))}
.lines{left:40px}
.time,.pause{font-size:10.5px;padding-left:3px}
.head{margin:0 2px;padding:4px 1px}.head strong{font-size:11.5px}.head span{font-size:9px}
.step{font-size:11.5px}
#status{width:100%;margin:0}
}
@media(prefers-reduced-motion:no-preference){.row{animation:come .18s ease-out}@keyframes come{from{opacity:0}}}
`;
