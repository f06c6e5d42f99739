/** Ready-made sessions in, a list to begin from out: nothing, one of them, or a file of this folder. */
import { button, el, uid } from "../../interactive/engine/dom.js";

/** {node, files(names), told(text)}. `open` hears {ready}, {file} or {}. */
export function opener({ ready }, say, open) {
  const error = el("p", { class: "tk-plan-error tk-plan-lines", id: uid("error"), role: "status" });
  const own = el("optgroup", { label: say("your-files") });
  const list = el(
    "select",
    { id: uid("begin"), "aria-describedby": error.id },
    el("option", { value: "" }, say("from-nothing")),
    el("optgroup", { label: say("ready-made") }, ...ready.map(({ name, title }) => el("option", { value: `ready ${name}` }, title))),
    own,
  );
  const node = el(
    "section",
    { class: "tk-plan-open", "aria-label": say("begin") },
    el("h2", {}, say("begin")),
    el("p", { class: "tk-plan-hint" }, say("begin-how")),
    el("label", { for: list.id }, say("begin-from")),
    el("div", { class: "tk-plan-row" }, list, button(say("open"), "secondary", act)),
    error,
  );

  function act() {
    const [kind, ...rest] = list.value.split(" ");
    open(kind ? { [kind]: rest.join(" ") } : {});
  }

  return {
    node,
    files(names) {
      const chosen = list.value;
      own.replaceChildren(...names.map((name) => el("option", { value: `file ${name}` }, name)));
      own.hidden = !names.length;
      list.value = chosen;
    },
    told(text) {
      error.textContent = text;
    },
  };
}
