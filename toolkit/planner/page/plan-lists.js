/** The days of a workshop, its reference pages and its local numbers: parts of the form that grow and shrink. */
import { button, el, uid } from "../../interactive/engine/dom.js";
import { placeOf } from "../../interactive/engine/home-page.js";

/** {node, show()}: a row for each day of a workshop that lasts several. */
export function dayList(draft, fields, say, changed) {
  const rows = el("div", { class: "tk-plan-days" });
  const add = button(say("add-day"), "quiet", more, { "data-keep": "add-day" });
  const node = el("div", { class: "tk-plan-wide" }, el("p", { class: "tk-plan-hint" }, say("days-how")), rows, add);
  let drawn = -1;

  const days = () => (Array.isArray(draft.get(["days"])) ? draft.get(["days"]) : []);

  function more() {
    const there = days();
    draft.set(["days"], there.length ? [...there, {}] : [{}, {}]);
    show();
    changed(["days"]);
    rows.lastElementChild.querySelector("input").focus();
  }

  /** Takes one day away. The last one that is left is a workshop of one day again. */
  function less(place) {
    const left = days().filter((_day, number) => number !== place);
    if (left.length > 1) draft.set(["days"], left);
    else {
      draft.set(["days"], undefined);
      for (const [name, value] of Object.entries(left[0] ?? {})) draft.set([name], value);
    }
    drawn = -1;
    show();
    fields.show();
    changed(["days"]);
    add.focus();
  }

  function show() {
    const count = days().length;
    if (count === drawn) return;
    for (let place = 0; place < Math.max(drawn, count); place += 1) for (const name of ["date", "start", "minutes"]) fields.drop(["days", place, name]);
    drawn = count;
    rows.replaceChildren(...days().map((_day, place) => row(place)));
  }

  function row(place) {
    const number = place + 1;
    return el(
      "fieldset",
      { class: "tk-plan-choice" },
      el("legend", {}, say("day", { number })),
      el(
        "div",
        { class: "tk-plan-grid" },
        fields.text(["days", place, "date"], say("date"), { type: "date" }).node,
        fields.text(["days", place, "start"], say("start"), { type: "time" }).node,
        fields.text(["days", place, "minutes"], say("minutes"), { type: "number" }).node,
      ),
      button(say("remove-day"), "quiet", () => less(place), { "aria-label": `${say("remove-day")}: ${say("day", { number })}` }),
    );
  }

  fields.add(["days"], { node, error: el("p"), input: add, show });
  return { node, show };
}

/** {node, show(catalogue)}: the pages for the audience, or those that somebody picks. */
export function pageChooser(draft, fields, say, changed) {
  const name = uid("pages");
  const error = el("p", { class: "tk-plan-error", id: uid("error") });
  const usual = el("p", { class: "tk-plan-hint" });
  const list = el("div", { class: "tk-plan-choice" });
  let catalogue = { pages: [], usual: [] };

  const radio = (keep, word, act) => {
    const input = el("input", { type: "radio", name, "data-keep": keep, "aria-describedby": error.id, onchange: act });
    return { input, node: el("label", { class: "tk-plan-tick" }, input, el("span", {}, say(word))) };
  };
  const auto = radio("pages-usual", "pages-usual", () => put(undefined));
  const own = radio("pages-own", "pages-own", () => put([...catalogue.usual]));
  const node = el("fieldset", { class: "tk-plan-choice tk-plan-wide" }, el("legend", {}, say("pages")), auto.node, usual, own.node, list, error);

  function put(pages) {
    draft.set(["pages"], pages);
    draw();
    changed(["pages"]);
  }

  function draw() {
    const back = placeOf(node);
    const value = draft.get(["pages"]);
    const picked = Array.isArray(value) ? value : null;
    auto.input.checked = !picked;
    own.input.checked = Boolean(picked);
    const titles = catalogue.pages.filter(({ id }) => catalogue.usual.includes(id)).map(({ title }) => title);
    usual.textContent = picked ? "" : titles.join(" · ");
    list.hidden = !picked;
    list.replaceChildren(...(picked ? catalogue.pages.map((page) => row(page, picked)) : []));
    back();
  }

  function row({ id, title, about }, picked) {
    const more = about ? el("span", { class: "tk-plan-about", id: uid("about") }, about) : null;
    const input = el("input", {
      type: "checkbox", checked: picked.includes(id), "data-keep": `page ${id}`, "aria-describedby": more?.id,
      onchange: () => put(input.checked ? [...picked, id] : picked.filter((each) => each !== id)),
    });
    return el("label", { class: "tk-plan-tick" }, input, el("span", {}, el("span", {}, title), more));
  }

  fields.add(["pages"], { node, error, input: auto.input, show: draw });
  return {
    node,
    show(news) {
      if (JSON.stringify([news.pages, news.usual]) === JSON.stringify([catalogue.pages, catalogue.usual])) return;
      catalogue = news;
      draw();
    },
  };
}

/** {node, show(catalogue)}: a field for each number that a workshop fills in, and which others nobody has confirmed. */
export function contactList(fields, say) {
  const rows = el("div", { class: "tk-plan-grid" });
  const unsure = el("p", { class: "tk-plan-hint" });
  const node = el("div", {}, el("p", { class: "tk-plan-hint" }, say("contacts-how")), rows, unsure);
  let drawn = "";

  return {
    node,
    show({ local, unsure: names }) {
      unsure.textContent = names.length ? say("unconfirmed", { contacts: names.join("; ") }) : "";
      const now = JSON.stringify(local);
      if (now === drawn) return;
      for (const { id } of drawn ? JSON.parse(drawn) : []) fields.drop(["contacts", id]);
      drawn = now;
      rows.replaceChildren(...local.map(({ id, title, about }) => fields.text(["contacts", id], title, { hint: about }).node));
    },
  };
}
