"use strict";

// Sends the form as a chat completion, as any agent would, and shows what came back.

const FACTS = {
  "x-quartermaster-model": "Served by",
  "x-quartermaster-cost-usd": "Cost (USD)",
  "x-quartermaster-attempts": "Attempts",
  "x-quartermaster-overhead-ms": "Time spent here (ms)",
  "x-quartermaster-decision": "Decision",
  "x-request-id": "Request",
};

const form = document.getElementById("try");
const button = form.querySelector("button");
const outcome = document.getElementById("outcome");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    const response = await fetch("/v1/chat/completions", request());
    const body = await response.json();
    const text = response.ok ? body.choices[0].message.content : body.error.message;
    show(response.ok, text, response.headers);
  } catch (failure) {
    show(false, "No answer: " + failure.message, new Headers());
  } finally {
    button.disabled = false;
  }
});

function request() {
  const fields = new FormData(form);
  const headers = { "content-type": "application/json" };
  if (fields.get("key")) {
    headers.authorization = "Bearer " + fields.get("key");
  }
  const messages = [{ role: "user", content: fields.get("prompt") }];
  return { method: "POST", headers, body: JSON.stringify({ model: fields.get("model"), messages }) };
}

function show(ok, text, headers) {
  outcome.hidden = false;
  outcome.classList.toggle("failed", !ok);
  document.getElementById("outcome-title").textContent = ok ? "Answer" : "Error";
  document.getElementById("answer").textContent = text;
  const facts = document.getElementById("facts");
  facts.replaceChildren();
  for (const [header, label] of Object.entries(FACTS)) {
    const value = headers.get(header);
    if (value) {
      facts.append(element("dt", label), element("dd", value));
    }
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
