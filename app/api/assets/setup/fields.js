// The fields of the form and what is wrong with them. Texts are set as text, never as HTML.

const FEWEST = 10;

export const byId = (id) => document.getElementById(id);

export function tell(name, problem) {
  byId(`${name}-problem`).textContent = problem;
  byId(name).setAttribute("aria-invalid", String(problem !== ""));
}

/** What can be told without asking the server; the fields that cannot be sent. */
export function unfit(form) {
  const problems = {
    name: form.elements.name.value.trim() === "" ? "How shall you be called?" : "",
    email: form.elements.email.validity.valid ? "" : "Write it like ada@example.org.",
    password: lengthOf(form) < FEWEST ? `It takes at least ${FEWEST} characters.` : "",
  };
  for (const [name, problem] of Object.entries(problems)) tell(name, problem);
  return Object.keys(problems).filter((name) => problems[name] !== "");
}

/** Puts each problem of a reply at its field; returns the fields, and the texts that have none. */
export function place(reply) {
  const found = { fields: [], others: [] };
  for (const { pointer = "", detail } of reply.errors ?? []) {
    const name = pointer.slice(1);
    if (byId(`${name}-problem`) === null) {
      found.others.push(`${name} ${detail}`.trim());
    } else {
      tell(name, sentence(detail));
      found.fields.push(name);
    }
  }
  if (found.fields.length + found.others.length === 0) found.others.push(reply.detail);
  return found;
}

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");

/** What was wrong of a field is not said of what is being typed. */
export function watch(form) {
  const { password } = form.elements;
  for (const name of ["name", "email", "password"]) {
    form.elements[name].addEventListener("input", () => tell(name, ""));
  }
  password.addEventListener("input", () => {
    const missing = FEWEST - lengthOf(form);
    byId("password-hint").textContent =
      missing > 0 ? `${missing} more, at least.` : "Long enough; it must not be easy to guess.";
  });
  byId("show").addEventListener("click", ({ currentTarget: button }) => {
    const shown = password.type === "password";
    password.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? "Hide" : "Show";
  });
}

// As people count, and the server: not in UTF-16.
const lengthOf = (form) => [...form.elements.password.value].length;
