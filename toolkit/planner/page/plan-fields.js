/**
 * A place in the draft in, a labelled field out. Each has its hint and its error tied to it, and stands still: new
 * data changes values and errors and replaces no field, so nobody loses the place where they are typing.
 */
import { button, el, uid } from "../../interactive/engine/dom.js";

/** The fields of one form. `draft` holds the values, `changed` hears of each change. */
export function createFields(draft, say, changed) {
  const all = new Map(); // by name, as problems call it: "minutes", "contacts/state-line"

  function put(path, value) {
    draft.set(path, value);
    changed(path);
  }

  /** Registers a field: `show` takes the value of the draft, `mark` an error text. */
  function add(path, { node, show, input, error, extra }) {
    const field = {
      node,
      input,
      show: () => show(draft.get(path)),
      mark(text, least) {
        if (error.textContent !== text) error.textContent = text;
        if (text) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
        extra?.(least);
      },
    };
    all.set(path.join("/"), field);
    field.show();
    return field;
  }

  function frame(name, input, { hint, wide, after } = {}) {
    const error = el("p", { class: "tk-plan-error", id: uid("error") });
    const about = hint ? el("p", { class: "tk-plan-hint", id: uid("hint") }, hint) : null;
    input.setAttribute("id", uid("field"));
    input.setAttribute("aria-describedby", [about?.id, error.id].filter(Boolean).join(" "));
    const label = el("label", { for: input.id }, name);
    const node = el("div", { class: `tk-plan-field${wide ? " tk-plan-wide" : ""}` }, label, about, input, error, after);
    return { node, error };
  }

  /** One line of text, a day, a time or a number. */
  function text(path, name, { type = "text", least = false, ...more } = {}) {
    const number = type === "number";
    const input = el("input", {
      class: "tk-plan-input", type: number ? "text" : type, inputmode: number ? "numeric" : false, autocomplete: "off", spellcheck: "true",
      "data-keep": path.join("/"), oninput: () => put(path, input.value.trim()),
    });
    const fix = least ? button("", "quiet", () => use(), { hidden: true }) : null;
    const use = () => {
      input.value = fix.dataset.least;
      put(path, input.value);
      fix.hidden = true;
      input.focus();
    };
    const { node, error } = frame(name, input, { ...more, after: fix });
    return add(path, {
      node, input, error,
      show: (value) => {
        const shown = typeof value === "string" ? value : "";
        if (input.value.trim() !== shown) input.value = shown;
      },
      extra: (minutes) => {
        if (!fix) return;
        fix.hidden = !minutes && node.ownerDocument.activeElement !== fix;
        if (minutes) Object.assign(fix.dataset, { least: minutes });
        if (minutes) fix.textContent = say("use-minutes", { minutes });
      },
    });
  }

  /** One name of a list that may grow, or `none`. A name that is not in the list stays until another one is picked. */
  function pick(path, name, none, more = {}) {
    const input = el("select", { class: "tk-plan-input", "data-keep": path.join("/"), onchange: () => put(path, input.value) }, el("option", { value: "" }, none));
    const { node, error } = frame(name, input, more);
    let offered = [];
    const field = add(path, {
      node, input, error,
      show: (value) => {
        const chosen = typeof value === "string" ? value : "";
        const names = !chosen || offered.includes(chosen) ? offered : [...offered, chosen];
        const [nothing, ...there] = input.options;
        if (there.map((option) => option.value).join("\n") !== names.join("\n"))
          input.replaceChildren(nothing, ...names.map((each) => el("option", { value: each }, each)));
        input.value = chosen;
      },
    });
    const offer = (names) => {
      offered = names;
      field.show();
    };
    return { ...field, offer };
  }

  /** A list of names, one on each line. */
  function lines(path, name, more = {}) {
    const input = el("textarea", {
      class: "tk-plan-input", rows: "3", "data-keep": path.join("/"), spellcheck: "false",
      oninput: () => put(path, input.value.split("\n").map((line) => line.trim()).filter(Boolean)),
    });
    const { node, error } = frame(name, input, more);
    return add(path, {
      node, input, error,
      show: (value) => {
        const shown = Array.isArray(value) ? value : [];
        const now = input.value.split("\n").map((line) => line.trim()).filter(Boolean);
        if (now.join("\n") !== shown.join("\n")) input.value = shown.join("\n");
      },
    });
  }

  /** A box to tick. `on` is the value when it is ticked. */
  function tick(path, name, { hint, on = "true" } = {}) {
    const error = el("p", { class: "tk-plan-error", id: uid("error") });
    const about = hint ? el("p", { class: "tk-plan-hint", id: uid("hint") }, hint) : null;
    const input = el("input", {
      type: "checkbox", "data-keep": path.join("/"), "aria-describedby": [about?.id, error.id].filter(Boolean).join(" "),
      onchange: () => put(path, input.checked ? structuredClone(on) : undefined),
    });
    const node = el("div", { class: "tk-plan-field tk-plan-wide" }, el("label", { class: "tk-plan-tick" }, input, el("span", {}, name)), about, error);
    return add(path, {
      node, input, error,
      show: (value) => {
        input.checked = typeof on === "string" ? value === on : Boolean(value);
      },
    });
  }

  /** One of several. Each choice has id, title and perhaps about; `usual` is what no value means. */
  function choice(path, name, choices, usual) {
    const error = el("p", { class: "tk-plan-error", id: uid("error") });
    const group = uid("choice");
    const inputs = choices.map(({ id, title, about }) => {
      const more = about ? el("span", { class: "tk-plan-about", id: uid("about") }, about) : null;
      const input = el("input", {
        type: "radio", name: group, value: id, "data-keep": `${path.join("/")}=${id}`, "aria-describedby": [more?.id, error.id].filter(Boolean).join(" "),
        onchange: () => put(path, id),
      });
      return { input, node: el("label", { class: "tk-plan-tick" }, input, el("span", {}, el("span", {}, title), more)) };
    });
    const node = el("fieldset", { class: "tk-plan-choice" }, el("legend", {}, name), ...inputs.map((each) => each.node), error);
    return add(path, {
      node, error, input: inputs[0].input,
      show: (value) => {
        for (const { input } of inputs) input.checked = input.value === (value ?? usual);
      },
    });
  }

  return {
    text,
    lines,
    pick,
    tick,
    choice,
    add,
    drop: (path) => all.delete(path.join("/")),
    show: () => all.forEach((field) => field.show()),
    /** Says at each field what is wrong with it; the names of problems that belong to no field. */
    mark(problems) {
      const by = new Map();
      for (const problem of problems) {
        const name = nearest(problem.field);
        if (name) by.set(name, [...(by.get(name) ?? []), problem]);
      }
      for (const [name, field] of all) {
        const mine = by.get(name) ?? [];
        field.mark(mine.map((problem) => problem.text).join(" "), mine.find((problem) => problem.least)?.least);
      }
    },
    focus(name) {
      const field = all.get(nearest(name));
      field?.input.focus();
      return Boolean(field);
    },
    has: (name) => Boolean(nearest(name)),
  };

  /** The field called `name`, or the one around it. */
  function nearest(name) {
    for (let own = name; own; own = own.includes("/") ? own.slice(0, own.lastIndexOf("/")) : "") if (all.has(own)) return own;
    return "";
  }
}
