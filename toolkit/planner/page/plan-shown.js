/** What the kernel saw in a draft in, the day beside the form out: timetable, what is wrong, objectives, what to cut. */
import { button, el } from "../../interactive/engine/dom.js";
import { placeOf } from "../../interactive/engine/home-page.js";

const LEVEL = 2;

/** {node, show(seen)}. `go` takes somebody to the field of a problem; `has` says whether the form has it. */
export function planShown(say, go, has) {
  const inside = el("div", {});
  // Beside the form it scrolls on its own, so a keyboard must be able to hold on to it.
  const node = el("section", { class: "tk-plan-day", "aria-label": say("day-title"), tabindex: "0" }, inside);
  let last = null; // the last plan that was possible

  function show({ problems, plan }) {
    const back = placeOf(node);
    if (plan) last = plan;
    inside.replaceChildren(
      el(`h${LEVEL}`, {}, say("day-title")),
      ...(problems.length ? [wrong(problems)] : []),
      ...(plan ? whole(plan) : last && problems[0]?.field !== "modules" ? [el("p", { class: "tk-plan-hint" }, say("old-plan")), ...whole(last)] : []),
    );
    back();
  }

  function wrong(problems) {
    return el(
      "div",
      { class: "tk-plan-wrong" },
      el("h3", { tabindex: "-1", "data-keep": "wrong" }, problems.length === 1 ? say("one-to-mend") : say("to-mend", { count: problems.length })),
      el(
        "ul",
        {},
        ...problems.map(({ field, text }, number) =>
          el("li", {}, text, " ", has(field) ? button(say("go"), "quiet", () => go(field), { "aria-label": `${say("go")}: ${text}`, "data-keep": `go ${number}` }) : null),
        ),
      ),
    );
  }

  function whole(plan) {
    return [
      el("p", { class: "tk-plan-title" }, plan.title),
      el("p", { class: "tk-plan-sum" }, plan.sum),
      ...plan.rooms.map((room) => el("p", { class: "tk-plan-hint" }, room)),
      ...plan.notes.map((note) => el("p", { class: "tk-caution" }, note)),
      ...plan.days.map(dayTable),
      fold("met", say(plan.unmet.length ? "met-some" : "met", { met: plan.met.length, count: plan.met.length + plan.unmet.length }), objectives(plan)),
      ...(plan.days.some(({ cuts }) => cuts.length) ? [fold("cuts", say("cuts"), el("div", {}, ...plan.days.flatMap(cutsOf)))] : []),
    ];
  }

  function dayTable({ title, rows }) {
    const cells = rows.map((row) =>
      el(
        "tr",
        { class: row.kind === "break" ? "tk-plan-break" : false },
        el("td", { class: "tk-plan-clock" }, row.clock),
        el("td", { class: "tk-plan-minutes" }, row.minutes),
        el("td", {}, row.title, row.more ? el("span", { class: "tk-plan-about" }, row.more) : null),
      ),
    );
    const head = el("tr", {}, ...["at", "takes", "what"].map((word) => el("th", { scope: "col" }, say(word))));
    return el("table", { class: "tk-plan-table" }, title ? el("caption", {}, title) : null, el("thead", {}, head), el("tbody", {}, ...cells));
  }

  function objectives({ met, unmet }) {
    return el(
      "div",
      {},
      el("ul", {}, ...met.map((text) => el("li", {}, text))),
      ...(unmet.length ? [el("p", {}, el("strong", {}, say("unmet"))), el("ul", {}, ...unmet.map((text) => el("li", {}, text)))] : []),
    );
  }

  function cutsOf({ title, cuts }) {
    const steps = cuts.map(({ step, cuts: each }) => el("li", {}, step, el("ul", {}, ...each.map((text) => el("li", {}, text)))));
    return [...(title && cuts.length ? [el("p", {}, el("strong", {}, title))] : []), el("ol", {}, ...steps)];
  }

  function fold(name, title, content) {
    return el("details", { "data-fold": name }, el("summary", { "data-keep": name }, title), content);
  }

  return { node, show, toProblems: () => inside.querySelector("h3")?.focus() };
}
