/** Save, make the files, go back to what was saved: buttons, questions, a progress bar and links out; what they do is asked of `does`. */
import { button, el, heading, uid } from "../../interactive/engine/dom.js";
import { pageSettings } from "../../interactive/engine/home-links.js";

/** {node, name, tell, ask, making, made, unmade, show}. `does` has save, make, undo and stop. */
export function actions(draft, say, does) {
  const told = el("p", { class: "tk-plan-told", role: "status", id: uid("told") });
  const state = el("p", { class: "tk-plan-hint", id: uid("state") });
  const name = el("input", {
    class: "tk-plan-input", type: "text", id: uid("name"), autocomplete: "off", spellcheck: "false",
    "aria-describedby": `${state.id} ${told.id}`, oninput: () => rename(),
  });
  const save = button(say("save"), "primary", does.save);
  const make = button(say("make"), "secondary", does.make);
  const undo = button(say("undo"), "quiet", () => does.undo());
  const question = el("div", { class: "tk-panel tk-plan-ask", role: "group", hidden: true });
  const bar = el("progress", { max: "1", value: "0", "aria-label": say("making") });
  const step = el("p", { class: "tk-plan-step" });
  const stop = button(say("stop"), "secondary", does.stop);
  const work = el("div", { class: "tk-plan-work", hidden: true }, bar, step, stop);
  const results = el("div", { class: "tk-plan-results" });
  const node = el(
    "section",
    { class: "tk-plan-actions", "aria-label": say("save-title") },
    el("h2", {}, say("save-title")),
    el("div", { class: "tk-plan-field tk-plan-wide" }, el("label", { for: name.id }, say("file-name")), name, state),
    el("div", { class: "tk-actions" }, save, make, undo),
    told,
    question,
    work,
    results,
  );

  function rename() {
    draft.rename(name.value.trim());
    does.changed();
  }

  /** Asks one question in place; the focus comes back to where it was. Each choice is [word, act]. */
  function ask(title, text, choices) {
    const before = node.getRootNode().activeElement;
    const close = (act) => {
      question.hidden = true;
      question.replaceChildren();
      before?.focus?.();
      act?.();
    };
    const head = heading(3, title);
    question.setAttribute("aria-label", title);
    question.replaceChildren(
      head,
      el("p", {}, text),
      el("div", { class: "tk-actions" }, ...choices.map(([word, act]) => button(say(word), "secondary", () => close(act))), button(say("go-back"), "primary", () => close())),
    );
    question.hidden = false;
    question.scrollIntoView({ block: "nearest" });
    head.focus();
  }

  function tell(text, isTrouble = false) {
    told.textContent = text;
    told.classList.toggle("tk-plan-trouble", isTrouble);
  }

  function making({ what, done, total }) {
    const begins = work.hidden;
    work.hidden = false;
    if (begins) results.replaceChildren();
    bar.max = total;
    bar.value = done;
    step.textContent = say("step", { done, total, what });
    make.setAttribute("aria-disabled", "true");
  }

  /** The work is over; whoever stood on Stop stands on the button that began it. */
  function over() {
    const here = work.contains(node.getRootNode().activeElement);
    work.hidden = true;
    make.removeAttribute("aria-disabled");
    if (here) make.focus();
  }

  function made({ folder, below, files, failures, withheld }) {
    over();
    const whole = folder && below ? `${below}/${folder}` : folder;
    const rows = files.filter(({ path }) => path !== "index.html").map((file) => el("li", {}, link(whole, below, file), el("span", { class: "tk-plan-about" }, file.path)));
    const index = files.find(({ path }) => path === "index.html");
    results.replaceChildren(
      el("h3", {}, say("made-title", { folder })),
      index ? el("p", {}, link(whole, below, { ...index, title: say("open-index") }, "tk-button tk-primary")) : "",
      ...(failures.length ? [el("p", { class: "tk-caution" }, say("failed")), el("ul", {}, ...failures.map((text) => el("li", {}, text)))] : []),
      ...(withheld.length ? [el("p", { class: "tk-caution" }, say("withheld", { modules: withheld.join(", ") }))] : []),
      el("ul", { class: "tk-plan-files" }, ...rows),
    );
    tell(failures.length ? say("made-gaps", { count: files.length }) : say("made-all", { count: files.length }), failures.length > 0);
  }

  function link(folder, below, { title, path }, kind) {
    const page = pageSettings();
    if (!page || below === null) return el("span", {}, title);
    const base = (page.baseUrl ?? "/").replace(/\/?$/, "/");
    const href = `${base}files/${`${folder}/${path}`.split("/").map(encodeURIComponent).join("/")}`;
    return el("a", { href, target: "_blank", rel: "noopener", class: kind, download: /\.(docx|pptx|ics)$/.test(path) ? "" : false }, title);
  }

  return {
    node,
    ask,
    tell,
    making,
    made,
    over,
    unmade({ reason }) {
      over();
      tell(reason, true);
    },
    isMaking: () => !work.hidden,
    show() {
      const { name: now, file, like } = draft.draft();
      if (name.value.trim() !== now) name.value = now;
      const changed = draft.isChanged();
      state.textContent = file ? say(changed ? "state-changed" : "state-saved", { file }) : say(like || changed ? "state-new" : "state-empty");
      undo.setAttribute("aria-disabled", String(!changed));
    },
    name,
  };
}
