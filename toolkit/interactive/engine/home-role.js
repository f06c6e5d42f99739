/** Roles in, a way to choose one out: open until something is chosen, then one line that can be opened again. */
import { button, el, uid } from "./dom.js";

/** {node, show(role)}. `choose` hears of every choice; null is none. */
export function roleChooser(roles, level, say, choose) {
  const name = uid("role");
  const head = el(`h${level}`, { class: "tk-home-title" }, say("home-role"));
  const chosen = el("p", { class: "tk-home-chosen" });
  const change = button(say("home-change-role"), "quiet", () => open(true), { "data-keep": "role-change" });
  const line = el("div", { class: "tk-home-line" }, chosen, change);
  const rows = [...roles, { id: "", title: say("home-role-none"), description: say("home-role-none-hint") }].map(row);
  const done = button(say("home-role-done"), "secondary", () => open(false), { "data-keep": "role-done" });
  const panel = el(
    "div",
    { class: "tk-panel" },
    el(
      "fieldset",
      {},
      el("legend", { class: "tk-prompt" }, say("home-role-ask")),
      el("p", { class: "tk-hint" }, say("home-role-why")),
      el("div", { class: "tk-options" }, ...rows.map(({ node }) => node)),
    ),
    el("div", { class: "tk-actions" }, done),
  );
  let current = null;
  let decided = false;

  function row({ id, title, description }) {
    const text = uid("role-text");
    const input = el("input", {
      type: "radio", name, value: id, "data-keep": `role-${id}`, "aria-describedby": text,
      onchange: () => pick(id || null),
    });
    const words = el("span", { class: "tk-option-text" }, el("strong", {}, title), el("span", { class: "tk-home-about", id: text }, description));
    return { id, title, input, node: el("label", { class: "tk-option" }, input, words) };
  }

  function pick(role) {
    decided = true; // from now on the list opens and closes only by its own buttons
    choose(role);
  }

  function open(yes) {
    decided = true;
    panel.hidden = !yes;
    line.hidden = yes;
    if (yes) (rows.find(({ input }) => input.checked) ?? rows[0]).input.focus();
    else change.focus();
  }

  function show(role) {
    const known = rows.find(({ id }) => id && id === role);
    if (!decided) {
      panel.hidden = Boolean(known);
      line.hidden = !known;
    }
    const box = known ?? rows.at(-1);
    if (known || current !== null) box.input.checked = true; // none is ticked before anybody has chosen
    current = role;
    chosen.textContent = box.title;
    change.setAttribute("aria-label", `${say("home-change-role")}: ${say("home-role")}`);
  }

  return { node: el("section", { class: "tk-home-role" }, head, line, panel), show };
}
