"use strict";

// Pages work without this script; it keeps them up to date, and saves steps.

/** Adds the viewer's own time to moments, which are written in UTC. */
function localTimes(root) {
  const own = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
  for (const time of root.querySelectorAll("time[datetime]:not([title])")) {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) time.title = own.format(at);
  }
}

function sendNow(root) {
  const form = root.querySelector("form[data-send-now]");
  if (form) form.submit();
}

/** Shows the value of sliders beside them, and keeps a number field and its slider the same. */
document.addEventListener("input", (event) => {
  const twin = event.target.dataset && event.target.dataset.twin;
  if (twin) document.getElementById(twin).value = event.target.value;
});

// One stream of changes, only while somebody looks.
let source = null;
const state = () => document.getElementById("live-state");
const say = (text) => { if (state()) state().textContent = text; };

document.addEventListener("htmx:sseOpen", (event) => {
  source = event.detail.source;
  source.addEventListener("ended", sessionEnded);
  say("Live");
});
document.addEventListener("htmx:sseError", async (event) => {
  say("Not up to date: the connection is lost");
  if (event.detail.source.readyState !== EventSource.CLOSED) return;
  const answer = await fetch("/console", { method: "HEAD" }).catch(() => null);
  if (answer && answer.status === 401) sessionEnded();
});

/** Leads to where one signs in; a page with something filled in stays as it is. */
let ended = false;
function sessionEnded() {
  if (ended) return;
  ended = true;
  if (source) source.close();
  for (const live of document.querySelectorAll("[sse-connect]")) live.removeAttribute("sse-connect");
  say("Your session has ended");
  const signIn = "/console/sign-in?to=" + encodeURIComponent(location.pathname + location.search);
  if (![...document.forms].some(isFilledIn)) return location.assign(signIn);
  notify("Your session has ended. What you filled in is still here: send it, and it is kept while you ", "sign in again", signIn);
}

function isFilledIn(form) {
  return [...form.elements].some((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : field.options ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected))
      : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue);
}

function notify(text, link, href) {
  const notice = document.getElementById("notice");
  notice.replaceChildren(text);
  if (link) {
    const way = document.createElement("a");
    way.textContent = link;
    way.href = href;
    way.target = "_blank";
    notice.append(way, ".");
  }
  notice.hidden = false;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    if (source) { source.close(); source = null; say("Paused"); }
    return;
  }
  const old = document.querySelector("[sse-connect]");
  if (old && !source && !ended) {
    const focused = document.activeElement && document.activeElement.id;
    const fresh = old.cloneNode(true);
    old.replaceWith(fresh);
    htmx.process(fresh);
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }
});
window.addEventListener("pagehide", () => { if (source) source.close(); });

/** Keeps what was chosen in a list while its new options were on their way, if they offer it still. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const list = event.detail.target;
  if (!list.options || !event.detail.shouldSwap) return;
  const chosen = list.value;
  list.addEventListener("htmx:afterSwap", () => {
    if ([...list.options].some((option) => option.value === chosen)) list.value = chosen;
  }, { once: true });
});
document.addEventListener("htmx:afterSwap", (event) => localTimes(event.target));
document.addEventListener("htmx:sseMessage", (event) => localTimes(event.target));
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const xhr = event.detail.xhr;
    notify(!xhr || !xhr.status ? "The service does not answer."
      : xhr.status === 401 ? "Your session has ended. Send the form: it is kept while you sign in again."
      : "The service refused this (" + xhr.status + ").");
  });
}
document.addEventListener("htmx:beforeRequest", (event) => {
  document.getElementById("notice").hidden = true;
  event.target.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => event.target.removeAttribute("aria-busy"));

/** The playground: sends the form as a chat completion, as any agent would, and shows what came back. */
const FACTS = {
  "x-quartermaster-model": "Served by",
  "x-quartermaster-cost-usd": "Cost (USD)",
  "x-quartermaster-attempts": "Attempts",
  "x-quartermaster-overhead-ms": "Time spent here (ms)",
  "x-quartermaster-decision": "Decision",
  "x-request-id": "Request",
};

function playground(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    try {
      const fields = new FormData(form);
      const headers = { "content-type": "application/json" };
      if (fields.get("key")) headers.authorization = "Bearer " + fields.get("key");
      const messages = [{ role: "user", content: fields.get("prompt") }];
      const body = JSON.stringify({ model: fields.get("model"), messages });
      const response = await fetch("/v1/chat/completions", { method: "POST", headers, body });
      const answer = await response.json();
      show(response.ok, response.ok ? answer.choices[0].message.content : answer.error.message, response.headers);
    } catch (failure) {
      show(false, "No answer: " + failure.message, new Headers());
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

function show(ok, text, headers) {
  document.getElementById("outcome").hidden = false;
  document.getElementById("outcome-title").textContent = ok ? "Answer" : "Error";
  document.getElementById("answer").textContent = text;
  const facts = document.getElementById("facts");
  facts.replaceChildren();
  for (const [header, label] of Object.entries(FACTS)) {
    const value = headers.get(header);
    if (value) {
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      dt.textContent = label;
      dd.textContent = value;
      facts.append(dt, dd);
    }
  }
}

localTimes(document);
sendNow(document);
const tried = document.getElementById("try");
if (tried) playground(tried);
