/** The time of a scene and the clocks that run there in, what readers see of them out. The bars say nothing that the words do not. */
import { el } from "./dom.js";
import { rich } from "./text.js";

/** Plain content of the scene, read out where it stands: nothing here announces itself. */
export function sceneTime({ now, clocks }) {
  const [first, ...others] = clocks;
  return el(
    "div",
    { class: "tk-time" },
    rich("p", {}, `<strong>${now}</strong> ${first?.text ?? ""}`),
    first ? bar(first) : null,
    ...others.flatMap((clock) => [rich("p", {}, clock.text), bar(clock)]),
  );
}

/** How much of the limit has gone; what has passed it goes on behind a gap. */
function bar({ elapsed, limit }) {
  const gone = el("span", { class: "tk-bar-limit" }, el("span", { class: "tk-bar-gone" }));
  gone.firstChild.style.width = `${Math.min(100, (100 * elapsed) / limit)}%`;
  gone.style.flexGrow = String(limit);
  const over = elapsed > limit ? el("span", { class: "tk-bar-over" }) : null;
  if (over) over.style.flexGrow = String(elapsed - limit);
  return el("div", { class: "tk-bar", "aria-hidden": "true" }, gone, over);
}
