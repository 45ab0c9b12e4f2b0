import { byId, place, sentence, unfit, watch } from "./fields.js";

// Relative to this file: wherever a proxy shows us, the API is beside it.
const api = new URL("../api/v1/", import.meta.url);

const given = new URLSearchParams(location.hash.slice(1));
const key = given.get("k");
const invite = given.get("i");
// What opens the door stays neither in the address bar nor in the history.
history.replaceState(null, "", location.pathname);
window.addEventListener("hashchange", () => location.reload());

const form = byId("form");
const send = byId("send");

function begin() {
  if (key === null && invite === null) {
    byId("title").textContent = "A link is needed";
    byId("needs-link").hidden = false;
    return;
  }
  byId("title").textContent = key === null ? "You are invited" : "Set up Taskyard";
  byId("lead").textContent =
    key === null
      ? "Make your account. The link works once."
      : "Make the account of the first administrator: it may do everything.";
  form.hidden = false;
  watch(form);
  form.addEventListener("submit", submit);
  form.elements.name.focus();
}

async function submit(event) {
  event.preventDefault();
  if (send.getAttribute("aria-disabled") === "true") return;
  byId("trouble").textContent = "";
  const wrong = unfit(form);
  if (wrong.length > 0) return form.elements[wrong[0]].focus();
  send.setAttribute("aria-disabled", "true");
  try {
    await ask();
  } catch {
    byId("trouble").textContent = "The server cannot be reached. Try again in a moment.";
  } finally {
    send.setAttribute("aria-disabled", "false");
  }
}

async function ask() {
  const { name, email, password } = form.elements;
  const account = { name: name.value, email: email.value, password: password.value, cookie: true };
  const [where, what] = key === null ? ["auth/register", { invite }] : ["auth/setup", { key }];
  const response = await fetch(new URL(where, api), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...what, ...account }),
  });
  const reply = await response.json();
  if (response.ok) return finish(reply.user);
  const { fields, others } = place(reply);
  byId("trouble").textContent = others.map(sentence).join(" ");
  if (fields.length > 0) form.elements[fields[0]].focus();
}

function finish(user) {
  form.reset();
  form.hidden = true;
  const tasks = new URL("tasks", api).href;
  byId("who").textContent = user.name;
  byId("on-server").textContent = `curl -H "Authorization: Bearer $(taskyard token)" ${tasks}`;
  byId("elsewhere").textContent = `curl -H "Authorization: Bearer ty_…" ${tasks}`;
  byId("title").textContent = "That is all";
  byId("server").hidden = key === null;
  byId("done").hidden = false;
  byId("title").focus();
}

begin();
