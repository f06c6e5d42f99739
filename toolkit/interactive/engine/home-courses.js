/** Courses in, a card for each out: its modules as links, how long they take, and in words how far the learner is. */
import { badge, el } from "./dom.js";
import { notebookLink } from "./home-links.js";
import { rich } from "./text.js";

/** The catalogue for a role: its own courses first, the others within reach below. */
export function catalogue({ courses, roles, role, folder, level, say, extra }) {
  const chosen = roles.find(({ id }) => id === role);
  const mine = courses.filter((course) => !chosen || course.roles.length === 0 || course.roles.includes(role));
  const others = courses.filter((course) => !mine.includes(course));
  const card = (course) => courseCard(course, { roles, folder, level: level + 1, say, extra });
  const title = chosen ? say("home-courses-for", { role: chosen.title }) : say("home-courses");
  const rest = others.length > 0 && el(
    "details",
    { class: "tk-home-others", "data-fold": "others" },
    el("summary", { "data-keep": "others" }, say("home-other-courses")),
    ...others.map(card),
  );
  return el("section", {}, el(`h${level}`, { class: "tk-home-title" }, title), ...mine.map(card), rest || null);
}

function courseCard(course, { roles, folder, level, say, extra }) {
  const audiences = roles.filter(({ id }) => course.roles.includes(id)).map(({ title }) => title);
  const about = [
    say("home-minutes-course", { count: course.minutes }),
    audiences.length > 0 && say("home-made-for", { audiences: audiences.join(", ") }),
  ];
  return el(
    "section",
    { class: "tk-home-course" },
    el(`h${level}`, {}, course.title),
    rich("div", { class: "tk-home-summary" }, course.summary),
    el("p", { class: "tk-hint" }, about.filter(Boolean).join(" · ")),
    el("ol", { class: "tk-home-modules" }, ...course.modules.map((module) => moduleRow(module, folder, say))),
    course.finished ? extra(course) : null,
  );
}

function moduleRow(module, folder, say) {
  const link = notebookLink(module.path, folder, { "data-keep": `module-${module.id}` }, module.title);
  return el(
    "li",
    {},
    el("p", { class: "tk-home-module" }, link),
    module.subtitle ? el("p", { class: "tk-home-about" }, module.subtitle) : null,
    el("p", { class: "tk-home-far" }, el("span", {}, say("home-minutes", { count: module.minutes })), howFar(module, say), bar(module)),
    module.items.length > 0 ? todo(module, say) : null,
  );
}

function howFar({ done, items, finished }, say) {
  if (finished) return badge("right", say("home-finished-on", { day: dayInWords(finished) }));
  return el("span", {}, done.length > 0 ? say("home-done", { count: done.length, total: items.length }) : say("home-not-started"));
}

/** One mark for each thing to do, filled or hollow; the words beside it say the same. */
function bar({ items, done }) {
  const marks = items.map(({ id }) => el("span", { class: done.includes(id) ? "tk-home-mark tk-home-filled" : "tk-home-mark" }));
  return el("span", { class: "tk-home-bar", "aria-hidden": "true" }, ...marks);
}

function todo({ id, items, done }, say) {
  const row = (item) => {
    const state = done.includes(item.id) ? badge("right", say("home-item-done")) : el("span", { class: "tk-home-open" }, say("home-item-open"));
    return el("li", {}, el("span", {}, item.title), state);
  };
  return el(
    "details",
    { "data-fold": `todo-${id}` },
    el("summary", { "data-keep": `todo-${id}` }, say("home-items")),
    el("ul", { class: "tk-home-todo" }, ...items.map(row)),
  );
}

function dayInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "long" }).format(new Date(year, month - 1, date));
}
