/** What the learner may do with their record in: hand it over, or forget it after one more question; the section out. */
import { button, el, heading } from "./dom.js";

/** {node, told(text), refused(reason), silent()}. `download` and `forget` do what they say. */
export function recordSection(level, say, { download, forget }) {
  const told = el("p", { class: "tk-message", role: "status" });
  const opener = button(say("home-forget"), "secondary", () => ask(true), { "aria-expanded": "false", "data-keep": "forget" });
  const title = heading(level + 1, say("home-forget-ask"));
  const panel = el(
    "div",
    { class: "tk-panel tk-home-ask", role: "group", "aria-label": say("home-forget-ask"), hidden: true },
    title,
    el("p", {}, say("home-forget-what")),
    el(
      "div",
      { class: "tk-actions" },
      button(say("home-forget-cancel"), "primary", () => ask(false), { "data-keep": "forget-no" }),
      button(say("home-forget-yes"), "secondary", agreed, { "data-keep": "forget-yes" }),
    ),
  );

  function ask(yes) {
    panel.hidden = !yes;
    opener.setAttribute("aria-expanded", String(yes));
    told.textContent = "";
    (yes ? title : opener).focus();
  }

  function agreed() {
    ask(false);
    forget();
  }

  const tell = (text) => {
    told.textContent = text;
  };
  return {
    node: el(
      "section",
      { class: "tk-home-record" },
      el(`h${level}`, { class: "tk-home-title" }, say("home-record")),
      el("p", {}, say("home-record-what")),
      el("div", { class: "tk-actions" }, button(say("home-download"), "secondary", download, { "data-keep": "download" }), opener),
      panel,
      told,
    ),
    told: tell,
    refused: tell,
    silent: () => tell(say("home-no-answer")),
  };
}
