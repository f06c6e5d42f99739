/** Activities that are read, talked about or written for oneself in, their view out. */
import { el, uid } from "./dom.js";
import { fill, rich } from "./text.js";

/** An idea with its worked example. */
export function explainView(data, { say }) {
  const example = el("div", { class: "tk-example" }, el("p", { class: "tk-kicker" }, say("example")), rich("div", {}, data.example));
  return { node: el("div", {}, rich("div", { class: "tk-intro" }, data.text), example) };
}

/** Questions to talk about, or to think through when studying alone. */
export function discussView(data, { say }) {
  const questions = data.questions.map((question) => rich("li", {}, question));
  return {
    node: el(
      "div",
      {},
      rich("div", { class: "tk-intro" }, data.intro),
      el("ol", { class: "tk-asks" }, ...questions),
      el("p", { class: "tk-hint" }, say("discuss-alone")),
    ),
  };
}

/** A private thought. */
export function reflectView(data, context) {
  const notes = notesField(data, context);
  const prompt = rich("div", { class: "tk-intro" }, data.prompt);
  return { node: el("div", {}, prompt, notes.node), restore: notes.restore };
}

/** Steps to carry out, with room to write. */
export function exerciseView(data, context) {
  const notes = notesField(data, context);
  const steps = el("ol", { class: "tk-asks" }, ...data.steps.map((step) => rich("li", {}, step)));
  return { node: el("div", {}, rich("div", { class: "tk-intro" }, data.intro), steps, notes.node), restore: notes.restore };
}

/** A text box whose words leave the page only into this browser, and only after a tick. */
function notesField(data, context) {
  const { say } = context;
  const ids = { box: uid("notes"), caution: uid("caution"), where: uid("where") };
  const where = el("p", { id: ids.where, class: "tk-hint", role: "status" });
  const box = el("textarea", {
    id: ids.box, rows: Math.min(Math.max(data.lines, 3), 12), autocomplete: "off", spellcheck: "true",
    "aria-describedby": `${ids.caution} ${ids.where}`, oninput: keep,
  });
  const tick = el("input", { type: "checkbox", onchange: tickChanged });

  function keep() {
    if (tick.checked) where.textContent = context.save({ text: box.value }, { secret: true }) ? say("notes-kept") : say("not-kept");
  }

  function tickChanged() {
    if (!tick.checked) context.forget();
    where.textContent = say("notes-gone");
    keep();
  }

  function restore(saved) {
    const kept = typeof saved?.text === "string";
    box.value = kept ? saved.text : "";
    tick.checked = kept;
    where.textContent = kept ? say("notes-kept") : say("notes-gone");
  }

  restore(context.load());
  const node = el(
    "div",
    { class: "tk-notes" },
    el("label", { for: ids.box }, say("notes")),
    fill(el("p", { id: ids.caution, class: "tk-caution" }), say("not-reporting-channel")),
    box,
    el("label", { class: "tk-tick" }, tick, el("span", {}, say("keep-here"))),
    where,
  );
  return { node, restore };
}
