/** A finished course in, a form that asks for a name and gives a certificate out; the name goes to the kernel and nowhere else. */
import { el, uid } from "./dom.js";

/** {node, ready(file), refused(reason), silent()}. `make` is called with the name. */
export function certificateForm(course, level, say, make) {
  const [name, hint, fault] = [uid("name"), uid("hint"), uid("fault")];
  const field = el("input", {
    type: "text", id: name, autocomplete: "off", spellcheck: "false", autocapitalize: "words", maxlength: "160",
    "aria-describedby": `${fault} ${hint}`, "data-keep": `name-${course.id}`, class: "tk-home-field",
  });
  const trouble = el("p", { class: "tk-home-fault", id: fault });
  const told = el("p", { class: "tk-message", role: "status" });
  const send = el("button", { type: "submit", class: "tk-button tk-primary", "data-keep": `make-${course.id}` }, say("home-certificate-make"));
  const form = el(
    "form",
    { class: "tk-home-form", novalidate: true, onsubmit: submit },
    el("label", { for: name }, say("home-certificate-name"), el("span", { class: "tk-unseen" }, ` (${course.title})`)), // of several
    field,
    trouble,
    el("p", { class: "tk-hint", id: hint }, say("home-certificate-name-hint")),
    el("div", { class: "tk-actions" }, send),
    told,
  );

  function submit(event) {
    event.preventDefault();
    const typed = field.value.trim();
    if (!typed) {
      refused(say("home-certificate-unnamed"));
      return;
    }
    tell(say("home-certificate-making"));
    mark("");
    make(typed);
  }

  function tell(text) {
    told.textContent = text;
  }

  function mark(text) {
    trouble.textContent = text;
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  function refused(reason) {
    tell("");
    mark(reason);
    field.focus(); // what is wrong is read out with the field
  }

  return {
    node: el(
      "div",
      { class: "tk-panel tk-home-certificate" },
      el(`h${level}`, {}, say("home-certificate")),
      el("p", {}, say("home-finished-course"), " ", say("home-certificate-no-credit")),
      form,
    ),
    ready(file) {
      mark("");
      tell(say("home-certificate-ready", { file }));
      field.value = "";
    },
    refused,
    silent: () => tell(say("home-no-answer")),
  };
}
