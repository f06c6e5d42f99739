/**
 * An element, the data of one activity and where to keep progress in; a living activity and its handle out.
 *
 * The same `mount` serves the notebook widget (widget.js) and the stand-alone page. It asks nothing of a kernel, a
 * server or a timer: what a click does is done before the next frame is painted.
 */
import { el, keepKeys } from "./dom.js";
import { createStore } from "./progress.js";
import { quizView } from "./quiz.js";
import { discussView, exerciseView, explainView, reflectView } from "./read.js";
import { scenarioView } from "./scenario.js";
import { sortView } from "./sort.js";

const VIEWS = {
  quiz: quizView,
  scenario: scenarioView,
  sort: sortView,
  reflect: reflectView,
  exercise: exerciseView,
  explain: explainView,
  discuss: discussView,
};

/**
 * Builds the activity in `element`.
 *
 * `data` is what toolkit/interactive/client_data.py makes. `options`: `store` (see progress.js), `link` (to a kernel,
 * see link.js), `onEvent` (hears of answers, checks, steps and hand-ins), `headingLevel` (of headings inside the
 * activity; 4 when left out), `words` (where data does not bring its own) and `views` (of more kinds than those
 * above). The handle has `answers()`, `restore(value)` to show what a store held elsewhere, `notice(word, values)`
 * to say what is wrong with the record, `forget()` and `destroy()`.
 */
export function mount(element, data, options = {}) {
  const { store = createStore(), link = null, onEvent = () => {}, headingLevel = 4, views = {} } = options;
  const words = data.words ?? options.words ?? {};
  const place = { module: data.module, item: data.id, version: data.version };
  const say = (key, values) => filled(words[key] ?? key, values);
  const trouble = el("p", { class: "tk-trouble", role: "status" });
  const troubles = { browser: "", record: "" };
  const tell = (about, text) => {
    troubles[about] = text;
    const { browser, record } = troubles;
    const told = [browser, record && !browser && say("kept-here"), record].filter(Boolean).join(" ");
    if (trouble.textContent !== told) trouble.textContent = told; // the same again would be read out again
  };
  const context = {
    say,
    store,
    link,
    test: data.mode === "test",
    level: headingLevel,
    load: () => store.load(place),
    save(value, how) {
      const kept = store.save(place, value, how);
      tell("browser", kept ? "" : say("not-kept"));
      return kept;
    },
    forget: () => store.forget(place),
    emit: (event) => onEvent({ module: data.module, item: data.id, version: data.version, ...event }),
  };
  const view = ({ ...VIEWS, ...views }[data.kind] ?? unknownView)(data, context);
  const root = el("div", { class: "tk", role: "group", "aria-label": data.title }, view.node, trouble);
  keepKeys(root);
  element.replaceChildren(root);
  const unwatch = store.watch(place, () => view.restore?.(context.load()));

  return {
    answers: () => view.answers?.() ?? null,
    restore: (value) => view.restore?.(value),
    notice: (word, values) => tell("record", word ? say(word, values) : ""),
    forget() {
      context.forget();
      view.restore?.(null);
      tell("browser", "");
      tell("record", "");
    },
    destroy() {
      unwatch();
      view.close?.();
      root.remove();
    },
  };
}

function unknownView(_data, { say }) {
  return { node: el("p", {}, say("cannot-show")) };
}

function filled(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
