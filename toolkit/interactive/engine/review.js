/** The choices of a path in, its review out: what each did for the child's safety, in words and shape, and why. */
import { badge, el, heading } from "./dom.js";
import { rich } from "./text.js";

/** Elements that look back on `taken`, then questions to go on thinking with. */
export function pathReview(data, taken, level, say) {
  const steps = taken.map(({ scene, choice }) => step(data.scenes[scene], choice, say));
  const questions = data.questions.map((question) => rich("li", {}, question));
  return [
    heading(level, say("your-path")),
    el("p", { class: "tk-hint" }, say("your-path-intro")),
    el("ol", { class: "tk-path" }, ...steps),
    heading(level, say("think-on")),
    el("ul", { class: "tk-asks" }, ...questions),
  ];
}

function step(scene, choice, say) {
  const { text, safety, reason } = scene.choices[choice];
  return el(
    "li",
    { class: `tk-step tk-ends-${safety}` },
    el("p", { class: "tk-step-place" }, scene.title),
    rich("p", { class: "tk-step-choice" }, text),
    el("p", {}, badge(safety, say(`safety-${safety}`))),
    rich("div", { class: "tk-step-why" }, reason),
  );
}
