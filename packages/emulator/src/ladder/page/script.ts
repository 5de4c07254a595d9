/**
 * The page's script, as text: the browser gets it as it stands, without a build. It only carries: markup comes from the
 * emulator, actions go to it.
 */
export const pageScript = `
const at = (id) => document.getElementById(id);
const [rows, calls, heads, details, detail, status, leg] =
  ["rows", "calls", "heads", "details", "detail", "status", "leg"].map(at);
const state = { version: -1, call: new URLSearchParams(location.hash.slice(1)).get("call") ?? "latest", limit: 200, asking: undefined };
const wide = matchMedia("(min-width: 1000px)").matches;
let opener;

/** Makes the children of a list those that are given, and leaves alone what did not change. */
function show(list, items) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let next = list.firstElementChild;
  for (const [key, markup] of items) {
    let child = old.get(key);
    old.delete(key);
    if (!child || child.markup !== markup) {
      const holder = document.createElement("template");
      holder.innerHTML = markup;
      const fresh = holder.content.firstElementChild;
      fresh.dataset.key = key;
      fresh.markup = markup;
      if (child) {
        const focused = child.contains(document.activeElement);
        if (child === next) next = fresh;
        child.replaceWith(fresh);
        if (focused) fresh.querySelector("button")?.focus();
      } else list.insertBefore(fresh, next);
      child = fresh;
    }
    if (child === next) next = next.nextElementSibling;
    else list.insertBefore(child, next);
  }
  for (const gone of old.values()) gone.remove();
}

function say(text, bad = false) {
  status.textContent = text;
  status.classList.toggle("bad", bad);
}

function draw(view) {
  state.version = view.version;
  if (state.call !== "latest") state.call = view.call ?? "";
  at("clock").textContent = view.clock;
  document.body.style.setProperty("--lanes", view.lanes);
  if (heads.markup !== view.heads) heads.innerHTML = heads.markup = view.heads;
  show(calls, view.calls);
  if (at("filter").value) filter();
  show(rows, view.rows);
  document.querySelector(".call.all").setAttribute("aria-pressed", String(view.call === undefined));
  at("empty").hidden = view.rows.length > 0;
  at("earlier").hidden = view.earlier === 0;
  at("count").textContent = view.calls.length === 1 ? "1 call" : view.calls.length + " calls";
  at("shown").textContent = view.rows.length + " rows" + (view.earlier ? ", the newest" : "");
  at("picture").href = "/_ladder/picture.svg" + (view.call ? "?call=" + encodeURIComponent(view.call) : "");
  drawParties(view.parties);
  show(at("faults"), view.faults.map(({ id, text }) => {
    const item = document.createElement("li");
    item.innerHTML = '<span></span><button type="submit" data-action="withdraw">Switch off</button>';
    item.firstChild.textContent = text;
    item.lastChild.dataset.fault = id;
    item.lastChild.setAttribute("aria-label", "Switch off " + text);
    return ["fault-" + id, item.outerHTML];
  }));
  if (at("follow").checked) follow();
}

/** To the newest row, in whatever scrolls: the ladder where it is wide, the page where it is narrow. */
function follow() {
  const box = wide ? at("ladder") : document.scrollingElement;
  box.scrollTop = box.scrollHeight;
}

function drawParties(parties) {
  const chosen = leg.value;
  const text = JSON.stringify(parties);
  if (leg.known !== text) {
    leg.known = text;
    leg.replaceChildren(...(parties.length ? parties : [{ id: "", text: "nobody is on the line" }]).map(({ id, text }) => new Option(text, id)));
    leg.value = parties.some(({ id }) => id === chosen) ? chosen : (parties.at(-1)?.id ?? "");
  }
  for (const button of at("party").querySelectorAll("button")) button.disabled = parties.length === 0;
}

function filter() {
  const wanted = at("filter").value.trim();
  for (const item of calls.children) item.hidden = !item.textContent.includes(wanted);
}

/** Asks for the next state; the answer comes when there is one. */
async function ask(now = false) {
  state.asking?.abort();
  const asking = (state.asking = new AbortController());
  const query = new URLSearchParams({ since: now ? -1 : state.version, limit: state.limit });
  if (state.call) query.set("call", state.call);
  try {
    const answer = await fetch("/_ladder/state?" + query, { signal: asking.signal });
    draw(await answer.json());
    // Many calls at once change the state faster than anybody reads.
    setTimeout(() => state.asking === asking && ask(), 120);
  } catch (error) {
    if (asking.signal.aborted) return;
    say("The emulator does not answer. Trying again.", true);
    setTimeout(() => state.asking === asking && ask(true).then(() => say("")), 1500);
  }
}

async function act(fields) {
  say("…");
  try {
    const answer = await fetch("/_ladder/act", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields) });
    const { message, error } = await answer.json();
    say(message ?? error, !answer.ok);
  } catch {
    say("The emulator does not answer.", true);
  }
  ask(true);
}

function choose(call) {
  state.call = call;
  state.limit = 200;
  history.replaceState(undefined, "", call ? "#call=" + encodeURIComponent(call) : location.pathname);
  ask(true);
}

async function open(button) {
  const answer = await fetch("/_ladder/step/" + button.dataset.record);
  const { html, error } = await answer.json();
  detail.innerHTML = html ?? "";
  if (error) detail.textContent = error;
  opener?.removeAttribute("aria-expanded");
  opener = button;
  button.setAttribute("aria-expanded", "true");
  details.hidden = false;
  details.scrollTop = 0;
  details.focus({ preventScroll: true });
}

function close() {
  details.hidden = true;
  opener?.removeAttribute("aria-expanded");
  opener?.focus();
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  const action = button?.dataset.action ?? event.target.dataset.action;
  const fields = Object.fromEntries(new FormData(event.target));
  act({ ...fields, ...button?.dataset, action });
  if (action === "press") at("keys").value = "";
  if (action === "say") at("text").value = "";
});
document.addEventListener("click", ({ target }) => {
  const step = target.closest(".step");
  const call = target.closest(".call");
  if (step) open(step);
  if (call) choose(call.dataset.call);
  if (target.closest("#close")) close();
});
at("earlier").addEventListener("click", () => {
  state.limit += 400;
  at("follow").checked = false;
  ask(true);
});
at("filter").addEventListener("input", filter);
at("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  document.querySelector("[data-action=say]").click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !details.hidden) return close();
  const row = document.activeElement?.closest("#rows > li");
  const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!row || !way) return;
  event.preventDefault();
  row[way]?.querySelector("button").focus();
});
// A narrow page scrolls as a whole: it stays where the reader is.
at("follow").checked = wide;
document.querySelector(".controls").open = wide;
ask(true);
`;
