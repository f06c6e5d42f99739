/** The data that a study page carries in, its activities alive out; what the learner does is kept only on their word. */
import { showProgress } from "./contents.js";
import { mount } from "./engine.js";
import { quickExit } from "./exit.js";
import { askToKeep, mayKeep } from "./keeping.js";
import { leaveNoTrace } from "./places.js";
import { createStore } from "./progress.js";

/** Brings the page to life. Until an activity lives, its paper version stands in its place. */
export function start() {
  const { activities, level, words, page } = JSON.parse(document.getElementById("study-data").textContent);
  quickExit(document.getElementById("exit"), page["exit-about"]);
  leaveNoTrace(page);
  let refresh = () => {};
  const store = createStore({ allowed: mayKeep(), onChange: () => refresh() });
  if (!mayKeep()) store.allow(false); // nothing stays on the device that nobody said yes to
  store.watch(null, () => {
    refresh();
    if (store.export().entries.length === 0) document.querySelector(".continue").hidden = true;
  });
  const living = activities.map((data, number) => {
    const place = document.querySelector(`[data-activity="${number}"]`);
    const section = place.closest("section");
    takeTexts(data, section);
    const handle = mount(place, data, { store, words, headingLevel: level });
    section.classList.add("lives");
    return { data, section, handle };
  });
  refresh = showProgress(living, store, page);
  refresh();
  askToKeep(document.getElementById("keeping"), store, page);
  document.getElementById("no-script").hidden = true;
}

/** Fills in the texts that stand in the paper version and so are not said twice. What is taken is HTML, and text.js makes it safe. */
function takeTexts(data, section) {
  for (const node of section.querySelectorAll("[data-fill]")) {
    const path = node.dataset.fill.split(".");
    const last = path.pop();
    path.reduce((inside, name) => inside[name], data)[last] = node.outerHTML;
  }
}
