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

document.addEventListener("htmx:sseOpen", (event) => { source = event.detail.source; say("Live"); });
document.addEventListener("htmx:sseError", () => say("Not up to date: the connection is lost"));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    if (source) { source.close(); source = null; say("Paused"); }
    return;
  }
  const old = document.querySelector("[sse-connect]");
  if (old && !source) {
    const focused = document.activeElement && document.activeElement.id;
    const fresh = old.cloneNode(true);
    old.replaceWith(fresh);
    htmx.process(fresh);
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }
});
window.addEventListener("pagehide", () => { if (source) source.close(); });

document.addEventListener("htmx:afterSwap", (event) => localTimes(event.target));
document.addEventListener("htmx:sseMessage", (event) => localTimes(event.target));
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const notice = document.getElementById("notice");
    const xhr = event.detail.xhr;
    notice.textContent = !xhr || !xhr.status ? "The service does not answer."
      : xhr.status === 401 ? "Your session has ended. Send the form: it is kept while you sign in again."
      : "The service refused this (" + xhr.status + ").";
    notice.hidden = false;
  });
}
document.addEventListener("htmx:beforeRequest", () => { document.getElementById("notice").hidden = true; });

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
