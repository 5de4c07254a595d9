import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Recipes","description":"","frontmatter":{},"headers":[],"relativePath":"recipes/index.md","filePath":"recipes/index.md"}');
const _sfc_main = { name: "recipes/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="recipes" tabindex="-1">Recipes <a class="header-anchor" href="#recipes" aria-label="Permalink to &quot;Recipes&quot;">​</a></h1><table tabindex="0"><thead><tr><th>recipe</th><th>what it does</th><th>how it can end</th></tr></thead><tbody><tr><td><a href="/recipes/voicemail.html">voicemail</a></td><td>answers, plays a greeting, records until silence</td><td>message saved, not stored, or a caller who hung up first</td></tr><tr><td><a href="/recipes/menu.html">menu</a></td><td>office hours, a menu with three tries, an agent on hold music</td><td>connected with the agent, or at the voicemail</td></tr><tr><td><a href="/recipes/bridge-to-agent.html">bridge-to-agent</a></td><td>music for the caller while one agent after the other is called</td><td>connected, or told that nobody is free</td></tr><tr><td><a href="/recipes/queue.html">queue</a></td><td>callers wait with music, two agents take the caller who waits longest, on several processes</td><td>connected, or hears an apology after the longest wait</td></tr><tr><td><a href="/recipes/campaign.html">campaign</a></td><td>calls a list: machine detection, voicemail drop, pace, lines at once, goes on after a kill</td><td>a result for every number, nobody called twice</td></tr><tr><td><a href="/recipes/card-payment.html">card-payment</a></td><td>records a call, but not the keys of the card number</td><td>paid, refused, or not entered</td></tr><tr><td><a href="/recipes/supervised-call.html">supervised-call</a></td><td>a conference of customer and agent, in which a supervisor whispers to the agent</td><td>everybody ends with the customer or the agent</td></tr><tr><td><a href="/recipes/voice-agent.html">voice-agent</a></td><td>an AI collects name, guests and time; the application checks and confirms</td><td>booked, or asked to call again</td></tr><tr><td><a href="/recipes/echo-bot.html">echo-bot</a></td><td>a voice bot on a media WebSocket, which says back what it hears</td><td>the caller hangs up, or the bot is gone</td></tr><tr><td><a href="/recipes/tracing.html">tracing</a></td><td>one OpenTelemetry trace per call: a span per event, a span per command below it</td><td></td></tr><tr><td><a href="/recipes/servers.html">servers</a></td><td>the same application on Express, Fastify, Hono, Next, Workers and Lambda</td><td></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("recipes/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
