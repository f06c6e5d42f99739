/**
 * A branching scenario in, one stage that shows the notice, the scenes and the ending, one after the other, out.
 *
 * Choices are buttons, not radio buttons with a Continue: each is one stop that a screen reader reads in full,
 * arrow keys stay free for reading, and a choice made by mistake costs one press on Step back.
 */
import { sceneTime } from "./clock.js";
import { badge, button, el, heading, uid } from "./dom.js";
import { pathReview } from "./review.js";
import { walk } from "./scoring.js";
import { supportPanel } from "./support.js";
import { rich } from "./text.js";

const START = { phase: "notice", path: [], done: false };

/** The view of a scenario. */
export function scenarioView(data, context) {
  const { say, test } = context;
  const stage = el("div", { class: "tk-stage" });
  const support = supportPanel(data.contacts ?? [], say);
  const leave = button(say("leave"), "quiet", () => go({ phase: "left", done: true })); // nobody has to sit through a story
  const back = button(say("step-back"), "quiet", stepBack);
  const tools = el("div", { class: "tk-tools", role: "group", "aria-label": say("scene-tools") }, leave, support.opener, back, support.node);
  let state = START;

  /** Goes on to another state: kept, shown, told. Focus moves to the heading of what is new. */
  function go(change) {
    const next = { ...state, ...change };
    const { ended, taken } = walk(data, next.path);
    state = { ...next, done: next.done || (next.phase === "scene" && ended) };
    context.save(state);
    context.emit({ type: "step", phase: state.phase, path: state.path, ended: ended && state.phase === "scene", taken });
    show();
    const target = stage.querySelector(".tk-arrive");
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }

  function stepBack() {
    go(state.path.length ? { path: state.path.slice(0, -1) } : { phase: "notice" });
  }

  function show() {
    const place = walk(data, state.path);
    const open = state.phase === "scene";
    leave.hidden = back.hidden = !open;
    tools.hidden = !open && support.opener.hidden;
    support.close();
    stage.replaceChildren(...PAGES[state.phase](place));
  }

  const PAGES = {
    notice({ taken }) {
      const begin = () => go({ phase: "scene", path: [] });
      const onward = () => go({ phase: "scene" });
      const started = taken.length > 0;
      return [
        el(
          "div",
          { class: "tk-panel tk-support" },
          heading(context.level, say("content-notice"), { class: "tk-arrive" }),
          rich("div", {}, data.notice),
          el(
            "div",
            { class: "tk-actions" },
            started ? button(say("resume"), "primary", onward) : null,
            button(say(started ? "from-start" : "begin"), started ? "secondary" : "primary", begin),
          ),
        ),
      ];
    },

    left() {
      return [
        el(
          "div",
          { class: "tk-panel tk-support" },
          heading(context.level, say("left-title"), { class: "tk-arrive" }),
          el("p", {}, say("left-text")),
          support.list(),
          el("div", { class: "tk-actions" }, button(say("come-back"), "secondary", () => go({ phase: "notice" }))),
        ),
      ];
    },

    scene({ taken, scene, ended }) {
      const last = taken.at(-1);
      const arrival = last ? consequence(last) : premise();
      const here = data.scenes[scene];
      return [arrival, ended ? ending(here, taken) : moment(here)];
    },
  };

  function premise() {
    return el(
      "div",
      { class: "tk-panel" },
      heading(context.level, data.role, { class: "tk-arrive" }),
      rich("div", {}, data.premise),
    );
  }

  function consequence({ scene, choice }) {
    const taken = data.scenes[scene].choices[choice];
    return el(
      "div",
      { class: "tk-panel tk-consequence" },
      heading(context.level, say("what-happens"), { class: "tk-arrive" }),
      rich("p", { class: "tk-chosen" }, `<strong>${say("you-chose")}</strong> ${taken.text}`),
      rich("div", {}, taken.consequence),
    );
  }

  function moment(scene) {
    const ask = uid("ask");
    const choices = scene.choices.map(({ text }, choice) =>
      el("li", {}, rich("button", { type: "button", class: "tk-choice", onclick: () => choose(choice) }, text)),
    );
    return el(
      "div",
      { class: "tk-scene" },
      heading(context.level, scene.title),
      scene.time ? sceneTime(scene.time) : null,
      rich("div", {}, scene.text),
      heading(context.level + 1, say("what-do-you-do"), { id: ask, class: "tk-ask" }),
      el("ul", { class: "tk-choices", "aria-labelledby": ask }, ...choices),
    );
  }

  function choose(choice) {
    go({ path: [...walk(data, state.path).taken.map((step) => step.choice), choice] });
  }

  function ending(scene, taken) {
    const below = context.level + 1;
    const debrief = !test && [
      el("div", { class: `tk-panel tk-ends-${scene.safety}` },
        heading(below, say("debrief")),
        el("p", {}, badge(scene.safety, say(`ending-${scene.safety}`))),
        rich("div", {}, scene.debrief)),
      ...pathReview(data, taken, below, say),
    ];
    return el(
      "div",
      { class: "tk-scene tk-ending" },
      el("p", { class: "tk-kicker" }, say("ending")),
      heading(context.level, scene.title),
      scene.time ? sceneTime(scene.time) : null,
      rich("div", {}, scene.text),
      ...(debrief || []),
      el("div", { class: "tk-actions" }, button(say("scenario-again"), "primary", () => go({ ...START, done: true }))),
    );
  }

  function restore(saved) {
    const path = walk(data, saved?.path).taken.map((step) => step.choice);
    // After a reload the notice comes first again; the way back into the story stands on it.
    state = { phase: saved?.phase === "left" ? "left" : "notice", path, done: saved?.done === true };
    show();
  }

  restore(context.load());
  return { node: el("div", { class: "tk-scenario" }, tools, stage), answers: () => state.path, restore };
}
