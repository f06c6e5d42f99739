/** The catalogue in, two lists out: all modules to tick by course, and the chosen ones in the order of the day. */
import { button, el, uid } from "../../interactive/engine/dom.js";
import { placeOf } from "../../interactive/engine/home-page.js";

/** {node, show(catalogue)}. The order changes by buttons, so it needs no mouse. */
export function moduleChooser(draft, fields, say, changed, live) {
  const error = el("p", { class: "tk-plan-error", id: uid("error") });
  const order = el("ol", { class: "tk-plan-order" });
  const none = el("p", { class: "tk-plan-hint" }, say("none-chosen"));
  const courses = el("div", { class: "tk-plan-courses" });
  const title = el("h3", { tabindex: "-1", id: uid("chosen"), "aria-describedby": error.id }, say("chosen"));
  const node = el("div", {}, title, none, order, error, el("h3", {}, say("to-choose")), courses);
  const titles = new Map();
  let offered = [];

  fields.add(["modules"], { node, error, input: title, show: () => draw() });

  function chosen() {
    const value = draft.get(["modules"]);
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  }

  function put(modules) {
    draft.set(["modules"], modules);
    draw();
    changed(["modules"]);
  }

  function toggle(id, yes) {
    put(yes ? [...chosen(), id] : chosen().filter((each) => each !== id));
    live(say(yes ? "added" : "removed", { title: titles.get(id) ?? id }));
  }

  function move(place, by) {
    const modules = chosen();
    const [id] = modules.splice(place, 1);
    modules.splice(place + by, 0, id);
    put(modules);
    live(say("moved", { title: titles.get(id) ?? id, place: place + by + 1, count: modules.length }));
  }

  function remove(place) {
    const modules = chosen();
    const [id] = modules.splice(place, 1);
    put(modules);
    live(say("removed", { title: titles.get(id) ?? id }));
    (order.querySelectorAll("li .tk-plan-remove")[Math.min(place, modules.length - 1)] ?? title).focus();
  }

  function draw() {
    const back = placeOf(node);
    const modules = chosen();
    none.hidden = modules.length > 0;
    order.replaceChildren(...modules.map((id, place) => row(id, place, modules.length)));
    courses.replaceChildren(...offered.map((course) => courseOf(course, modules)));
    back();
  }

  function row(id, place, count) {
    const name = titles.get(id) ?? say("not-for-them", { id });
    // A button that can do nothing here stays, so that whoever moves a module to the end does not lose their place.
    const step = (word, by, possible) =>
      button(say(word), "quiet", () => possible && move(place, by), {
        "aria-label": `${say(word)}: ${name}`, "aria-disabled": String(!possible), "data-keep": `${word} ${id}`,
      });
    const away = button(say("remove"), "quiet tk-plan-remove", () => remove(place), { "aria-label": `${say("remove")}: ${name}` });
    return el(
      "li",
      {},
      el("span", { class: "tk-plan-name" }, name),
      el("span", { class: "tk-plan-moves" }, step("up", -1, place > 0), step("down", 1, place < count - 1), away),
    );
  }

  function courseOf(course, modules) {
    const rows = course.modules.map(({ id, title: name, about, minutes }) => {
      const more = el("span", { class: "tk-plan-about", id: uid("about") }, [about, minutes].filter(Boolean).join(". "));
      const input = el("input", {
        type: "checkbox", checked: modules.includes(id), "data-keep": `module ${id}`, "aria-describedby": more.id,
        onchange: () => toggle(id, input.checked),
      });
      return el("label", { class: "tk-plan-tick" }, input, el("span", {}, el("span", {}, name), more));
    });
    const about = course.for ? el("p", { class: "tk-plan-hint" }, course.for.replace(/\*/g, "")) : null;
    return el("fieldset", { class: "tk-plan-choice" }, el("legend", {}, course.title), about, ...rows);
  }

  return {
    node,
    show(catalogue) {
      if (JSON.stringify(catalogue.courses) === JSON.stringify(offered)) return;
      offered = catalogue.courses;
      titles.clear();
      for (const course of offered) for (const module of course.modules) titles.set(module.id, module.title);
      draw();
    },
  };
}
